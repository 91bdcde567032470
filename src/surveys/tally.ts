import { bracketOf, bracketsOf } from './bracket.ts'
import type { Answers, Value } from './condition.ts'
import { type Definition, questionsOf } from './definition.ts'
import { type Question, stepsOf } from './question.ts'

/** Something to count: a question, a row of a matrix, the rank of one choice. */
export interface Item {
  /** `question`, `question.row`, or `question.choice` of a ranking. */
  key: string
  question: Question
  /** Every value it may take, in the order a report shows them. */
  bins: string[]
}

/** How often each value was chosen among those who answered; by item key. */
export interface Count {
  answered: number
  bins: Record<string, number>
  /** Too few answered to show any of it. */
  withheld?: true
}

/** The counts of a set of responses that is never looked at closer. */
export interface Tally {
  /** How many responses it is made of. */
  base: number
  counts: Record<string, Count>
}

/** Everything in a survey that can be counted; texts and exact numbers cannot. */
export const itemsOf = (definition: Definition): Item[] => questionsOf(definition).flatMap(itemsOfQuestion)

function itemsOfQuestion(question: Question): Item[] {
  const { code } = question
  const choices = 'choices' in question ? question.choices.map(choice => choice.code) : []
  const one = (bins: string[]): Item[] => [{ key: code, question, bins }]
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return one('other' in question ? [...choices, 'other'] : choices)
    case 'yes-no':
      return one(['yes', 'no'])
    case 'scale':
      return one([...stepsOf(question).map(String), ...(question.unknown ? ['unknown'] : [])])
    case 'matrix':
      return question.rows.map(row => ({ key: `${code}.${row.code}`, question, bins: choices }))
    case 'ranking':
      return choices.map(choice => ({
        key: `${code}.${choice}`,
        question,
        bins: choices.map((_, index) => String(index + 1)),
      }))
    case 'number':
    case 'date':
      return question.brackets ? one(bracketsOf(question)) : []
    default:
      return []
  }
}

/** The bins a response falls into; none where it was not answered. */
export function binsOf({ key, question }: Item, answers: Answers): string[] {
  const value = (at: string): Value | undefined => (Object.hasOwn(answers, at) ? answers[at] : undefined)
  if (question.kind === 'ranking') {
    const ranked = value(question.code)
    const rank = Array.isArray(ranked) ? ranked.indexOf(key.slice(question.code.length + 1)) : -1
    return rank < 0 ? [] : [String(rank + 1)]
  }
  const answer = value(key)
  if (answer === undefined) return []
  if (Array.isArray(answer)) return answer
  const exact = (question.kind === 'number' || question.kind === 'date') && !String(answer).includes('..')
  return [exact ? bracketOf(question, answer) : String(answer)]
}

/** A tally to be filled by `addAnswers`. */
export const emptyTally = (items: Item[]): Tally => ({
  base: 0,
  counts: Object.fromEntries(
    items.map(({ key, bins }) => [key, { answered: 0, bins: Object.fromEntries(bins.map(bin => [bin, 0])) }]),
  ),
})

export function addAnswers(tally: Tally, items: Item[], answers: Answers): void {
  tally.base += 1
  for (const item of items) {
    const count = tally.counts[item.key] as Count
    const bins = binsOf(item, answers).filter(bin => Object.hasOwn(count.bins, bin))
    // Who ranked others but not this choice has answered too.
    const ranked = item.question.kind === 'ranking' && Object.hasOwn(answers, item.question.code)
    if (bins.length > 0 || ranked) count.answered += 1
    for (const bin of bins) count.bins[bin] = (count.bins[bin] ?? 0) + 1
  }
}

/** Withholds what between 1 and k - 1 answered: only whole sets of at least k are ever shown. */
export function withholdFew({ base, counts }: Tally, k: number): Tally {
  const shown = Object.entries(counts).map(([key, count]): [string, Count] => [
    key,
    count.answered > 0 && count.answered < k ? { answered: 0, bins: {}, withheld: true } : count,
  ])
  return { base, counts: Object.fromEntries(shown) }
}
