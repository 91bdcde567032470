import fc from 'fast-check'
import t from 'tap'
import { countedItems } from '../../src/reports/item.ts'
import type { Definition } from '../../src/surveys/definition.ts'
import { choices, fr } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'
import { answersTo, definition } from '../surveys/arbitrary.ts'
import { readEverywhere, readers, type Told } from './base.ts'
import { surveyUnion } from './survey.ts'
import { type DrawnSection, type DrawnUnion, drawUnion } from './union.ts'

t.setTimeout(180_000)
const unisson = await openUnisson(t)
const { db } = unisson.vault
/** A page by which each survey is broken down, before pages with conditions of all depths. */
const first = (categories: string[]): Definition['pages'] => [
  {
    code: 'first',
    questions: [
      { kind: 'single', code: 'post', text: fr('Votre poste'), choices: choices(...categories) },
      { kind: 'yes-no', code: 'night', text: fr('La nuit ?') },
      { kind: 'scale', code: 'health', text: fr('Votre santé ?'), from: 1, to: 5, sensitive: true },
      {
        kind: 'short-text',
        code: 'why',
        text: fr('Pourquoi ?'),
        shown: { answer: 'night', is: 'equal', value: 'yes' },
      },
    ],
  },
]
const surveys = fc.sample(definition(true), { seed: 22, numRuns: 3 })
const seeds = [507, 510, 517]

/** A year-long survey's union: as many answer in the second period as in the first. */
async function drawOf(audience: DrawnUnion['audience'], seed: number) {
  const union = await drawUnion(unisson, seed, 160)
  // One section is large enough to stand by itself, even where that takes twenty.
  const [large] = union.sections as [DrawnSection]
  const people = union.people.map(({ section, ...one }, at) => ({
    ...one,
    section: at < 50 ? large : section,
    period: 1 + (at % 2),
  }))
  return { ...union, people, audience, k: audience === 'link' ? 10 : 5, periods: 2 }
}

/** Some of the texts are about something, by their owner's word. */
async function sort(survey_id: string): Promise<void> {
  const texts = await db
    .selectFrom('texts')
    .select(['id', 'question'])
    .where('survey_id', '=', survey_id)
    .execute()
  for (const [question, some] of Map.groupBy(texts, one => one.question)) {
    const theme = db.insertInto('themes').values({ survey_id, question, name: 'Horaires', account_id: null })
    const { id: theme_id } = await theme.returning('id').executeTakeFirstOrThrow()
    const about = some.slice(0, 3).map(({ id: text_id }) => ({ survey_id, text_id, theme_id }))
    await db.insertInto('text_themes').values(about).execute()
  }
}

/** What is wrong with a figure; nothing where it may be told. */
function faultOf(told: Told, { k: own, audience }: DrawnUnion, conditional: Set<string>): string {
  const { part, base, alone, key, answered = 0, counts = [] } = told
  const k = part === 'sensitive' ? 10 : own
  const least = alone && audience === 'link' ? 20 : k
  if (base < least) return `a base of ${base}`
  if (conditional.has(key) && answered > 0 && answered < k) return `${answered} were asked`
  if (part === 'sensitive' && counts.length > 1 && counts.some(count => count === base))
    return 'all are known'
  return ''
}

for (const [kind, audience] of (['invited', 'codes', 'link'] as const).entries()) {
  t.test(`P22 no figure anybody reads has a base below k: ${audience}`, async t => {
    const counted = new Map<string, number>()
    const faults: string[] = []
    const bases: number[] = []
    const union = await drawOf(audience, seeds[kind] as number)
    const { languages, pages, ...more } = surveys[kind] as Definition
    const survey = { ...more, languages, pages: [...first(union.categories), ...pages], breakdown: 'post' }
    const given = fc.sample(answersTo(survey), { seed: kind, numRuns: union.people.length })
    // In the second period nearly all are of one mind.
    const answers = (person: number) => ({
      ...given[person % 2 === 1 && person % 12 > 1 ? 0 : person],
      ...(union.people[person]?.category && { post: union.people[person].category }),
    })
    const asked = { definition: survey, answers }
    const edition = await surveyUnion(unisson, { ...union, people: union.people.slice(0, 80) }, { asked })
    const id = await surveyUnion(unisson, union, { asked })
    await sort(id)
    const conditional = new Set(countedItems(survey).flatMap(one => (one.conditional ? [one.key] : [])))
    for await (const told of readEverywhere(unisson.vault, union, id, edition)) {
      counted.set(told.reader, (counted.get(told.reader) ?? 0) + 1)
      bases.push(told.base)
      const fault = faultOf(told, union, conditional)
      if (fault) faults.push(`${told.reader}, ${told.where}, ${told.key}: ${fault}`)
    }
    t.same(faults.slice(0, 20), [])
    t.ok(Math.min(...bases) < 15, `some come near: ${Math.min(...bases)}`)
    for (const reader of readers) t.ok((counted.get(reader) ?? 0) > 0, `${counted.get(reader)} of ${reader}`)
  })
}
