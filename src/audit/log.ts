import { sql } from 'kysely'
import type { Vault } from '../seal/vault.ts'
import { reasonPlace } from './event.ts'

/** What happened, as it is read. */
export interface LoggedEvent {
  id: string
  created_at: Date
  account_id: string | null
  act: string
  subject: string
  subject_id: string | null
  detail: Record<string, string | number | boolean | null>
  reason: string | null
}

export interface LogFilter {
  act?: string
  account_id?: string
  /** Only what happened before this event. */
  before?: string
}

const PAGE = 50

/** A page of events, newest first. @returns the events, and whether older ones follow */
export async function listEvents(
  { db, keys }: Vault,
  { act, account_id, before }: LogFilter,
): Promise<{ events: LoggedEvent[]; more: boolean }> {
  let query = db
    .selectFrom('audit_events')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  if (act) query = query.where('act', '=', act)
  if (account_id) query = query.where('account_id', '=', account_id)
  if (before) {
    const than = sql`(select created_at, id from audit_events where id = ${before})`
    query = query.where(sql<boolean>`(created_at, id) < ${than}`)
  }
  const rows = await query.execute()
  const key = await keys.getByScope('audit')
  const events = rows.slice(0, PAGE).map(({ reason_sealed, ...row }) => ({
    ...row,
    reason: reason_sealed && key.open<string>(reasonPlace(row.id), reason_sealed),
  }))
  return { events, more: rows.length > PAGE }
}

/** The acts and the accounts that occur in the log. */
export async function listOccurring({ db }: Vault): Promise<{ acts: string[]; accounts: string[] }> {
  const acts = await db.selectFrom('audit_events').select('act').distinct().orderBy('act').execute()
  const accounts = await db
    .selectFrom('audit_events')
    .select('account_id')
    .distinct()
    .where('account_id', 'is not', null)
    .$narrowType<{ account_id: string }>()
    .execute()
  return { acts: acts.map(row => row.act), accounts: accounts.map(row => row.account_id) }
}
