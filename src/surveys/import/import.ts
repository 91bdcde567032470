import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Vault } from '../../seal/vault.ts'
import { listOwners, type OwnerChoice, sectionChoices } from '../../union/owner.ts'
import type { Owned, Viewer } from '../../union/scope.ts'
import type { SurveyImport } from '../tables.ts'
import { keepImport } from './keep.ts'
import type { Imported } from './report.ts'

/** Whose an imported survey may become: the viewer's own level, or any section of their scope. */
export async function listReceivers(db: Db, viewer: Viewer): Promise<OwnerChoice[]> {
  const owners = await listOwners(db, viewer)
  return viewer.role === 'section-leader' ? owners : [...owners, ...(await sectionChoices(db, viewer))]
}

/**
 * Writes down what was read of a file, for its officer to look at; nothing is a survey yet. The file itself is not
 * kept.
 * @returns its id
 */
export async function proposeImport(
  db: Db,
  viewer: Viewer,
  { section_id, region_id }: Owned,
  { report, ...read }: Imported,
): Promise<string> {
  const { id } = await db
    .insertInto('survey_imports')
    .values({
      account_id: viewer.account_id,
      section_id,
      region_id,
      read: JSON.stringify(read),
      report: JSON.stringify(report),
      survey_id: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** An import that is the viewer's own. @throws NotFound */
export async function getImport(db: Db | Trx, viewer: Viewer, id: string): Promise<SurveyImport> {
  const found = await db
    .selectFrom('survey_imports')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', viewer.account_id)
    .executeTakeFirst()
  if (!found) throw new NotFound()
  return found
}

/**
 * Makes a survey of an import.
 * @returns the survey's id
 * @throws NotFound also when its owner is not the viewer's to choose any more @throws Conflict when it was made before
 */
export async function confirmImport({ db, keys }: Vault, viewer: Viewer, id: string): Promise<string> {
  const receivers = await listReceivers(db, viewer)
  return db.transaction().execute(async trx => {
    await trx.selectFrom('survey_imports').select('id').where('id', '=', id).forUpdate().execute()
    const { read, report, section_id, region_id } = await getImport(trx, viewer, id)
    if (!read) throw new Conflict()
    const isOwn = (one: Owned) => one.section_id === section_id && one.region_id === region_id
    if (!receivers.some(isOwn)) throw new NotFound()
    const survey_id = await keepImport(
      trx,
      keys,
      { ...read, report },
      { section_id, region_id },
      viewer.account_id,
    )
    await trx.updateTable('survey_imports').set({ survey_id, read: null }).where('id', '=', id).execute()
    return survey_id
  })
}

/** Forgets an import that became no survey. @throws NotFound */
export async function cancelImport(db: Db, viewer: Viewer, id: string): Promise<void> {
  await getImport(db, viewer, id)
  await db.deleteFrom('survey_imports').where('id', '=', id).where('read', 'is not', null).execute()
}

/** Forgets what nobody kept within a day, and the reports of what was kept after thirty. */
export async function forgetImports(trx: Trx): Promise<void> {
  await trx
    .deleteFrom('survey_imports')
    .where(
      sql<boolean>`created_at < now() - interval '30 days'
        or (survey_id is null and created_at < now() - interval '1 day')`,
    )
    .execute()
}
