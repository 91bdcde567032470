import { type Answers, askedBy } from './condition.ts'
import { type Definition, findQuestion } from './definition.ts'
import type { QuestionOf } from './question.ts'

export type Bracketed = QuestionOf<'number'> | QuestionOf<'date'>

/** The names of a question's brackets, from the lowest: '..20', '20..40', '40..' for thresholds 20 and 40. */
export function bracketsOf({ brackets = [] }: Bracketed): string[] {
  const thresholds: (number | string)[] = brackets
  return [...thresholds, ''].map((upper, index) => `${thresholds[index - 1] ?? ''}..${upper}`)
}

/** The bracket that holds a value; one on a threshold stands in the upper of its two. */
export function bracketOf(question: Bracketed, value: number | string): string {
  const thresholds: (number | string)[] = question.brackets ?? []
  const index = thresholds.filter(threshold => threshold <= value).length
  return bracketsOf(question)[index] as string
}

/** Answers as a sealed survey keeps them: numbers and days by their brackets, never themselves. */
export function coarsen(definition: Definition, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([key, value]) => {
      const question = findQuestion(definition, askedBy(key))
      const exact = (question?.kind === 'number' || question?.kind === 'date') && !Array.isArray(value)
      return [key, exact ? bracketOf(question, value) : value]
    }),
  )
}

/** Four thresholds that part a range of numbers evenly, at round figures where it is wide. */
export function suggestBrackets(least: number, most: number): number[] {
  const span = Math.max(most - least, 1)
  const unit = 10 ** Math.floor(Math.log10(span / 5))
  const step = [1, 2, 5, 10].map(times => times * unit).find(width => width >= span / 5) as number
  const first = Math.floor(least / step) + 1
  return [0, 1, 2, 3].map(index => Number(((first + index) * step).toPrecision(12))).filter(at => at < most)
}
