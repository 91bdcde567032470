import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { SurveyActKind } from '../surveys/tables.ts'
import { storyDay } from './day.ts'
import type { DemoSurvey } from './survey.ts'

const DAY = 24 * 3600 * 1000

/** The minutes of a day at which surveys are launched, closed and counted. */
const moments: Record<SurveyActKind, string> = { launch: '08:20', closure: '18:05', freezing: '18:06' }

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY).toISOString().slice(0, 10)

export async function backdateAct(
  db: Kysely<Database>,
  surveyId: string,
  act: SurveyActKind,
  day: string,
): Promise<void> {
  const created_at = new Date(`${day}T${moments[act]}Z`)
  await db
    .updateTable('survey_acts')
    .set({ created_at })
    .where('survey_id', '=', surveyId)
    .where('act', '=', act)
    .execute()
  await db
    .updateTable('audit_events')
    .set({ created_at })
    .where('subject_id', '=', surveyId)
    .where('act', '=', `survey.${act}`)
    .execute()
}

/** Moves all else that a survey left behind to its days: many answer on the first ones, few on the last. */
export async function backdateSurvey(
  db: Kysely<Database>,
  id: string,
  survey: Pick<DemoSurvey, 'opens_on' | 'closes_on'>,
  today: Date,
): Promise<void> {
  const [opens_on, closes_on] = [storyDay(survey.opens_on, today), storyDay(survey.closes_on, today)]
  const [written_on, now] = [dayBefore(opens_on, 5), today.toISOString().slice(0, 10)]
  const created_at = new Date(`${written_on}T14:10Z`)
  const launched_at = new Date(`${opens_on}T${moments.launch}Z`)
  await db.updateTable('surveys').set({ opens_on, closes_on, created_at }).where('id', '=', id).execute()
  await db
    .updateTable('survey_versions')
    .set({ created_on: written_on })
    .where('survey_id', '=', id)
    .execute()
  await db
    .updateTable('survey_rounds')
    .set({ created_at: launched_at, finished_at: launched_at })
    .where('survey_id', '=', id)
    .execute()
  await db.updateTable('invitations').set({ invited_on: opens_on }).where('survey_id', '=', id).execute()
  await db.updateTable('freezings').set({ frozen_on: closes_on }).where('survey_id', '=', id).execute()
  await db
    .updateTable('audit_events')
    .set({ created_at })
    .where('subject_id', '=', id)
    .where('act', '=', 'survey.audience')
    .execute()
  const last = closes_on < now ? closes_on : now
  await sql`
    update participations p set day = ${opens_on}::date + floor(place * place * (${last}::date - ${opens_on}::date))::int
    from (
      select invitation_id, (row_number() over (order by invitation_id) - 1.0) / count(*) over () as place
      from participations where survey_id = ${id}
    ) as ranked
    where p.survey_id = ${id} and p.invitation_id = ranked.invitation_id`.execute(db)
}
