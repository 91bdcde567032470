import { blankForm, type Form } from '../../http/form.ts'
import { cleanLine } from '../../http/text.ts'
import { type Answers, askedBy, show, type Value } from '../condition.ts'
import type { Definition } from '../definition.ts'
import { keysOf, type Question } from '../question.ts'
import { type AnswerReading, readAnswer, readText } from './field.ts'

const otherMost = 250

/** The name of the form field of an answer; of a choice's rank, `fieldName('question.choice')`. */
export const fieldName = (key: string): string => `q.${key}`

export interface Reading {
  /** What is shown and was answered; complete only where the form has no fault. */
  answers: Answers
  /** What is not shown, as `show` says. */
  hidden: Set<string>
  /** What was typed, and by field name what is wrong with it. */
  form: Form
  /** The codes of the questions shown that ask softly for an answer and have none. */
  missing: string[]
}

/** The questions up to a page, itself included; all of them without one. */
function questionsUpTo({ pages }: Definition, page: string | undefined): Set<string> {
  const last = page === undefined ? pages.length - 1 : pages.findIndex(one => one.code === page)
  return new Set(pages.slice(0, last + 1).flatMap(one => one.questions.map(({ code }) => code)))
}

/**
 * Reads a posted form into answers. Nothing posted makes it throw: what cannot be read is a fault, what stands
 * under a hidden question or an unknown name is nothing. Fields are named by `fieldName`; several choices come
 * as one field sent several times, a ranking as one field a choice that holds its rank.
 * @param through the page whose answers must be complete, and those before it; all pages without one
 */
export function readAnswers(definition: Definition, body: unknown, through?: string): Reading {
  const sent = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const all = (key: string): string[] => {
    const name = fieldName(key)
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined
    return (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string')
  }
  const form = blankForm()
  const keep = (key: string) => {
    const typed = all(key)
    form.lists[fieldName(key)] = typed
    form.values[fieldName(key)] = typed.at(-1) ?? ''
  }
  const readings = new Map<string, AnswerReading>()
  for (const question of definition.pages.flatMap(page => page.questions)) {
    for (const name of namesOf(question)) keep(name)
    for (const [key, reading] of readQuestion(question, all)) readings.set(key, reading)
  }
  const typed = [...readings].filter(([, reading]) => reading.value !== undefined)
  const shown = show(definition, Object.fromEntries(typed.map(([key, { value }]) => [key, value as Value])))
  const { answers } = shown
  const hidden = new Set(shown.hidden)
  const missing = judge(definition, form, readings, { answers, hidden, through })
  return { answers, hidden, form, missing }
}

/** Every key it sends a field under: ranks by choice, the words of *other* included. */
function namesOf(question: Question): string[] {
  if (question.kind === 'ranking') return question.choices.map(({ code }) => `${question.code}.${code}`)
  return 'other' in question ? [question.code, `${question.code}.other`] : keysOf(question)
}

function* readQuestion(
  question: Question,
  all: (key: string) => string[],
): Generator<[string, AnswerReading]> {
  const { code } = question
  for (const key of keysOf(question)) {
    const rankOf = (choice: string) => all(`${code}.${choice}`).at(-1) ?? ''
    const written = 'other' in question ? (all(`${code}.other`).at(-1) ?? '').trim() : ''
    const typed = chosen(question, all(key), written)
    yield [key, readAnswer(question, typed, rankOf)]
    if (written !== '' && typed.includes('other'))
      yield [`${code}.other`, readText(cleanLine(written, otherMost), otherMost)]
  }
}

/** Words beside *other* choose it, unless another single choice was made. */
function chosen(question: Question, typed: string[], written: string): string[] {
  if (written === '') return typed
  return question.kind === 'multiple' || !typed.some(one => one !== '') ? [...typed, 'other'] : typed
}

interface Judging {
  answers: Answers
  hidden: Set<string>
  through: string | undefined
}

/** Writes the faults of what is shown into the form. @returns the questions softly missed */
function judge(
  definition: Definition,
  form: Form,
  readings: Map<string, AnswerReading>,
  { answers, hidden, through }: Judging,
): string[] {
  const asked = questionsUpTo(definition, through)
  const missing: string[] = []
  for (const question of definition.pages.flatMap(page => page.questions)) {
    if (hidden.has(question.code) || question.kind === 'text') continue
    for (const key of [...keysOf(question), `${question.code}.other`]) {
      const { fault, most } = readings.get(key) ?? {}
      if (hidden.has(key) || !fault) continue
      form.faults[fieldName(key)] = { code: fault, most }
    }
    const empty = keysOf(question).filter(key => !hidden.has(key) && !Object.hasOwn(answers, key))
    if (!question.required || !asked.has(question.code) || empty.length === 0) continue
    if (question.required === 'soft') missing.push(question.code)
    else
      for (const key of empty)
        form.faults[fieldName(key)] ??= { code: key === question.code ? 'unanswered' : 'unanswered-row' }
  }
  return missing
}

/** Answers as the fields of a form, to travel hidden or be shown again: `readAnswers` gives back the same. */
export function answerFields(definition: Definition, answers: Answers): [name: string, value: string][] {
  const kinds = new Map(
    definition.pages.flatMap(page => page.questions).map(({ code, kind }) => [code, kind]),
  )
  return Object.entries(answers).flatMap(([key, value]): [string, string][] => {
    if (!Array.isArray(value)) return [[fieldName(key), String(value)]]
    if (kinds.get(askedBy(key)) === 'ranking')
      return value.map((choice, index) => [fieldName(`${key}.${choice}`), String(index + 1)])
    return value.map(choice => [fieldName(key), choice])
  })
}
