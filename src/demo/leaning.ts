import { type Answers, type Shown, show } from '../surveys/condition.ts'
import { type Definition, questionsOf } from '../surveys/definition.ts'
import { type Question, type QuestionOf, stepsOf } from '../surveys/question.ts'
import type { SectionCode } from './section.ts'

/** Of the breakdown that most of our templates share. */
export const trades = ['worker', 'employee', 'technician', 'manager'] as const
export type Trade = (typeof trades)[number]

/**
 * What people tend to answer, by the key of a question or row: a weight for each of its choices, steps or brackets,
 * in their order; where several choices may be made, the percent of people who make each.
 */
export type Leaning = Record<string, number[]>

export interface Leanings {
  usual: Leaning
  /** What differs in a section, or else in a trade. */
  by: Partial<Record<SectionCode | Trade, Leaning>>
}

export interface Respondent {
  section: SectionCode | undefined
  section_id: string | null
  trade: Trade
}

/** One in thirty passes over a question. */
const PASSED = 0.03

function draw(weights: number[], roll: () => number): number {
  let rest = roll() * weights.reduce((sum, weight) => sum + weight, 0)
  const at = weights.findIndex(weight => {
    rest -= weight
    return rest < 0
  })
  return at < 0 ? weights.length - 1 : at
}

function answerSeveral(
  { choices, most = choices.length }: QuestionOf<'multiple'>,
  percents: number[],
  roll: () => number,
): string[] {
  const open = choices.filter(({ exclusive }) => !exclusive)
  const made = open.filter((_, at) => roll() * 100 < (percents[at] ?? 0)).map(({ code }) => code)
  const alone = choices.find(({ exclusive }) => exclusive)
  return made.length === 0 && alone ? [alone.code] : made.slice(0, most)
}

function rank(
  { choices, most = choices.length }: QuestionOf<'ranking'>,
  weights: number[],
  roll: () => number,
): string[] {
  const left = choices.map(({ code }, at) => ({ code, weight: weights[at] ?? 1 }))
  return Array.from({ length: Math.min(most, left.length) }, () => {
    const at = draw(
      left.map(({ weight }) => weight),
      roll,
    )
    return left.splice(at, 1)[0]?.code as string
  })
}

/** What one person answers to one question; nothing where nobody leans anywhere. */
function answerOne(
  question: Question,
  leans: (key: string) => number[] | undefined,
  roll: () => number,
): Answers {
  const { code, kind } = question
  if (kind === 'matrix') {
    const rows = question.rows.flatMap(row => {
      const weights = leans(`${code}.${row.code}`)
      return weights ? [[`${code}.${row.code}`, question.choices[draw(weights, roll)]?.code ?? '']] : []
    })
    return Object.fromEntries(rows)
  }
  const weights = leans(code)
  if (!weights) return {}
  if (kind === 'single') return { [code]: question.choices[draw(weights, roll)]?.code ?? '' }
  if (kind === 'yes-no') return { [code]: ['yes', 'no'][draw(weights, roll)] as string }
  if (kind === 'scale') return { [code]: stepsOf(question)[draw(weights, roll)] ?? 'unknown' }
  if (kind === 'number') return { [code]: Number([0, ...(question.brackets ?? [])][draw(weights, roll)]) }
  if (kind === 'ranking') return { [code]: rank(question, weights, roll) }
  const made = kind === 'multiple' ? answerSeveral(question, weights, roll) : []
  return made.length > 0 ? { [code]: made } : {}
}

/** What a respondent answers to a survey, without its texts, and what they were not asked. */
export function answer(
  definition: Definition,
  { usual, by }: Leanings,
  { section, section_id, trade }: Respondent,
  roll: () => number,
): Shown {
  const leans = (key: string) => (section && by[section]?.[key]) ?? by[trade]?.[key] ?? usual[key]
  const answers: Answers = {}
  for (const question of questionsOf(definition)) {
    const passed = roll() < PASSED
    if (question.kind === 'section' && section_id) answers[question.code] = section_id
    else if (question.code === 'category') answers.category = trade
    else if (!passed) Object.assign(answers, answerOne(question, leans, roll))
  }
  return show(definition, answers)
}
