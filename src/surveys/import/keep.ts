import { recordEvent } from '../../audit/event.ts'
import type { Trx } from '../../database.ts'
import { NotFound } from '../../errors.ts'
import type { DataKeys } from '../../seal/data-keys.ts'
import type { Owned } from '../../union/scope.ts'
import { createSurvey, recordSurveyAct } from '../survey.ts'
import type { Imported } from './report.ts'

/**
 * Keeps an imported survey: a draft, or, where counts came with it, one that is closed and frozen.
 * @param accountId empty for the command line
 * @returns its id
 * @throws NotFound where the section or region that is to own it is not there
 */
export async function keepImport(
  trx: Trx,
  keys: DataKeys,
  { definition, report, tally }: Imported,
  owner: Owned,
  accountId: string | null = null,
): Promise<string> {
  for (const [table, ownerId] of [
    ['sections', owner.section_id] as const,
    ['regions', owner.region_id] as const,
  ]) {
    if (!ownerId) continue
    const found = await trx.selectFrom(table).select('id').where('id', '=', ownerId).executeTakeFirst()
    if (!found) throw new NotFound()
  }
  const id = await createSurvey(
    trx,
    keys,
    {
      ...owner,
      audience: 'invited',
      opens_on: null,
      closes_on: null,
      imported_tally: tally ? JSON.stringify(tally) : null,
      created_by: accountId,
    },
    definition,
  )
  if (tally)
    for (const act of ['closure', 'freezing'] as const) await recordSurveyAct(trx, id, act, accountId)
  await recordEvent(trx, keys, {
    account_id: accountId,
    act: 'survey.import',
    subject: 'survey',
    subject_id: id,
    detail: {
      format: report.format,
      questions: report.questions.kept,
      responses: report.responses.kept,
      losses: report.losses.length,
    },
  })
  return id
}
