import { type Kysely, sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Database, Db } from '../database.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import type { Owned, Viewer } from './scope.ts'
import { getSettings } from './settings.ts'
import { lockStructure } from './structure.ts'
import type { LegalBody } from './tables.ts'

export type { LegalBody }

/** The legal body that answers for what is owned: the nearest upwards that has one. Empty words where none has. */
export async function legalBodyOf(db: Kysely<Database>, owned: Owned): Promise<Omit<LegalBody, 'id'>> {
  const section = owned.section_id
    ? await db
        .selectFrom('sections')
        .select(['legal_body_id', 'region_id'])
        .where('id', '=', owned.section_id)
        .executeTakeFirst()
    : undefined
  const regionId = section?.region_id ?? owned.region_id
  const region = regionId
    ? await db.selectFrom('regions').select('legal_body_id').where('id', '=', regionId).executeTakeFirst()
    : undefined
  const settings = await getSettings(db)
  const id = section?.legal_body_id ?? region?.legal_body_id ?? settings.legal_body_id
  const body = id
    ? await db.selectFrom('legal_bodies').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  return body ?? { name: settings.union_name, address: '', contact: '', data_protection_contact: '' }
}

/** The name of the section, region or union that owns a thing. */
export async function ownerName(db: Kysely<Database>, { section_id, region_id }: Owned): Promise<string> {
  const owner = section_id
    ? await db.selectFrom('sections').select('name').where('id', '=', section_id).executeTakeFirst()
    : region_id
      ? await db.selectFrom('regions').select('name').where('id', '=', region_id).executeTakeFirst()
      : undefined
  return owner?.name ?? (await getSettings(db)).union_name
}

/** A legal body with how often the union, regions, federations and sections name it. */
export interface LegalBodyLine extends LegalBody {
  use_count: number
}

/** Every legal body, by name. */
export const listLegalBodies = (db: Kysely<Database>): Promise<LegalBodyLine[]> =>
  db
    .selectFrom('legal_bodies')
    .selectAll()
    .select(
      sql<number>`(select count(*) from settings where legal_body_id = legal_bodies.id)
        + (select count(*) from regions where legal_body_id = legal_bodies.id)
        + (select count(*) from federations where legal_body_id = legal_bodies.id)
        + (select count(*) from sections where legal_body_id = legal_bodies.id)`.as('use_count'),
    )
    .orderBy('name')
    .execute()

/** @throws NotFound */
export async function getLegalBody(db: Db, id: string): Promise<LegalBodyLine> {
  const body = (await listLegalBodies(db)).find(one => one.id === id)
  if (!body) throw new NotFound()
  return body
}

/** Adds a legal body, or rewrites the one with this id. @returns its id */
export async function saveLegalBody(
  { db, keys }: Vault,
  viewer: Viewer,
  words: Omit<LegalBody, 'id'>,
  id?: string,
): Promise<string> {
  return db.transaction().execute(async trx => {
    const saved = id
      ? await trx
          .updateTable('legal_bodies')
          .set(words)
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst()
      : await trx.insertInto('legal_bodies').values(words).returning('id').executeTakeFirst()
    if (!saved) throw new NotFound()
    const act = id ? 'legal-body.edit' : 'legal-body.creation'
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act,
      subject: 'legal-body',
      subject_id: saved.id,
    })
    return saved.id
  })
}

/** @throws Conflict while anything names it */
export async function removeLegalBody({ db, keys }: Vault, viewer: Viewer, id: string): Promise<void> {
  await db.transaction().execute(async trx => {
    await lockStructure(trx)
    const body = (await listLegalBodies(trx)).find(one => one.id === id)
    if (!body) throw new NotFound()
    if (body.use_count > 0) throw new Conflict()
    await trx.deleteFrom('legal_bodies').where('id', '=', id).execute()
    const act = 'legal-body.removal'
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act,
      subject: 'legal-body',
      subject_id: id,
    })
  })
}
