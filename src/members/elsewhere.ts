import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { findReach } from '../accounts/session.ts'
import type { Trx } from '../database.ts'
import type { Vault } from '../seal/vault.ts'
import { inSections, type Reach, reachOf } from '../union/scope.ts'
import { type MemberIndex, openMember, sealMember, sectionKey } from './register.ts'
import type { Member, MemberImport } from './tables.ts'

/** Whoever has one of some numbers and addresses: in sections that an officer follows, and elsewhere. */
export interface Met {
  inside: Member[]
  outside: Member[]
}

/** @param reaches what the officer follows; who is a member elsewhere is never told them */
export async function listMet(trx: Trx, indexes: MemberIndex[], reaches: Reach[]): Promise<Met> {
  const numbers = indexes.flatMap(({ number_index }) => number_index ?? [])
  const addresses = indexes.flatMap(({ address_index }) => address_index ?? [])
  const met = await trx
    .selectFrom('members')
    .innerJoin('sections', 'sections.id', 'members.section_id')
    .selectAll('members')
    .select(eb => eb.or(reaches.map(reach => inSections(reach)(eb))).as('followed'))
    .where(
      sql<boolean>`number_index = any(${numbers}::bytea[]) or address_index = any(${addresses}::bytea[])`,
    )
    .orderBy('members.id')
    .execute()
  const of = (wanted: boolean) =>
    met.flatMap(({ followed, ...member }) => (Boolean(followed) === wanted ? member : []))
  return { inside: of(true), outside: of(false) }
}

/** What the sender of an import follows now, and the place it was sent for; the command line follows everything. */
export async function listReaches(trx: Trx, one: MemberImport): Promise<Reach[]> {
  if (!one.account_id) return [reachOf({ section_id: null, region_id: null })]
  const own = await findReach(trx, one.account_id)
  return own ? [reachOf(one), own] : [reachOf(one)]
}

/** Those who are this very person: of that number, or of that address, newly said, where one side has no number. */
export const listMeant = (
  outside: Member[],
  { number_index, address_index }: MemberIndex,
  newAddress: boolean,
): Member[] =>
  outside.filter(
    other =>
      (number_index && other.number_index?.equals(number_index)) ||
      (newAddress &&
        address_index &&
        other.address_index?.equals(address_index) &&
        !(number_index && other.number_index)),
  )

/**
 * Has members who came to another section leave their old one, where they read as any other departure. The record
 * that stays gives up its id, its number and its address to the new one.
 */
export async function releaseMembers(vault: Vault, trx: Trx, left: Member[]): Promise<void> {
  if (left.length === 0) return
  const kept = await Promise.all(
    left.map(async member => {
      const key = await sectionKey(vault, member.section_id)
      const id = randomUUID()
      return { id, sealed: sealMember(key, id, openMember(key, member)) }
    }),
  )
  await sql`update members set id = given.id, sealed = given.sealed, number_index = null, address_index = null,
      gone_on = coalesce(gone_on, current_date)
    from unnest(${left.map(({ id }) => id)}::uuid[], ${kept.map(({ id }) => id)}::uuid[],
      ${kept.map(({ sealed }) => sealed)}::bytea[]) as given (old_id, id, sealed)
    where members.id = given.old_id`.execute(trx)
}
