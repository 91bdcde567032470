import { sql } from 'kysely'
import { type Answers, show } from '../../src/surveys/condition.ts'
import type { Definition } from '../../src/surveys/definition.ts'
import { invitationToken, surveyKey } from '../../src/surveys/invitation.ts'
import { answerSealed, freezeSealed, launchSealed, type SealedSurvey } from '../support/sealed.ts'
import { answerAll } from '../support/survey.ts'
import type { Unisson } from '../support/unisson.ts'
import { answersOf, type DrawnUnion, probing } from './union.ts'

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Answers by the pages of an invitation, one after the other. */
async function answerByPage(
  unisson: Unisson,
  survey: SealedSurvey,
  union: DrawnUnion,
  now: number,
): Promise<void> {
  const key = await surveyKey(unisson.vault, survey.id)
  for (const [person, { section, period }] of union.people.entries()) {
    if (period !== now) continue
    const id = crypto.randomUUID()
    const invitation = { survey_id: survey.id, id, section_id: section.id, member_sealed: null }
    await unisson.vault.db.insertInto('invitations').values(invitation).execute()
    const link = `/invitations/${invitationToken(key, 'response', survey.id, id)}/response`
    const { statusCode } = await answerAll(unisson, link, answersOf(union, person))
    if (statusCode !== 303) throw new Error(`A response was answered with ${statusCode}.`)
  }
}

async function answer(
  unisson: Unisson,
  survey: SealedSurvey,
  union: DrawnUnion,
  period: number,
  answers: (person: number) => Answers,
): Promise<void> {
  const given = union.people.flatMap((one, person) =>
    one.period === period
      ? [{ section_id: one.section.id, answers: show(survey.definition, answers(person)).answers }]
      : [],
  )
  const fates = await answerSealed(unisson.vault, survey, given)
  if (fates.some(fate => fate !== 'kept')) throw new Error('A response was not kept.')
}

/** Freezes the period that is running, as on the day after its last. */
async function endPeriod(unisson: Unisson, { id }: SealedSurvey, period: number): Promise<void> {
  await sql`update survey_periods set ends_on = ${inDays(-1)}
    where survey_id = ${id} and period = ${period}`.execute(unisson.vault.db)
  await unisson.schedules('freezing')
  await unisson.work()
}

interface Course {
  /** By the pages of the survey; by the act they end in without. */
  byPage?: boolean
  /** What is done when a period is frozen and the next one has begun. */
  between?: (survey: string) => Promise<void>
  /** Another survey than that of the one yes, and what is answered to it. */
  asked?: { definition: Definition; answers: (person: number) => Answers }
}

/** Launches the union's survey, has everybody answer it, and closes and freezes it. @returns its id */
export async function surveyUnion(
  unisson: Unisson,
  union: DrawnUnion,
  { byPage = false, between = async () => {}, asked }: Course = {},
): Promise<string> {
  const { sections, audience, k, periods } = union
  const ends = Array.from({ length: periods - 1 }, (_, at) => inDays(40 * (at + 1)))
  const ids = sections.map(({ id }) => id)
  const { definition, answers } = asked ?? {
    definition: probing(union),
    answers: (person: number) => answersOf(union, person),
  }
  const survey = await launchSealed(unisson, definition, ids, { audience, k }, ends)
  for (let period = 1; period <= periods; period += 1) {
    if (byPage) await answerByPage(unisson, survey, union, period)
    else await answer(unisson, survey, union, period, answers)
    if (period === periods) continue
    await endPeriod(unisson, survey, period)
    await between(survey.id)
  }
  await freezeSealed(unisson, survey)
  return survey.id
}
