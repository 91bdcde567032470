import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { Conflict, Invalid } from '../errors.ts'
import { today } from '../http/day.ts'
import { lockSurvey } from './survey.ts'
import type { Survey } from './tables.ts'

/** The fewest days of a period. */
const PERIOD_LEAST = 28

const dayAfter = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/**
 * Whether a survey may be frozen on these days too, before it closes: each far enough from the one before, the first
 * from its opening, the last from its end.
 * @param days the last days of its periods, ascending, without that of its last one
 * @param from the earliest day it may open
 */
export function arePeriods(
  days: string[],
  { opens_on, closes_on }: Pick<Survey, 'opens_on' | 'closes_on'>,
  from = today(),
): boolean {
  const opens = opens_on && opens_on > from ? opens_on : from
  const ends = [...days, ...(closes_on ? [closes_on] : [])]
  return days.length === 0 || ends.every((day, at) => day >= dayAfter(ends[at - 1] ?? opens, PERIOD_LEAST))
}

/** The last days of the periods of a survey, but for the last one, which ends when it closes. */
export const listPeriods = async (db: Db | Trx, surveyId: string): Promise<string[]> =>
  (
    await db
      .selectFrom('survey_periods')
      .select('ends_on')
      .where('survey_id', '=', surveyId)
      .orderBy('period')
      .execute()
  ).map(({ ends_on }) => ends_on)

/**
 * Fixes on which days a draft will be frozen before it closes; none: at its close only.
 * @param days ascending
 * @throws Conflict once launched @throws Invalid `survey-periods`, see `arePeriods`
 */
export async function setPeriods(trx: Trx, surveyId: string, days: string[]): Promise<void> {
  const survey = await lockSurvey(trx, surveyId)
  if (survey.phase !== 'draft') throw new Conflict()
  if (!arePeriods(days, survey) || (days.length > 0 && survey.kind === 'named'))
    throw new Invalid('survey-periods', 422)
  await trx.deleteFrom('survey_periods').where('survey_id', '=', surveyId).execute()
  const rows = days.map((ends_on, at) => ({ survey_id: surveyId, period: at + 1, ends_on }))
  if (rows.length > 0) await trx.insertInto('survey_periods').values(rows).execute()
}

/** Whether the period that a survey is in has had its last day. */
export async function isPeriodOver(trx: Trx, surveyId: string): Promise<boolean> {
  const over = await trx
    .selectFrom('survey_periods')
    .select('period')
    .where('survey_id', '=', surveyId)
    .where('ends_on', '<', sql<string>`(now() at time zone 'utc')::date`)
    .where(
      'period',
      '>',
      trx
        .selectFrom('freezings')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('survey_id', '=', surveyId),
    )
    .executeTakeFirst()
  return over !== undefined
}
