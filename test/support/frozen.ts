import { randomUUID } from 'node:crypto'
import { partOf } from '../../src/reports/reading.ts'
import type { Part } from '../../src/reports/tables.ts'
import type { Vault } from '../../src/seal/vault.ts'
import type { Answers } from '../../src/surveys/condition.ts'
import { type Definition, questionsOf } from '../../src/surveys/definition.ts'
import type { Question } from '../../src/surveys/question.ts'
import { binsOf, type Item, itemsOf } from '../../src/surveys/tally.ts'

export interface Respondent {
  section_id: string
  region_id: string
  answers: Answers
}

interface Group {
  region_id: string | null
  section_id: string | null
  category: string | null
  people: Respondent[]
}

const least = { ordinary: 5, sensitive: 10 }

/** Numbers from 0 to below 1, the same each time. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** A choice among so many, leaning to the first by so much; a question is not always answered. */
export function answerAtRandom(definition: Definition, random: () => number, lean = 1.6): Answers {
  const pick = <T>(from: T[]): T => from[Math.floor(random() ** lean * from.length)] as T
  const answers: Answers = {}
  for (const question of questionsOf(definition)) {
    if (random() < 0.04) continue
    const { code } = question
    const bins = itemsOf({ ...definition, pages: [{ code: 'p', questions: [question] }] })[0]?.bins ?? []
    if (question.kind === 'multiple') answers[code] = bins.filter(() => random() < 0.4)
    else if (question.kind === 'ranking')
      answers[code] = bins
        .map((_, i) => i)
        .sort((a, b) => a - b + random() * 3 - 1.5)
        .map(i => question.choices[i]!.code)
    else if (question.kind === 'matrix')
      for (const row of question.rows) answers[`${code}.${row.code}`] = pick(question.choices).code
    else if (bins.length > 0) answers[code] = pick(bins)
  }
  return answers
}

/** Groups of at least k: a section by category, what is left of a region, what is left of all. */
function groupsOf(
  people: Respondent[],
  breakdown: string | undefined,
  k: number,
): { groups: Group[]; left: number } {
  const groups: Group[] = []
  const regional: Respondent[] = []
  for (const inside of Map.groupBy(people, one => one.section_id).values()) {
    const place = { section_id: inside[0]!.section_id, region_id: inside[0]!.region_id }
    if (inside.length < k) {
      regional.push(...inside)
      continue
    }
    const categories = Map.groupBy(inside, ({ answers }) =>
      breakdown ? String(answers[breakdown] ?? '') : '',
    )
    const large = [...categories].filter(([name, some]) => name && some.length >= k)
    let other = inside.filter(one => !large.some(([, some]) => some.includes(one)))
    if (other.length > 0 && other.length < k) {
      const [, smallest] = large.sort(([, a], [, b]) => a.length - b.length).shift()!
      other = [...other, ...smallest]
    }
    for (const [category, some] of large) groups.push({ ...place, category, people: some })
    if (other.length > 0) groups.push({ ...place, category: null, people: other })
  }
  const rest: Respondent[] = []
  for (const inside of Map.groupBy(regional, one => one.region_id).values()) {
    if (inside.length < k) rest.push(...inside)
    else groups.push({ region_id: inside[0]!.region_id, section_id: null, category: null, people: inside })
  }
  if (rest.length >= k) groups.push({ region_id: null, section_id: null, category: null, people: rest })
  return { groups, left: rest.length >= k ? 0 : rest.length }
}

function countItem(item: Item, people: Respondent[], k: number): Record<string, number> {
  const counts: Record<string, number> = {}
  const add = (bin: string, by = 1) => {
    counts[bin] = (counts[bin] ?? 0) + by
  }
  const answered = people.filter(({ answers }) =>
    Object.hasOwn(answers, item.question.kind === 'ranking' ? item.question.code : item.key),
  )
  add(':none', people.length - answered.length)
  if (answered.length < k) {
    add(':withheld', answered.length)
    return counts
  }
  for (const { answers } of answered) for (const bin of binsOf(item, answers)) add(bin)
  const top = Math.ceil(0.9 * answered.length)
  for (const bin of partOf(item.question) === 'sensitive' ? item.bins : []) {
    const over = (counts[bin] ?? 0) - top
    if (over > 0) {
      counts[bin] = top
      add(':not-shown', over)
    }
  }
  return counts
}

const isText = ({ kind }: Question) => kind === 'short-text' || kind === 'long-text'

/** Freezes a survey with these responses, as closing would have. */
export async function freezeWith(
  { db, keys }: Vault,
  surveyId: string,
  definition: Definition,
  people: Respondent[],
  { period = 1, texts = {} as Record<string, string[]> } = {},
): Promise<void> {
  const items = itemsOf(definition)
  const key = await keys.getByScope(`texts:${surveyId}`).catch(() => undefined)
  await db.transaction().execute(async trx => {
    await trx.insertInto('freezings').values({ survey_id: surveyId, period }).execute()
    const textKey = key ?? (await keys.create(trx, `texts:${surveyId}`))
    for (const partition of ['ordinary', 'sensitive'] as Part[]) {
      const k = least[partition]
      const { groups, left } = groupsOf(people, definition.breakdown, k)
      const own = { survey_id: surveyId, period, partition }
      const counted = { response_count: people.length, shown_count: people.length - left }
      await trx
        .insertInto('partitions')
        .values({ ...own, k, ...counted })
        .execute()
      for (const { people: inside, ...place } of groups) {
        const atom_id = randomUUID()
        await trx
          .insertInto('atoms')
          .values({ ...own, id: atom_id, ...place, response_count: inside.length })
          .execute()
        const counters = items
          .filter(item => partOf(item.question) === partition)
          .flatMap(item =>
            Object.entries(countItem(item, inside, k)).map(([bin, count]) => ({
              survey_id: surveyId,
              atom_id,
              item: item.key,
              bin,
              count,
            })),
          )
        if (counters.length > 0) await trx.insertInto('counters').values(counters).execute()
        if (partition !== 'sensitive') continue
        for (const { code } of questionsOf(definition).filter(isText)) {
          for (const words of texts[code] ?? []) {
            const id = randomUUID()
            const sealed = textKey.seal({ table: 'texts', column: 'sealed', row: id }, words)
            await trx
              .insertInto('texts')
              .values({ survey_id: surveyId, atom_id, id, question: code, sealed })
              .execute()
          }
        }
      }
    }
    for (const act of ['closure', 'freezing'] as const)
      await trx.insertInto('survey_acts').values({ survey_id: surveyId, act, account_id: null }).execute()
  })
}
