import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Db, Trx } from '../database.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from './scope.ts'
import { changed, type Faults, inOrder, lockStructure, sameName } from './structure.ts'
import type { Region } from './tables.ts'

/** Regions and federations: the two ways in which sections belong together. */
export type GroupKind = 'regions' | 'federations'

export const parentColumn = { regions: 'region_id', federations: 'federation_id' } as const

export interface GroupLine extends Region {
  section_count: number
}

export interface GroupWords {
  name: string
  legal_body_id: string | null
}

const subjectOf = (kind: GroupKind) => (kind === 'regions' ? 'region' : 'federation')

/** Every group of a kind with the number of its open sections, open ones first, by name. */
export async function listGroups(db: Db | Trx, kind: GroupKind): Promise<GroupLine[]> {
  const groups = await db
    .selectFrom(kind)
    .selectAll()
    .select(eb =>
      eb
        .selectFrom('sections')
        .select(sql<number>`count(*)`.as('count'))
        .where('sections.closed_at', 'is', null)
        .whereRef(`sections.${parentColumn[kind]}`, '=', `${kind}.id`)
        .$asScalar()
        .$notNull()
        .as('section_count'),
    )
    .execute()
  return inOrder(groups)
}

/** A region or federation that the viewer reads. @throws NotFound */
export async function getGroup(db: Db, viewer: Viewer, kind: GroupKind, id: string): Promise<GroupLine> {
  const group = (await listGroups(db, kind)).find(one => one.id === id)
  if (!group || (viewer.role !== 'administrator' && viewer[parentColumn[kind]] !== id)) throw new NotFound()
  return group
}

async function findTaken(
  trx: Trx,
  kind: GroupKind,
  name: string,
  but: string | null,
): Promise<Faults | undefined> {
  const other = await trx
    .selectFrom(kind)
    .select('id')
    .where(eb => sameName(eb.ref('name'), name))
    .where('id', 'is distinct from', but)
    .executeTakeFirst()
  return other && { name: { code: 'taken' } }
}

/** Adds a group, or rewrites the one with this id. @returns its id, or what is wrong with the words */
export async function saveGroup(
  { db, keys }: Vault,
  viewer: Viewer,
  kind: GroupKind,
  words: GroupWords,
  id: string | null = null,
): Promise<{ id: string } | { faults: Faults }> {
  return db.transaction().execute(async trx => {
    await lockStructure(trx)
    const faults = await findTaken(trx, kind, words.name, id)
    if (faults) return { faults }
    const saved = id
      ? await trx.updateTable(kind).set(words).where('id', '=', id).returning('id').executeTakeFirst()
      : await trx.insertInto(kind).values(words).returning('id').executeTakeFirstOrThrow()
    if (!saved) throw new NotFound()
    const subject = subjectOf(kind)
    const act = `${subject}.${id ? 'edit' : 'creation'}`
    await recordEvent(trx, keys, { account_id: viewer.account_id, act, subject, subject_id: saved.id })
    return saved
  })
}

/**
 * Closes a group, or opens it again; one that is so already stays as it is.
 * @throws Conflict when it still has open sections: they would belong to nothing that is open
 */
export async function turnGroup(
  { db, keys }: Vault,
  viewer: Viewer,
  kind: GroupKind,
  id: string,
  closing: boolean,
): Promise<void> {
  await db.transaction().execute(async trx => {
    await lockStructure(trx)
    const group = (await listGroups(trx, kind)).find(one => one.id === id)
    if (!group) throw new NotFound()
    if (closing === (group.closed_at !== null)) return
    if (closing && group.section_count > 0) throw new Conflict()
    const closed_at = closing ? new Date() : null
    changed(await trx.updateTable(kind).set({ closed_at }).where('id', '=', id).executeTakeFirst())
    const subject = subjectOf(kind)
    const act = `${subject}.${closing ? 'closure' : 'reopening'}`
    await recordEvent(trx, keys, { account_id: viewer.account_id, act, subject, subject_id: id })
  })
}
