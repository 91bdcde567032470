import { setImmediate as breathe } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Database, Db, Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import { owns, type Viewer } from '../union/scope.ts'
import { getSection, type SectionLine } from '../union/section.ts'
import { fold } from './column.ts'
import { type MemberWords, openMember, sectionKey } from './register.ts'
import type { Member } from './tables.ts'

/** A member as whoever leads the section may read them. */
export type OpenMember = Omit<Member, 'sealed' | 'number_index' | 'address_index'> & MemberWords

const BATCH = 1_000

/** A section whose members a viewer reads by name: their own. @throws NotFound */
export async function getOwnSection(db: Db, viewer: Viewer, id: string): Promise<SectionLine> {
  const section = await getSection(db, viewer, id)
  if (!owns(viewer, { section_id: id, region_id: null })) throw new NotFound()
  return section
}

/** A member of a section that is the viewer's own. @throws NotFound */
export async function getOwnMember(db: Kysely<Database>, viewer: Viewer, id: string): Promise<Member> {
  const member = await db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst()
  if (!member || !owns(viewer, { section_id: member.section_id, region_id: null })) throw new NotFound()
  return member
}

export async function readMember(vault: Vault, member: Member): Promise<OpenMember> {
  const { sealed, number_index, address_index, ...row } = member
  return { ...row, ...openMember(await sectionKey(vault, member.section_id), member) }
}

/** The members of a section, those who left included until they are erased; a thousand at a time, by id. */
export async function* walkMembers(vault: Vault, sectionId: string): AsyncGenerator<OpenMember> {
  let last: string | undefined
  do {
    const rows = vault.db.selectFrom('members').selectAll().where('section_id', '=', sectionId)
    const batch = await (last ? rows.where('id', '>', last) : rows).orderBy('id').limit(BATCH).execute()
    for (const member of batch) yield await readMember(vault, member)
    last = batch.length === BATCH ? batch.at(-1)?.id : undefined
    // Thousands of blobs take a while to open; others are served meanwhile.
    await breathe()
  } while (last)
}

const collator = new Intl.Collator('fr')

/**
 * The members of a section by name, page by page.
 * @param search words of a name, a number or an address; empty: everybody
 * @param page from 1
 */
export async function listMembers(
  vault: Vault,
  sectionId: string,
  { search, page, each }: { search: string; page: number; each: number },
): Promise<{ members: OpenMember[]; count: number }> {
  const wanted = fold(search).split(' ')
  const found: OpenMember[] = []
  for await (const member of walkMembers(vault, sectionId)) {
    const words = fold(`${member.name} ${member.number} ${member.email}`)
    if (wanted.every(word => words.includes(word))) found.push(member)
  }
  found.sort((one, other) => collator.compare(one.name, other.name))
  return { members: found.slice((page - 1) * each, page * each), count: found.length }
}

/** A register in figures. */
export interface RegisterCounts {
  members: number
  /** Those whom mail may reach. */
  reachable: number
  unaddressed: number
  refused: number
  bounced: number
  /** Come within a fortnight, or given another address. */
  recent: number
  /** Left, and not yet erased. */
  gone: number
}

const here = sql`gone_on is null`
const counts = {
  members: sql<number>`count(*) filter (where ${here})`,
  reachable: sql<number>`count(*) filter (where ${here} and address_index is not null and refused_on is null
    and bounced_on is null)`,
  unaddressed: sql<number>`count(*) filter (where ${here} and address_index is null)`,
  refused: sql<number>`count(*) filter (where ${here} and refused_on is not null)`,
  bounced: sql<number>`count(*) filter (where ${here} and bounced_on is not null)`,
  recent: sql<number>`count(*) filter (where ${here} and greatest(added_on, readdressed_on) > current_date - 14)`,
  gone: sql<number>`count(*) filter (where not ${here})`,
}

/** The registers of sections in figures, by section; one without members is absent. */
export async function countMembers(
  db: Db | Trx,
  sectionIds: readonly string[],
): Promise<Map<string, RegisterCounts>> {
  if (sectionIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('members')
    .select('section_id')
    .select(Object.entries(counts).map(([name, count]) => count.as(name as keyof RegisterCounts)))
    .where('section_id', 'in', sectionIds)
    .groupBy('section_id')
    .execute()
  return new Map(rows.map(({ section_id, ...figures }) => [section_id, figures]))
}

export const noMembers: RegisterCounts = {
  members: 0,
  reachable: 0,
  unaddressed: 0,
  refused: 0,
  bounced: 0,
  recent: 0,
  gone: 0,
}
