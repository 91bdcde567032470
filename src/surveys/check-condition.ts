import { askedBy, type Condition, cycles, references } from './condition.ts'
import type { Definition, Page } from './definition.ts'
import { type Fault, fault } from './fault.ts'
import { partsOf, type Question, stepsOf } from './question.ts'

export interface Check {
  definition: Definition
  questions: Question[]
  /** Where each question stands, by code, in the order they are asked. */
  rank: Map<string, number>
  /** Every key an answer may stand under. */
  keys: Set<string>
}

export type Faults = Generator<Fault>

/** Every cycle, and every question that is asked about too early, or is not there, or has no such choice. */
export function* checkConditions(check: Check): Faults {
  const { definition, rank } = check
  const groups = cycles(definition)
  for (const group of groups) yield fault(group[0]!, 'cycle', group.join(', '))
  const waiting = new Set(groups.flat())
  let first = 0
  for (const page of definition.pages) {
    yield* checkCondition(check, page, page.shown, first, waiting)
    first += page.questions.length
    for (const question of page.questions) {
      for (const { shown } of [question, ...partsOf(question)])
        yield* checkCondition(check, question, shown, rank.get(question.code)!, waiting)
    }
  }
}

function* checkCondition(
  { keys, rank, questions }: Check,
  { code }: Question | Page,
  condition: Condition | undefined,
  before: number,
  waiting: Set<string>,
): Faults {
  for (const key of new Set(references(condition))) {
    if (!keys.has(key)) yield fault(code, 'condition-unknown', key)
    else if (rank.get(askedBy(key))! >= before && !waiting.has(askedBy(key)))
      yield fault(code, 'condition-later', key)
  }
  for (const [key, value] of equalities(condition)) {
    const question = questions[rank.get(askedBy(key)) ?? -1]
    if (question && keys.has(key) && !key.endsWith('.other') && !canEqual(question, value))
      yield fault(code, 'condition-choice', `${key}:${value}`)
  }
}

function* equalities(condition: Condition | undefined): Generator<[string, string | number]> {
  if (!condition) return
  if ('answer' in condition) {
    if (condition.is === 'equal' && typeof condition.value !== 'object')
      yield [condition.answer, condition.value]
  } else if ('not' in condition) yield* equalities(condition.not)
  else
    for (const one of 'all' in condition
      ? condition.all
      : 'any' in condition
        ? condition.any
        : condition.count)
      yield* equalities(one)
}

function canEqual(question: Question, value: string | number): boolean {
  if (question.kind === 'yes-no') return value === 'yes' || value === 'no'
  if (question.kind === 'scale')
    return (
      stepsOf(question).includes(Number(value)) || (value === 'unknown' && question.unknown !== undefined)
    )
  if (!('choices' in question)) return true
  return (
    question.choices.some(choice => choice.code === String(value)) ||
    (value === 'other' && 'other' in question)
  )
}
