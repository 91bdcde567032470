import { type Kysely, sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Database, Trx } from '../database.ts'
import type { Vault } from '../seal/vault.ts'
import { inSections, type Role, type Viewer } from '../union/scope.ts'
import { removeFactor } from './factor.ts'
import { closeSessions } from './session.ts'

/** What an officer does, and where they stand. */
export interface Standing {
  role: Role
  region_id: string | null
  federation_id: string | null
  section_ids: string[]
}

interface Place {
  id: string
  name: string
}

/** What a viewer may give away: roles at or below their own, places within their own scope. */
export interface Offer {
  roles: readonly Role[]
  regions: Place[]
  federations: Place[]
  sections: (Place & { region_name: string })[]
}

const roles: readonly Role[] = ['section-leader', 'regional-officer', 'federation-officer', 'administrator']

const gives: Record<Role, readonly Role[]> = {
  administrator: roles,
  'regional-officer': ['section-leader', 'regional-officer'],
  'federation-officer': ['federation-officer'],
  'section-leader': ['section-leader'],
}

export async function readOffer(db: Kysely<Database>, viewer: Viewer): Promise<Offer> {
  const places = async (table: 'regions' | 'federations', role: Role, own: string | null) => {
    if (!gives[viewer.role].includes(role)) return []
    const open = db.selectFrom(table).select(['id', 'name']).where('closed_at', 'is', null).orderBy('name')
    return (viewer.role === 'administrator' ? open : open.where('id', '=', own)).execute()
  }
  const sections = gives[viewer.role].includes('section-leader')
    ? await db
        .selectFrom('sections')
        .innerJoin('regions', 'regions.id', 'sections.region_id')
        .select(['sections.id', 'sections.name', 'regions.name as region_name'])
        .where('sections.closed_at', 'is', null)
        .where(inSections(viewer))
        .orderBy('regions.name')
        .orderBy('sections.name')
        .execute()
    : []
  return {
    roles: gives[viewer.role],
    regions: await places('regions', 'regional-officer', viewer.region_id),
    federations: await places('federations', 'federation-officer', viewer.federation_id),
    sections,
  }
}

/** Puts an account in these sections and no others. */
export async function placeInSections(trx: Trx, accountId: string, sectionIds: string[]): Promise<void> {
  await trx.deleteFrom('account_sections').where('account_id', '=', accountId).execute()
  if (sectionIds.length === 0) return
  const rows = sectionIds.map(section_id => ({ account_id: accountId, section_id }))
  await trx.insertInto('account_sections').values(rows).execute()
}

/** Whether somebody else than this account still administers, held until the transaction ends. */
async function lockOtherAdministrators(trx: Trx, accountId: string): Promise<boolean> {
  const administrators = await trx
    .selectFrom('accounts')
    .select('id')
    .where('role', '=', 'administrator')
    .where('closed_at', 'is', null)
    .where('password_hash', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return administrators.some(({ id }) => id !== accountId)
}

/** What the log keeps of a role and its places. */
export const placedDetail = ({ role, section_ids }: Standing): Record<string, string | number> =>
  section_ids.length > 0 ? { role, sections: section_ids.length } : { role }

interface Act {
  /** Nobody: the command line. */
  viewer: Pick<Viewer, 'account_id'> | { account_id: null }
  account_id: string
}

const audited = (act: string, { viewer, account_id }: Act, detail?: Record<string, string | number>) => ({
  account_id: viewer.account_id,
  act,
  subject: 'account',
  subject_id: account_id,
  detail,
})

/** Ends the officer's sessions too: what was begun in another role is not finished in this one. @returns false where it would leave nobody to administer */
export async function changeStanding({ db, keys }: Vault, act: Act, standing: Standing): Promise<boolean> {
  const { section_ids, ...row } = standing
  return db.transaction().execute(async trx => {
    if (row.role !== 'administrator' && !(await lockOtherAdministrators(trx, act.account_id))) return false
    await trx.updateTable('accounts').set(row).where('id', '=', act.account_id).execute()
    await placeInSections(trx, act.account_id, section_ids)
    await closeSessions(trx, act.account_id)
    const detail = placedDetail(standing)
    await recordEvent(trx, keys, audited('account.standing', act, detail))
    return true
  })
}

/**
 * Closes an account, ends its sessions and deletes its tokens; an invitation nobody accepted is erased instead.
 * @returns 'closed', 'erased', or 'last' where it would leave nobody to administer
 */
export async function closeAccount({ db, keys }: Vault, act: Act): Promise<'closed' | 'erased' | 'last'> {
  const { account_id } = act
  return db.transaction().execute(async trx => {
    if (!(await lockOtherAdministrators(trx, account_id))) return 'last'
    await closeSessions(trx, account_id)
    await trx.deleteFrom('api_tokens').where('account_id', '=', account_id).execute()
    await recordEvent(trx, keys, audited('account.closure', act))
    const erased = await trx
      .deleteFrom('accounts')
      .where('id', '=', account_id)
      .where('password_hash', 'is', null)
      .executeTakeFirst()
    if (erased.numDeletedRows === 1n) return 'erased'
    const closed_at = sql<Date>`now()`
    await trx.updateTable('accounts').set({ closed_at }).where('id', '=', account_id).execute()
    return 'closed'
  })
}

export async function reopenAccount({ db, keys }: Vault, act: Act): Promise<void> {
  await db.transaction().execute(async trx => {
    await trx.updateTable('accounts').set({ closed_at: null }).where('id', '=', act.account_id).execute()
    await recordEvent(trx, keys, audited('account.reopening', act))
  })
}

/** Takes away the second factor of someone who lost it, and ends their sessions. */
export async function liftFactor({ db, keys }: Vault, act: Act): Promise<void> {
  await db.transaction().execute(async trx => {
    await removeFactor(trx, act.account_id)
    await closeSessions(trx, act.account_id)
    await recordEvent(trx, keys, audited('account.factor.lifting', act))
  })
}
