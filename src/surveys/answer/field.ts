import { day } from '../../http/form.ts'
import { isId } from '../../http/id.ts'
import { cleanLine, cleanText } from '../../http/text.ts'
import type { Value } from '../condition.ts'
import { type Choice, type Question, type QuestionOf, stepsOf } from '../question.ts'

/** What was typed under one key: an answer, nothing, or a fault by its code and the bound it crossed. */
export type AnswerReading = { value?: Value; fault?: string; most?: number }

const nothing: AnswerReading = {}

const codesOf = (choices: Choice[], other: unknown): Set<string> =>
  new Set([...choices.map(choice => choice.code), ...(other === undefined ? [] : ['other'])])

/**
 * Reads what was typed for a question, or for one row of a matrix.
 * @param typed every value sent under its name
 * @param rankOf what was sent as the rank of a choice
 */
export function readAnswer(
  question: Question,
  typed: string[],
  rankOf: (choice: string) => string,
): AnswerReading {
  const last = (typed.at(-1) ?? '').trim()
  switch (question.kind) {
    case 'text':
      return nothing
    case 'multiple':
      return readChoices(question, typed)
    case 'ranking':
      return readRanks(question, rankOf)
    case 'matrix':
      if (question.multiple) return readChoices({ choices: question.choices }, typed)
      return last === '' ? nothing : oneOf(codesOf(question.choices, undefined), last)
    case 'short-text':
      return last === '' ? nothing : readText(cleanLine(last, question.most ?? 250), question.most ?? 250)
    case 'long-text':
      return last === '' ? nothing : readText(cleanText(last, question.most ?? 5_000), question.most ?? 5_000)
    default:
      return last === '' ? nothing : readOne(question, last)
  }
}

type OneValued = Exclude<
  Question,
  { kind: 'text' | 'multiple' | 'ranking' | 'matrix' | 'short-text' | 'long-text' }
>

function readOne(question: OneValued, typed: string): AnswerReading {
  switch (question.kind) {
    case 'single':
      return oneOf(codesOf(question.choices, question.other), typed)
    case 'yes-no':
      return oneOf(new Set(['yes', 'no']), typed)
    case 'section':
      return isId(typed) ? { value: typed } : { fault: 'choice' }
    case 'scale': {
      if (typed === 'unknown' && question.unknown) return { value: typed }
      const steps = new Set(stepsOf(question).map(String))
      return steps.has(typed) ? { value: Number(typed) } : { fault: 'choice' }
    }
    case 'number':
      return readNumber(question, typed)
    case 'date':
      return readDay(question, typed)
  }
}

const oneOf = (codes: Set<string>, typed: string): AnswerReading =>
  codes.has(typed) ? { value: typed } : { fault: 'choice' }

function readChoices(
  { choices, other, least = 0, most }: Partial<QuestionOf<'multiple'>> & { choices: Choice[] },
  typed: string[],
): AnswerReading {
  const codes = codesOf(choices, other)
  const sent = new Set(typed.filter(code => code !== ''))
  if (sent.size === 0) return nothing
  if (![...sent].every(code => codes.has(code))) return { fault: 'choice' }
  const value = [...codes].filter(code => sent.has(code))
  const alone = choices.some(choice => choice.exclusive && sent.has(choice.code))
  if (alone) return value.length > 1 ? { fault: 'alone' } : { value }
  if (value.length < least) return { fault: 'few', most: least }
  return most !== undefined && value.length > most ? { fault: 'many', most } : { value }
}

function readRanks(
  { choices, least = 0, most = choices.length }: QuestionOf<'ranking'>,
  rankOf: (choice: string) => string,
): AnswerReading {
  const ranks = choices
    .map(({ code }) => ({ code, typed: rankOf(code).trim() }))
    .filter(one => one.typed !== '')
  if (ranks.length === 0) return nothing
  const places = ranks.map(({ typed }) => (/^\d{1,4}$/.test(typed) ? Number(typed) : 0))
  if (places.some(place => place < 1 || place > choices.length)) return { fault: 'choice' }
  if (new Set(places).size < places.length) return { fault: 'rank-twice' }
  if (ranks.length < least) return { fault: 'few', most: least }
  if (ranks.length > most) return { fault: 'many', most }
  const order = ranks.map(({ code }, index) => ({ code, place: places[index] as number }))
  return { value: order.toSorted((a, b) => a.place - b.place).map(({ code }) => code) }
}

function readNumber({ least, most, whole }: QuestionOf<'number'>, typed: string): AnswerReading {
  const plain = typed
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.')
    .replace('−', '-')
  // Beyond these figures a number is a mistake, or a name for a person.
  if (!/^-?\d{1,15}(\.\d{1,6})?$/.test(plain)) return { fault: 'decimal' }
  const value = Number(plain) || 0
  if (whole && !Number.isInteger(value)) return { fault: 'whole' }
  if (least !== undefined && value < least) return { fault: 'low', most: least }
  return most !== undefined && value > most ? { fault: 'high', most } : { value }
}

function readDay({ least, most }: QuestionOf<'date'>, typed: string): AnswerReading {
  const reading = day(typed, () => [])
  if ('fault' in reading) return reading
  if (least !== undefined && reading.value < least) return { fault: 'early' }
  return most !== undefined && reading.value > most ? { fault: 'late' } : reading
}

/** A line or text as `cleanLine` and `cleanText` judge it. */
export function readText({ value, fault }: ReturnType<typeof cleanLine>, most: number): AnswerReading {
  if (fault === 'empty') return nothing
  return fault === undefined ? { value } : { fault, most }
}
