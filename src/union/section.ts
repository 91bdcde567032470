import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Db, Trx } from '../database.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import { type GroupKind, parentColumn } from './group.ts'
import { inSections, shapes, type Viewer } from './scope.ts'
import { type Faults, inOrder, lockStructure, sameName } from './structure.ts'
import type { Section } from './tables.ts'

export interface SectionLine extends Section {
  region_name: string
  federation_name: string | null
  /** Whether its region or its federation is closed. */
  parent_closed: boolean
}

export type SectionWords = Pick<
  Section,
  'name' | 'company' | 'city' | 'region_id' | 'federation_id' | 'legal_body_id'
>

const linesFor = (db: Db | Trx, viewer: Viewer) =>
  db
    .selectFrom('sections')
    .innerJoin('regions', 'regions.id', 'sections.region_id')
    .leftJoin('federations', 'federations.id', 'sections.federation_id')
    .selectAll('sections')
    .select(['regions.name as region_name', 'federations.name as federation_name'])
    .select(sql<boolean>`coalesce(regions.closed_at, federations.closed_at) is not null`.as('parent_closed'))
    .where(inSections(viewer))

/** The sections a viewer reads, all or those of one group, open ones first, by name. */
export async function listSections(
  db: Db,
  viewer: Viewer,
  kind?: GroupKind,
  groupId = '',
): Promise<SectionLine[]> {
  const lines = linesFor(db, viewer)
  const some = kind ? lines.where(`sections.${parentColumn[kind]}`, '=', groupId) : lines
  return inOrder(await some.execute())
}

/** @throws NotFound when it is not there or not the viewer's to read */
export async function getSection(db: Db | Trx, viewer: Viewer, id: string): Promise<SectionLine> {
  const section = await linesFor(db, viewer).where('sections.id', '=', id).executeTakeFirst()
  if (!section) throw new NotFound()
  return section
}

/** A section that is the viewer's to change. @throws NotFound */
export async function getShapedSection(db: Db | Trx, viewer: Viewer, id: string): Promise<SectionLine> {
  const section = await getSection(db, viewer, id)
  if (!shapes(viewer, section.region_id)) throw new NotFound()
  return section
}

const isOpen = (trx: Trx, kind: GroupKind, id: string) =>
  trx.selectFrom(kind).select('id').where('id', '=', id).where('closed_at', 'is', null).executeTakeFirst()

async function findFaults(trx: Trx, words: SectionWords, old?: SectionLine): Promise<Faults | undefined> {
  for (const kind of ['regions', 'federations'] as const) {
    const column = parentColumn[kind]
    const id = words[column]
    if (id && id !== old?.[column] && !(await isOpen(trx, kind, id))) return { [column]: { code: 'choice' } }
  }
  const other = await trx
    .selectFrom('sections')
    .select('id')
    .where('region_id', '=', words.region_id)
    .where(eb => sameName(eb.ref('name'), words.name))
    .where('id', 'is distinct from', old?.id ?? null)
    .executeTakeFirst()
  return other && { name: { code: 'taken' } }
}

/**
 * Adds a section, or rewrites the one with this id.
 * @returns its id, or what is wrong with the words @throws NotFound outside of the viewer's regions
 */
export async function saveSection(
  { db, keys }: Vault,
  viewer: Viewer,
  words: SectionWords,
  id: string | null = null,
): Promise<{ id: string } | { faults: Faults }> {
  return db.transaction().execute(async trx => {
    await lockStructure(trx)
    const old = id ? await getShapedSection(trx, viewer, id) : undefined
    if (!shapes(viewer, words.region_id)) throw new NotFound()
    const faults = await findFaults(trx, words, old)
    if (faults) return { faults }
    const saved = id
      ? await trx
          .updateTable('sections')
          .set(words)
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirstOrThrow()
      : await trx.insertInto('sections').values(words).returning('id').executeTakeFirstOrThrow()
    const act = id ? 'section.edit' : 'section.creation'
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act,
      subject: 'section',
      subject_id: saved.id,
    })
    return saved
  })
}

/**
 * Closes a section, or opens it again. A closed one is offered nowhere any more, and what it has begun runs to its
 * end: a signature that was given is not undone because a site shut.
 * @throws Conflict when its region or federation is closed
 */
export async function turnSection(
  { db, keys }: Vault,
  viewer: Viewer,
  id: string,
  closing: boolean,
): Promise<void> {
  await db.transaction().execute(async trx => {
    await lockStructure(trx)
    const section = await getShapedSection(trx, viewer, id)
    if (closing === (section.closed_at !== null)) return
    if (!closing && section.parent_closed) throw new Conflict()
    await trx
      .updateTable('sections')
      .set({ closed_at: closing ? new Date() : null })
      .where('id', '=', id)
      .execute()
    const act = closing ? 'section.closure' : 'section.reopening'
    await recordEvent(trx, keys, { account_id: viewer.account_id, act, subject: 'section', subject_id: id })
  })
}
