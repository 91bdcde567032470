import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { DataKeys } from '../seal/data-keys.ts'

export interface AuditEvent {
  account_id: string | null
  /** What was done, as its route's noun: 'petition.opening', 'signatories.export'. */
  act: string
  subject: string
  subject_id?: string | null
  /** Ids, codes and numbers only. */
  detail?: Record<string, string | number | boolean | null>
  /** Why, in the officer's words: sealed. */
  reason?: string
}

export const reasonPlace = (id: string) => ({ table: 'audit_events', column: 'reason_sealed', row: id })

/** Writes down who did what, in the transaction of the act. */
export async function recordEvent(
  db: Kysely<Database>,
  keys: DataKeys,
  { reason, detail = {}, ...event }: AuditEvent,
): Promise<void> {
  const id = randomUUID()
  const key = reason ? await keys.getByScope('audit') : undefined
  await db
    .insertInto('audit_events')
    .values({
      id,
      ...event,
      detail: JSON.stringify(detail),
      reason_sealed: key?.seal(reasonPlace(id), reason) ?? null,
    })
    .execute()
}
