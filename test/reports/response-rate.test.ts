import t from 'tap'
import { keepResponseRates } from '../../src/reports/response-rate.ts'
import { fixLines } from '../../src/surveys/line.ts'
import { frozenSurvey } from '../support/conditions.ts'
import { signIn } from '../support/officers.ts'
import { invite, type OpenSurvey, openSurvey } from '../support/survey.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault
const maud = await signIn(unisson, 'administrator')

async function invited(survey: OpenSurvey, count: number, answered: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await invite(unisson, survey)
  const invitations = await db
    .selectFrom('invitations')
    .select('id')
    .where('survey_id', '=', survey.id)
    .execute()
  const rows = invitations.slice(0, answered).map(({ id }) => ({ survey_id: survey.id, invitation_id: id }))
  await db.insertInto('participations').values(rows).execute()
  await db.transaction().execute(trx => fixLines(trx, { id: survey.id, k: 5 }))
}

const ratesOf = (id: string) =>
  db
    .selectFrom('response_rates')
    .select(['section_id', 'region_id', 'percent'])
    .where('survey_id', '=', id)
    .execute()

t.test('what is kept is what officers may read: sections of 2k, the others together, and all', async t => {
  const survey = await openSurvey(unisson)
  await invited(survey, 12, 9)
  const { region_id } = await db
    .selectFrom('sections')
    .select('region_id')
    .where('id', '=', survey.section_id)
    .executeTakeFirstOrThrow()
  await db.transaction().execute(trx => keepResponseRates(trx, { id: survey.id, k: 5 }))
  t.same(
    new Set(await ratesOf(survey.id)),
    new Set([
      { section_id: null, region_id: null, percent: 75 },
      { section_id: survey.section_id, region_id, percent: 75 },
    ]),
  )
})

t.test('fewer than 2k invited have no rate', async t => {
  const survey = await openSurvey(unisson)
  await invited(survey, 9, 9)
  await db.transaction().execute(trx => keepResponseRates(trx, { id: survey.id, k: 5 }))
  t.same(await ratesOf(survey.id), [])
})

t.test('a report tells the rate beside the responses, and a section’s report over the months', async t => {
  const id = await frozenSurvey(unisson, { sizes: [40] })
  const { id: section_id } = await db.selectFrom('sections').select('id').executeTakeFirstOrThrow()
  const whole = { survey_id: id, section_id: null, region_id: null, percent: 63 }
  await db
    .insertInto('response_rates')
    .values([whole, { ...whole, section_id, percent: 64 }])
    .execute()
  const { headers } = maud
  const report = await app.inject({ url: `/reports/surveys/${id}`, headers })
  t.match(report.body, /<dt>Participation<\/dt><dd>63\s%/)
  const section = await app.inject({ url: `/reports/sections/${section_id}`, headers })
  t.match(section.body, /64\s%/)
  t.match(section.body, /Nos conditions de travail/)
})
