import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from '../union/scope.ts'
import { readmitMember } from './enrolment.ts'
import { getOwnMember } from './member.ts'

/** How long a member who left is kept: privacy contract, section 2. */
const KEPT = '3 months'

/** What an officer does about a member who leaves. */
export type DepartureAct = 'departure' | 'return' | 'erasure'

const acts: Record<DepartureAct, (trx: Trx, id: string) => Promise<unknown>> = {
  departure: (trx, id) =>
    trx
      .updateTable('members')
      .set({ gone_on: sql<string>`coalesce(gone_on, current_date)` })
      .where('id', '=', id)
      .execute(),
  return: (trx, id) =>
    trx
      .updateTable('members')
      .set({ gone_on: null, added_on: sql<string>`current_date` })
      .where('id', '=', id)
      .where('gone_on', 'is not', null)
      .execute(),
  erasure: (trx, id) => trx.deleteFrom('members').where('id', '=', id).execute(),
}

/** Marks a member as gone or back, or erases them at once. @returns their id from then on @throws NotFound, Conflict */
export async function turnMember(
  vault: Vault,
  viewer: Viewer,
  id: string,
  act: DepartureAct,
): Promise<string> {
  return vault.db.transaction().execute(async trx => {
    const member = await getOwnMember(trx, viewer, id)
    const { section_id, number_index, address_index } = member
    const isAway = act === 'return' && !number_index && !address_index
    if (isAway) return readmitMember(vault, trx, viewer, member)
    await acts[act](trx, id)
    await recordEvent(trx, vault.keys, {
      account_id: viewer.account_id,
      act: `member.${act}`,
      subject: 'section',
      subject_id: section_id,
      detail: { member: id },
    })
    return id
  })
}

/** Erases the members who left longer ago than they are kept. */
export async function eraseGone(trx: Trx, keys: DataKeys): Promise<void> {
  const { numDeletedRows } = await trx
    .deleteFrom('members')
    .where('gone_on', '<=', sql<string>`(current_date - ${KEPT}::interval)::date`)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return
  await recordEvent(trx, keys, {
    account_id: null,
    act: 'members.erasure',
    subject: 'union',
    detail: { members: Number(numDeletedRows) },
  })
}
