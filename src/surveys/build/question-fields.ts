import { day, type Field, lines, oneOf, optional, wholeNumber } from '../../http/form.ts'
import type { Kind } from '../question.ts'

export type Flag = 'shuffled' | 'list' | 'multiple' | 'stars' | 'whole'
export type Bound = 'from' | 'to' | 'least' | 'most'
export type Wording = 'text' | 'help' | 'other' | 'low' | 'high' | 'unknown' | 'unit'

/** What the form of a kind asks beside the words of the question, its help, *required* and *sensitive*. */
export interface Makeup {
  words: Exclude<Wording, 'text' | 'help'>[]
  flags: Flag[]
  bounds: [Bound, Field<unknown>][]
  rows?: true
  choices?: true
  brackets?: true
}

/** A number as it is typed: 12,5 or 12.5. */
const decimal: Field<number> = typed => {
  const plain = typed
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.')
    .replace('−', '-')
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain) ? { value: Number(plain) || 0 } : { fault: 'decimal' }
}

const least = (field: Field<unknown>): [Bound, Field<unknown>] => ['least', optional(field)]
const most = (field: Field<unknown>): [Bound, Field<unknown>] => ['most', optional(field)]
const several = wholeNumber(0, 2_000)
const plain: Makeup = { words: [], flags: [], bounds: [] }

export const makeups: Record<Kind, Makeup> = {
  single: { ...plain, words: ['other'], flags: ['list', 'shuffled'], choices: true },
  multiple: {
    words: ['other'],
    flags: ['shuffled'],
    bounds: [least(several), most(wholeNumber(1, 2_000))],
    choices: true,
  },
  'yes-no': plain,
  scale: {
    words: ['low', 'high', 'unknown'],
    flags: ['stars'],
    bounds: [
      ['from', wholeNumber(-100, 100)],
      ['to', wholeNumber(-100, 100)],
    ],
  },
  matrix: { ...plain, flags: ['multiple', 'shuffled'], rows: true, choices: true },
  ranking: {
    ...plain,
    flags: ['shuffled'],
    bounds: [least(several), most(wholeNumber(1, 2_000))],
    choices: true,
  },
  number: {
    words: ['unit'],
    flags: ['whole'],
    bounds: [least(decimal), most(decimal)],
    brackets: true,
  },
  'short-text': { ...plain, bounds: [most(wholeNumber(1, 20_000))] },
  'long-text': { ...plain, bounds: [most(wholeNumber(1, 20_000))] },
  date: { ...plain, bounds: [least(day), most(day)], brackets: true },
  section: plain,
  text: plain,
}

/** The same by name, for the form's view. */
export function makeupOf(kind: Kind) {
  const { words, flags, bounds, brackets = false } = makeups[kind]
  return { words, flags, bounds: bounds.map(([name]) => name), brackets }
}

/** The first values of brackets, between semicolons, in the order they are typed. */
export const thresholds =
  (kind: Kind): Field<(number | string)[]> =>
  (typed, all) => {
    const values: (number | string)[] = []
    for (const one of typed.split(';').map(part => part.trim())) {
      if (one === '') continue
      const reading = kind === 'date' ? day(one, all) : decimal(one, all)
      if ('fault' in reading) return reading
      values.push(reading.value)
    }
    const ascends = values.every((value, index) => index === 0 || (values[index - 1] as typeof value) < value)
    return ascends && values.length <= 50 ? { value: values } : { fault: 'ascend' }
  }

/** Lines pasted from elsewhere: bullets and numbers in front, empty lines and repetitions go. */
export const pasted: Field<string[]> = (typed, all) => {
  const found = new Set<string>()
  for (const raw of typed.split('\n')) {
    const bare = raw.trim().replace(/^(?:[-–•*·]|\d{1,3}[.)])\s+/, '')
    if (bare === '') continue
    const reading = lines(4_000)(bare, all)
    if ('fault' in reading) return reading
    found.add(reading.value)
  }
  return { value: [...found] }
}

export const required = oneOf('no', 'soft', 'hard')
