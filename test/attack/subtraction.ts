import type { Unisson } from '../support/unisson.ts'
import { classesOf, findExposed, type Members } from './elimination.ts'
import { type Gathered, gather, type Officers } from './gather.ts'
import { showFrom, showTensOfFives } from './rule.ts'
import { surveyUnion } from './survey.ts'
import { type DrawnUnion, drawUnion } from './union.ts'

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
  /** The fewest whom exactly the same figures count; by what they are asked, and by both together. */
  fewest: { ordinary: number; sensitive: number; both: number }
  /** Whether somebody is exposed, by the rule that figures are shown by. */
  exposed: Record<keyof typeof rules, boolean>
}

const fewestOf = (figures: Members[]): number => classesOf(figures)[0]?.length ?? Number.POSITIVE_INFINITY

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
  const gathered = await gather(unisson, officers, union, survey, thorough)
  const [ordinary, sensitive] = [[...gathered.ordinary.values()], [...gathered.sensitive.values()]]
  // Whoever was not asked the one cannot have answered it like the other.
  const both = union.conditional ? [] : [...ordinary, ...sensitive]
  const isExposed = (figures: Members[], least: number) => findExposed(figures, least) !== undefined
  return {
    union,
    gathered,
    figures: ordinary.length + sensitive.length,
    counted: new Set([...ordinary, ...sensitive].flatMap(members => [...members])).size,
    fewest: { ordinary: fewestOf(ordinary), sensitive: fewestOf(sensitive), both: fewestOf(both) },
    exposed: {
      naive: isExposed(showFrom(1)(union), union.k),
      threshold: isExposed(showFrom(union.k)(union), union.k),
      tens: isExposed(showTensOfFives(union), SENSITIVE),
      atoms: isExposed(ordinary, union.k) || isExposed(sensitive, SENSITIVE) || isExposed(both, union.k),
    },
  }
}
