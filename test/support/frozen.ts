import { checkSums, keepPartings } from '../../src/reports/freezing/kept-parting.ts'
import { Census, type Parting } from '../../src/reports/freezing/parting.ts'
import { keepTexts } from '../../src/reports/written/text.ts'
import type { Vault } from '../../src/seal/vault.ts'
import { type Answers, show } from '../../src/surveys/condition.ts'
import { type Definition, questionsOf } from '../../src/surveys/definition.ts'
import type { SealedResponse } from '../../src/surveys/response/response.ts'
import { getSurvey, recordSurveyAct } from '../../src/surveys/survey.ts'
import { itemsOf } from '../../src/surveys/tally.ts'

/** Numbers from 0 to below 1, the same each time. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** What one respondent might say, leaning to the first of the choices by so much. */
export function answerAtRandom(
  definition: Definition,
  random: () => number,
  lean: number,
  texts: Record<string, string[]>,
): Answers {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() ** lean * from.length)] as T
  const answers: Answers = {}
  for (const question of questionsOf(definition)) {
    const { code } = question
    const bins = itemsOf({ ...definition, pages: [{ code: 'p', questions: [question] }] })[0]?.bins ?? []
    const words = texts[code]
    if (random() < 0.04 || (words && random() < 0.6)) continue
    if (words) answers[code] = pick(words)
    else if (question.kind === 'multiple')
      answers[code] = bins.filter((_, index) => random() < 0.75 - index * 0.15)
    else if (question.kind === 'ranking') {
      const order = bins.map((_, index) => ({ index, at: index + random() * 3 }))
      answers[code] = order.sort((a, b) => a.at - b.at).map(({ index }) => question.choices[index]!.code)
    } else if (question.kind === 'matrix') {
      for (const row of question.rows) answers[`${code}.${row.code}`] = pick(question.choices).code
    } else if (bins.length > 0) answers[code] = pick(bins)
  }
  return answers
}

/** Freezes a launched survey with these answers, as its closing would have. */
export async function freezeWith(
  { db, keys }: Vault,
  surveyId: string,
  people: { section_id: string | null; answers: Answers }[],
  period = 1,
): Promise<void> {
  const survey = await getSurvey(db, surveyId)
  const places = await db
    .selectFrom('survey_sections')
    .select(['section_id', 'region_id'])
    .where('survey_id', '=', surveyId)
    .execute()
  const responses = people.map(
    ({ section_id, answers }): SealedResponse => ({
      section_id,
      answers,
      hidden: [...show(survey.definition, answers).hidden],
    }),
  )
  const census = new Census(survey.definition)
  for (const response of responses) census.add(response)
  const partings = census.part(
    survey,
    new Map(places.map(place => [place.section_id, place.region_id as string])),
  )
  for (const response of responses) for (const parting of partings) parting.add(response)
  async function* walk() {
    yield* responses
  }
  await db.transaction().execute(async trx => {
    await keepPartings(trx, { survey_id: surveyId, period }, partings)
    await checkSums(trx, { survey_id: surveyId, period }, partings)
    await keepTexts(trx, keys, surveyId, partings.find(({ part }) => part === 'sensitive') as Parting, walk)
    for (const act of ['closure', 'freezing'] as const) await recordSurveyAct(trx, surveyId, act, null)
  })
}
