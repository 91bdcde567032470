import type { Condition, Operand } from '../condition.ts'
import { askedBy } from '../condition.ts'
import type { Definition, Page } from '../definition.ts'
import type { Choice, Question, Row } from '../question.ts'

/**
 * Codes that are named nowhere, not even in a condition about something deleted: nothing made anew is taken for
 * what was there before.
 */
export function freshCodes(definition: Definition): (prefix: string) => string {
  const named = new Set(JSON.stringify(definition).match(/[A-Za-z0-9_-]+/g))
  return prefix => {
    let count = 1
    while (named.has(`${prefix}${count}`)) count += 1
    named.add(`${prefix}${count}`)
    return `${prefix}${count}`
  }
}

type Named = (code: string) => string

/** A key with its question called otherwise: `question.row` keeps its row. */
const renameKey = (key: string, named: Named): string => named(askedBy(key)) + key.slice(askedBy(key).length)

function renameInCondition(condition: Condition, named: Named): Condition {
  const each = (list: Condition[]) => list.map(one => renameInCondition(one, named))
  const operand = (value: Operand): Operand =>
    typeof value === 'object' ? { answer: renameKey(value.answer, named) } : value
  if ('all' in condition) return { all: each(condition.all) }
  if ('any' in condition) return { any: each(condition.any) }
  if ('not' in condition) return { not: renameInCondition(condition.not, named) }
  if ('count' in condition)
    return { count: each(condition.count), is: condition.is, value: operand(condition.value) }
  const answer = renameKey(condition.answer, named)
  return condition.is === 'answered'
    ? { answer, is: 'answered' }
    : { answer, is: condition.is, value: operand(condition.value) }
}

const renameInText = (text: string, named: Named): string =>
  text.replace(
    /\{([A-Za-z][A-Za-z0-9_-]*)((?:\.[A-Za-z0-9_-]+)?)\}/g,
    (_, code: string, rest: string) => `{${named(code)}${rest}}`,
  )

/** Any part of a definition with its conditions and inserted answers asking about questions by other codes. */
function renameWithin<T>(part: T, named: Named): T {
  return JSON.parse(JSON.stringify(part), (key, value) => {
    if (key === 'shown') return renameInCondition(value, named)
    return typeof value === 'string' && key !== 'note' ? renameInText(value, named) : value
  })
}

/** A copy of questions under codes of their own, asking about each other as the first did. */
export function copyQuestions(definition: Definition, questions: Question[]): Question[] {
  const fresh = freshCodes(definition)
  const codes = new Map(questions.map(({ code }) => [code, fresh('q')]))
  const named: Named = code => codes.get(code) ?? code
  return questions.map(question => ({ ...renameWithin(question, named), code: named(question.code) }))
}

/** Calls a question otherwise, wherever conditions, inserted answers and the breakdown name it. */
export function renameQuestion(definition: Definition, from: string, to: string): Definition {
  const named: Named = code => (code === from ? to : code)
  const renamed = renameWithin(definition, named)
  const pages = renamed.pages.map(page => ({
    ...page,
    questions: page.questions.map(question => ({ ...question, code: named(question.code) })),
  }))
  return { ...renamed, pages, ...(renamed.breakdown && { breakdown: named(renamed.breakdown) }) }
}

/** What may be shown on a condition. */
export type Part = Page | Question | Choice | Row

/** A part as conditions name what they hide: a page or question by its code, `question.row`, `question:choice`. */
export interface Place {
  page: Page
  question?: Question
  part: Part
  /** Where its code stands in the address. */
  place: string
}

/** @returns undefined where nothing is called so */
export function findPlace(definition: Definition, place: string): Place | undefined {
  const [, code = '', mark, inner] = /^([^.:]+)(?:([.:])(.+))?$/.exec(place) ?? []
  for (const page of definition.pages) {
    if (page.code === place) return { page, part: page, place }
    const question = page.questions.find(one => one.code === code)
    if (!question) continue
    if (!mark) return { page, question, part: question, place }
    const parts =
      mark === ':' ? 'choices' in question && question.choices : 'rows' in question && question.rows
    const part = parts ? parts.find(one => one.code === inner) : undefined
    return part ? { page, question, part, place } : undefined
  }
  return undefined
}
