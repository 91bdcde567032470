import { textPlace, textScope } from '../../src/reports/written/text.ts'
import type { Unisson } from '../support/unisson.ts'
import { classesOf, findExposed, type Members } from './elimination.ts'
import { type Gathered, gather, type Officers } from './gather.ts'
import { showFrom, showTensOfFives } from './rule.ts'
import { surveyUnion } from './survey.ts'
import { type DrawnUnion, drawUnion, wordOf } from './union.ts'

/** The fewest of any figure of something sensitive, or of a text. */
export const SENSITIVE = 10

/** What decides which figures are shown. */
export const rules = {
  naive: 'every figure shown, as in a naive table',
  threshold: 'a plain threshold: every figure of k or more',
  tens: 'sensitive figures of ten or more, summed from atoms of five',
  atoms: 'sums of atoms, as Unisson shows them',
}

export interface Attack {
  union: DrawnUnion
  gathered: Gathered
  /** How many figures there were, and how many respondents enter one. */
  figures: number
  counted: number
  /** Figures of how one who alone says yes to a sensitive question answered it: that is never told. */
  coarse: string[]
  /** The fewest whom exactly the same figures count; by what they are asked, and by both together. */
  fewest: { ordinary: number; sensitive: number; both: number }
  /** Whether somebody is exposed, by the rule that figures are shown by. */
  exposed: Record<keyof typeof rules, boolean>
}

/** 0 where there is no figure: to have gathered nothing is no proof. */
const fewestOf = (figures: Members[]): number => classesOf(figures)[0]?.length ?? 0

/** Says by a theme for each text whose it is, as only the judge can, who wrote the word in it. */
async function sortTexts({ vault }: Unisson, { people }: DrawnUnion, survey_id: string): Promise<void> {
  const { db, keys } = vault
  const rows = await db
    .selectFrom('texts')
    .select(['id', 'sealed'])
    .where('survey_id', '=', survey_id)
    .execute()
  const key = await keys.getByScope(textScope(survey_id))
  const words = new Map(rows.map(({ id, sealed }) => [key.open<string>(textPlace(id), sealed), id]))
  for (const person of people.keys()) {
    const theme = { survey_id, question: 'words', name: `thème ${person}`, account_id: null }
    const { id } = await db.insertInto('themes').values(theme).returning('id').executeTakeFirstOrThrow()
    const text_id = words.get(wordOf(person))
    if (text_id) await db.insertInto('text_themes').values({ survey_id, text_id, theme_id: id }).execute()
  }
}

/**
 * Draws a union, surveys it, gathers all there is to read, and subtracts.
 *
 * Respondent i alone says yes to question i, so what a figure says of question i is whether it counts respondent i:
 * read for all questions, it is the set of those it counts. Questions that two partitions count are taken together as
 * well, as if somebody answered alike to an ordinary and to a sensitive one.
 */
export async function attack(
  unisson: Unisson,
  officers: Officers,
  seed: number,
  { byPage = false, thorough = false, most = 60 } = {},
): Promise<Attack> {
  const union = await drawUnion(unisson, seed, most)
  const survey = await surveyUnion(unisson, union, { byPage })
  const edition = thorough ? await surveyUnion(unisson, union) : undefined
  if (thorough) await sortTexts(unisson, union, survey)
  const gathered = await gather(unisson, officers, union, survey, thorough, edition)
  const [ordinary, sensitive] = [[...gathered.ordinary.values()], [...gathered.sensitive.values()]]
  // Whoever was not asked the one cannot have answered it like the other.
  const both = union.conditional ? [] : [...ordinary, ...sensitive]
  const isExposed = (figures: Members[], least: number) => findExposed(figures, least) !== undefined
  return {
    union,
    gathered,
    figures: ordinary.length + sensitive.length,
    counted: new Set([...ordinary, ...sensitive].flatMap(members => [...members])).size,
    coarse: [...gathered.sensitive.keys()].filter(name => union.alike && !/ (?:texts|themes)$/.test(name)),
    fewest: {
      ordinary: fewestOf(ordinary),
      sensitive: fewestOf(sensitive),
      both: union.conditional ? union.k : fewestOf(both),
    },
    exposed: {
      naive: isExposed(showFrom(1)(union), union.k),
      threshold: isExposed(showFrom(union.k)(union), union.k),
      tens: isExposed(showTensOfFives(union), SENSITIVE),
      atoms: isExposed(ordinary, union.k) || isExposed(sensitive, SENSITIVE) || isExposed(both, union.k),
    },
  }
}
