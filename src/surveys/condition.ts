// Imports nothing: the server runs this file as it is, the browser gets it with its types stripped.
/** A choice, a number, a text, a day; several choices; choices in the order they were ranked. */
export type Value = string | number | string[]

/** By key: `question`, `question.row` for each row of a matrix, `question.other` for the words beside *other*. */
export type Answers = Record<string, Value>

export type Comparison = 'equal' | 'less' | 'most' | 'more' | 'least'

/** What is compared with: a word, a number, or another answer. */
export type Operand = string | number | { answer: string }

/** When something is shown. A comparison with an answer that was not given does not hold. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { answer: string; is: 'answered' }
  | { answer: string; is: Comparison; value: Operand }
  /** How many of these hold. */
  | { count: Condition[]; is: Comparison; value: Operand }

interface Part {
  code: string
  shown?: Condition
}

interface Asked extends Part {
  choices?: Part[]
  rows?: Part[]
  other?: unknown
}

/** As much of a survey as decides what is shown. */
export interface Outline {
  pages: (Part & { questions: Asked[] })[]
}

export interface Shown {
  /** The answers to what is shown. */
  answers: Answers
  /** What is not: a page or question by its code, a row as `question.row`, a choice as `question:choice`. */
  hidden: string[]
}

const own = (answers: Answers, key: string): Value | undefined =>
  Object.hasOwn(answers, key) ? answers[key] : undefined

const given = (value: Value | undefined): value is Value =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

const isNumeric = (value: Value): boolean =>
  typeof value === 'number' ||
  (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))

const isDay = (value: Value): boolean => /^\d{4}-\d{2}-\d{2}$/.test(String(value))

function compare(left: Value, is: Comparison, right: Value): boolean {
  if (is === 'equal') {
    if (Array.isArray(left)) return left.includes(String(right))
    if (Array.isArray(right)) return right.includes(String(left))
    const numbers = typeof left === 'number' || typeof right === 'number'
    return numbers && isNumeric(left) && isNumeric(right) ? Number(left) === Number(right) : left === right
  }
  if (Array.isArray(left) || Array.isArray(right)) return false
  const numbers = isNumeric(left) && isNumeric(right)
  if (!numbers && !(isDay(left) && isDay(right))) return false
  const [a, b] = numbers ? [Number(left), Number(right)] : [left, right]
  return is === 'less' ? a < b : is === 'most' ? a <= b : is === 'more' ? a > b : a >= b
}

/** Whether a condition holds over these answers; several choices equal each one of them. */
export function holds(condition: Condition, answers: Answers): boolean {
  if ('all' in condition) return condition.all.every(one => holds(one, answers))
  if ('any' in condition) return condition.any.some(one => holds(one, answers))
  if ('not' in condition) return !holds(condition.not, answers)
  const left =
    'count' in condition
      ? condition.count.filter(one => holds(one, answers)).length
      : own(answers, condition.answer)
  if (!given(left)) return false
  if (condition.is === 'answered') return true
  const right = typeof condition.value === 'object' ? own(answers, condition.value.answer) : condition.value
  return given(right) && compare(left, condition.is, right)
}

/** The answers a condition asks about, by key. */
export function references(condition: Condition | undefined): string[] {
  if (!condition) return []
  if ('all' in condition) return condition.all.flatMap(references)
  if ('any' in condition) return condition.any.flatMap(references)
  if ('not' in condition) return references(condition.not)
  const other = condition.is !== 'answered' && typeof condition.value === 'object'
  const right = other ? [(condition.value as { answer: string }).answer] : []
  return [...('count' in condition ? condition.count.flatMap(references) : [condition.answer]), ...right]
}

/** The question that an answer's key belongs to. */
export const askedBy = (key: string): string => key.split('.', 1)[0] as string

const placesOf = ({ pages }: Outline) =>
  new Map(
    pages.flatMap(page =>
      page.questions.map(question => {
        const parts: Part[] = [page, question, ...(question.choices ?? []), ...(question.rows ?? [])]
        const asks = new Set(parts.flatMap(part => references(part.shown)).map(askedBy))
        return [question.code, { page, question, asks }]
      }),
    ),
  )
type Places = ReturnType<typeof placesOf>

/**
 * The questions in an order in which each comes after those it asks about; those that wait for each other
 * come as one group. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972).
 */
function ordered(places: Places): string[][] {
  const found: string[][] = []
  const rank = new Map<string, number>()
  const lowest = new Map<string, number>()
  const path: string[] = []
  const visit = (code: string) => {
    rank.set(code, rank.size)
    lowest.set(code, rank.get(code)!)
    path.push(code)
    for (const next of places.get(code)!.asks) {
      if (!places.has(next)) continue
      if (!rank.has(next)) visit(next)
      if (path.includes(next)) lowest.set(code, Math.min(lowest.get(code)!, lowest.get(next)!))
    }
    if (lowest.get(code) === rank.get(code)) found.push(path.splice(path.indexOf(code)))
  }
  for (const code of places.keys()) if (!rank.has(code)) visit(code)
  return found
}

const isCycle = (group: string[], places: Places): boolean =>
  group.length > 1 || places.get(group[0]!)!.asks.has(group[0]!)

/** The groups of questions that wait for each other, by code: no such question is ever shown. */
export function cycles(outline: Outline): string[][] {
  const places = placesOf(outline)
  return ordered(places).filter(group => isCycle(group, places))
}

/** The answers to one question that may stay: to its rows that are shown, out of its choices that are. */
function keep(question: Asked, answers: Answers, isShown: (part: Part) => boolean): [string, Value][] {
  const { code, choices, rows } = question
  const open = choices && new Set(choices.filter(isShown).map(choice => choice.code))
  if (question.other !== undefined) open?.add('other')
  const kept: [string, Value][] = []
  for (const key of rows ? rows.filter(isShown).map(row => `${code}.${row.code}`) : [code]) {
    const value = own(answers, key)
    const left = open && Array.isArray(value) ? value.filter(one => open.has(one)) : value
    if (given(left) && (!open || Array.isArray(left) || open.has(String(left)))) kept.push([key, left])
  }
  const words = own(answers, `${code}.other`)
  const chosen = kept.some(([, value]) => compare(value, 'equal', 'other'))
  if (question.other !== undefined && chosen && given(words)) kept.push([`${code}.other`, words])
  return kept
}

/** Whether anything is left to choose from. */
const isOpen = ({ choices, rows, other }: Asked, isShown: (part: Part) => boolean): boolean =>
  (!choices || other !== undefined || choices.some(isShown)) && (!rows || rows.some(isShown))

/**
 * What is shown once these answers are given, and which of them count: what a hidden question was answered is
 * seen by no condition. The order of pages and questions has no part in it.
 */
export function show(outline: Outline, answers: Answers): Shown {
  const places = placesOf(outline)
  const seen: Answers = {}
  const open = new Map<string, [string, Value][]>()
  const isShown = ({ shown }: Part) => shown === undefined || holds(shown, seen)
  for (const group of ordered(places)) {
    const { page, question } = places.get(group[0]!)!
    if (isCycle(group, places) || ![page, question].every(isShown) || !isOpen(question, isShown)) continue
    open.set(question.code, keep(question, answers, isShown))
    for (const [key, value] of open.get(question.code)!) seen[key] = value
  }
  const kept = [...places.keys()].flatMap(code => open.get(code) ?? [])
  return { answers: Object.fromEntries(kept), hidden: [...hiddenParts(outline, open, isShown)] }
}

function* hiddenParts({ pages }: Outline, open: Map<string, unknown>, isShown: (part: Part) => boolean) {
  for (const page of pages) {
    const empty = page.questions.length > 0 && !page.questions.some(({ code }) => open.has(code))
    if (empty || !isShown(page)) yield page.code
    for (const question of page.questions) {
      if (!open.has(question.code)) yield question.code
      for (const row of question.rows ?? []) if (!isShown(row)) yield `${question.code}.${row.code}`
      for (const choice of question.choices ?? [])
        if (!isShown(choice)) yield `${question.code}:${choice.code}`
    }
  }
}
