import type { Kysely, Selectable } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Database } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from './scope.ts'
import { type Faults, lockStructure } from './structure.ts'
import type { SourcesTable } from './tables.ts'

export type Source = Selectable<SourcesTable>

/** More marks than this could tell one person's link from another's. */
export const MOST_SOURCES = 12

/** The marks that a link may carry, by name. */
export const listSources = (db: Kysely<Database>): Promise<Source[]> =>
  db.selectFrom('sources').selectAll().orderBy('name').execute()

/** @returns what is wrong, when it cannot be added */
export async function addSource(
  { db, keys }: Vault,
  viewer: Viewer,
  source: Source,
): Promise<Faults | undefined> {
  return db.transaction().execute(async trx => {
    await lockStructure(trx)
    const known = await listSources(trx)
    if (known.some(one => one.code === source.code)) return { code: { code: 'taken' } }
    if (known.length >= MOST_SOURCES) return { code: { code: 'full' } }
    await trx.insertInto('sources').values(source).execute()
    await recordEvent(trx, keys, { account_id: viewer.account_id, act: 'source.creation', subject: 'source' })
    return undefined
  })
}

/** Links that carry the mark still lead to their page; signatures that came by it keep it. @throws NotFound */
export async function removeSource({ db, keys }: Vault, viewer: Viewer, code: string): Promise<void> {
  await db.transaction().execute(async trx => {
    const removed = await trx
      .deleteFrom('sources')
      .where('code', '=', code)
      .returning('code')
      .executeTakeFirst()
    if (!removed) throw new NotFound()
    await recordEvent(trx, keys, { account_id: viewer.account_id, act: 'source.removal', subject: 'source' })
  })
}
