import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Owned } from './scope.ts'
import { getSettings } from './settings.ts'
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
