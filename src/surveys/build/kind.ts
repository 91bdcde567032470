import type { Kind, Question } from '../question.ts'

/** In the order in which they are offered. */
export const kinds: readonly Kind[] = [
  'single',
  'multiple',
  'yes-no',
  'scale',
  'matrix',
  'ranking',
  'number',
  'date',
  'short-text',
  'long-text',
  'section',
  'text',
]

const born: Record<Kind, object> = {
  single: { choices: [] },
  multiple: { choices: [] },
  'yes-no': {},
  scale: { from: 1, to: 5 },
  matrix: { rows: [], choices: [] },
  ranking: { choices: [] },
  number: {},
  date: {},
  'short-text': {},
  'long-text': {},
  section: {},
  text: {},
}

/** A question with nothing said yet. */
export const blankQuestion = (kind: Kind, code: string): Question =>
  ({ kind, code, text: {}, ...structuredClone(born[kind]) }) as Question

const asked = ['help', 'required', 'sensitive', 'shown', 'note']
/** What a kind has beside its words, and which kinds understand the same by it. */
const fitting: [property: string, kinds: Kind[]][] = [
  ['choices', ['single', 'multiple', 'matrix', 'ranking']],
  ['other', ['single', 'multiple']],
  ['shuffled', ['single', 'multiple', 'matrix', 'ranking']],
  ['least', ['multiple', 'ranking']],
  ['most', ['multiple', 'ranking']],
  ['most', ['short-text', 'long-text']],
]

/** A question of another kind, with all that fits there. */
export function changeKind(question: Question, kind: Kind): Question {
  if (question.kind === kind) return question
  const kept = fitting.filter(([, among]) => among.includes(question.kind) && among.includes(kind))
  const names =
    kind === 'text' || question.kind === 'text'
      ? ['shown', 'note']
      : [...asked, ...kept.map(([name]) => name)]
  const fits = Object.entries(question).filter(([name]) => names.includes(name))
  return {
    ...blankQuestion(kind, question.code),
    text: question.text,
    ...Object.fromEntries(fits),
  } as Question
}
