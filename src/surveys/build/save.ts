import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { recordEvent } from '../../audit/event.ts'
import type { Trx } from '../../database.ts'
import { NotFound } from '../../errors.ts'
import type { Vault } from '../../seal/vault.ts'
import type { Viewer } from '../../union/scope.ts'
import { type Definition, findQuestion, type Page } from '../definition.ts'
import { lockOwnSurvey } from '../own-survey.ts'
import type { Question } from '../question.ts'
import { type SurveyState, saveDefinition } from '../survey.ts'

/** A few letters that tell whether a part of a survey is still what a form was made of. */
export const markOf = (part: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(part ?? null))
    .digest('base64url')
    .slice(0, 12)

/** @throws NotFound */
export function getPage({ pages }: Definition, code: string): Page {
  const page = pages.find(one => one.code === code)
  if (!page) throw new NotFound()
  return page
}

/** @throws NotFound */
export function getQuestion(definition: Definition, code: string): Question {
  const question = findQuestion(definition, code)
  if (!question) throw new NotFound()
  return question
}

/**
 * Changes what a survey asks, as it stands under the lock.
 * @param change gives undefined where its part of the survey is no longer what its form was made of
 * @returns whether it was changed
 * @throws NotFound when it is not the viewer's; Invalid as `saveDefinition`
 */
export async function changeDefinition(
  { db, keys }: Vault,
  viewer: Viewer,
  id: string,
  change: (definition: Definition, survey: SurveyState) => Definition | undefined,
): Promise<boolean> {
  return db.transaction().execute(async trx => {
    const survey = await lockOwnSurvey(trx, viewer, id)
    const changed = change(survey.definition, survey)
    if (!changed) return false
    if (JSON.stringify(changed) === JSON.stringify(survey.definition)) return true
    await saveDefinition(trx, id, survey.revision, changed)
    const act = survey.phase === 'draft' ? 'survey.questions' : 'survey.correction'
    if (act === 'survey.correction' || !(await wroteToday(trx, viewer, id, act)))
      await recordEvent(trx, keys, { account_id: viewer.account_id, act, subject: 'survey', subject_id: id })
    return true
  })
}

/** A draft is saved at every field left: its log says once a day who worked on it. */
async function wroteToday(trx: Trx, { account_id }: Viewer, id: string, act: string): Promise<boolean> {
  const found = await trx
    .selectFrom('audit_events')
    .select('id')
    .where('subject_id', '=', id)
    .where('account_id', '=', account_id)
    .where('act', '=', act)
    .where('created_at', '>=', sql<Date>`current_date`)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
