import { randomUUID } from 'node:crypto'
import t from 'tap'
import { keepResponseRates } from '../../src/reports/response-rate.ts'
import { fixLines } from '../../src/surveys/line.ts'
import { listParticipation } from '../../src/surveys/participation.ts'
import { getSurvey } from '../../src/surveys/survey.ts'
import { addSections, answerSealed, asking, fr, launchSealed, type SealedSurvey } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault } = unisson
const { db } = vault
const definition = asking([{ kind: 'yes-no', code: 'night', text: fr('La nuit ?') }])

/** Invites so many of a section, of whom some answer. */
async function invite(survey: SealedSurvey, section_id: string, invited: number, answered: number) {
  const silent = Array.from({ length: invited - answered }, () => randomUUID())
  if (silent.length > 0)
    await db
      .insertInto('invitations')
      .values(silent.map(id => ({ survey_id: survey.id, id, section_id, member_sealed: null })))
      .execute()
  const given = Array.from({ length: answered }, () => ({ section_id, answers: { night: 'no' } }))
  await answerSealed(vault, survey, given)
}

const fix = (survey: SealedSurvey) =>
  db.transaction().execute(async trx => fixLines(trx, await getSurvey(trx, survey.id)))

t.test('the rate of all says nothing of a section that is too small to have one', async t => {
  const [[large], [lone]] = [await addSections(vault, 1), await addSections(vault, 1)] as [[string], [string]]
  const rates = []
  for (const answered of [0, 1]) {
    const survey = await launchSealed(unisson, definition, [large, lone])
    await invite(survey, large, 20, 10)
    await invite(survey, lone, 1, answered)
    await fix(survey)
    await db.transaction().execute(async trx => keepResponseRates(trx, await getSurvey(trx, survey.id)))
    const kept = db.selectFrom('response_rates').select(['section_id', 'percent'])
    rates.push(await kept.where('survey_id', '=', survey.id).orderBy('section_id').execute())
  }
  t.same(rates[0], [
    { section_id: large, percent: 50 },
    { section_id: null, percent: 50 },
  ])
  t.same(rates[1], rates[0])
})

t.test('a section that moves meanwhile is taken from no group and added to none', async t => {
  const [one, other, third] = (await addSections(vault, 3)) as [string, string, string]
  const [away] = await addSections(vault, 1)
  const survey = await launchSealed(unisson, definition, [one, other, third])
  for (const section of [one, other]) await invite(survey, section, 7, 3)
  await invite(survey, third, 1, 1)
  await fix(survey)
  const before = await listParticipation(db, await getSurvey(db, survey.id), true)
  t.same(
    before.map(({ percent }) => percent),
    [47],
  )
  const elsewhere = db
    .selectFrom('sections')
    .select('region_id')
    .where('id', '=', away as string)
  const { region_id } = await elsewhere.executeTakeFirstOrThrow()
  await db.updateTable('sections').set({ region_id }).where('id', '=', third).execute()
  t.same(await listParticipation(db, await getSurvey(db, survey.id), true), before)
})
