import type { Page } from '../definition.ts'
import { keysOf, type Question, stepsOf } from '../question.ts'
import { wordsIn } from '../said.ts'
import type { Place } from './code.ts'
import { type FormComparison, formComparisons } from './condition-tree.ts'
import { cut, keyWords, type Saying, valueWords } from './condition-words.ts'
import { pageName } from './fault-words.ts'

/** A question, or a row of one, that a condition may ask about. */
export interface KeyChoice {
  key: string
  label: string
  question: Question
}

/** What may be asked about, page by page. */
export interface KeyGroup {
  page: string
  keys: KeyChoice[]
}

/** All that is answered before a place. A page waits for what stands before its first question. */
export function earlierKeys(
  saying: Saying,
  { page, question }: Pick<Place, 'page' | 'question'>,
): KeyGroup[] {
  const groups: KeyGroup[] = []
  const take = (from: Page, questions: Question[]) => {
    const keys = questions.flatMap(one =>
      [...keysOf(one), ...('other' in one ? [`${one.code}.other`] : [])].map(key => ({
        key,
        label: keyWords(saying, key),
        question: one,
      })),
    )
    if (keys.length > 0) groups.push({ page: pageName(saying, from.code), keys })
  }
  for (const one of saying.definition.pages) {
    if (one === page) {
      if (question) take(one, one.questions.slice(0, one.questions.indexOf(question)))
      break
    }
    take(one, one.questions)
  }
  return groups
}

const isOther = ({ key, question }: KeyChoice): boolean => key === `${question.code}.other`

const worded = ['short-text', 'long-text', 'section']
const measured = ['number', 'date', 'scale']

/** How an answer may be compared. */
export function comparisonsFor(choice: KeyChoice): readonly FormComparison[] {
  const { kind } = choice.question
  if (measured.includes(kind)) return formComparisons
  if (kind === 'section' || kind === 'long-text') return ['answered', 'not-answered']
  return ['equal', 'not-equal', 'answered', 'not-answered']
}

/** The answers it may be compared with; undefined where they are typed. */
export function valuesFor(saying: Saying, choice: KeyChoice): { value: string; label: string }[] | undefined {
  const { question } = choice
  if (isOther(choice) || worded.includes(question.kind)) return undefined
  if (question.kind === 'number' || question.kind === 'date') return undefined
  const label = (value: string) => valueWords(saying, question, value)
  const among = (values: string[]) => values.map(value => ({ value, label: label(value) }))
  if (question.kind === 'yes-no') return among(['yes', 'no'])
  if (question.kind === 'scale')
    return among([...stepsOf(question).map(String), ...(question.unknown ? ['unknown'] : [])])
  if (!('choices' in question)) return undefined
  const { definition, language } = saying
  const choices = question.choices.map(({ code, text }) => ({
    value: code,
    label: cut(wordsIn(text, language, definition)) || code,
  }))
  return 'other' in question ? [...choices, ...among(['other'])] : choices
}

/** Whether it may be answered so. */
export function takes(saying: Saying, choice: KeyChoice, value: string): boolean {
  const values = valuesFor(saying, choice)
  if (values) return values.some(one => one.value === value)
  if (isOther(choice)) return true
  if (choice.question.kind === 'number') return /^[-−]?[\d\s\u00a0\u202f]+([.,]\d+)?$/.test(value)
  return choice.question.kind !== 'date' || /^\d{4}-\d{2}-\d{2}$/.test(value)
}

/** Whether answers are numbers, for a comparison to hold the same. */
export const isNumeric = (choice: KeyChoice | undefined): boolean =>
  choice !== undefined && !isOther(choice) && ['number', 'scale'].includes(choice.question.kind)
