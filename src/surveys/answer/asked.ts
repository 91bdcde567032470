import { createHash } from 'node:crypto'
import { type Answers, askedBy, references } from '../condition.ts'
import { type Definition, inLanguage } from '../definition.ts'
import { insertAnswers, insertionsOf } from '../insertion.ts'
import { type Question, stepsOf, type Words } from '../question.ts'
import { setIn } from '../said.ts'
import { answerFields } from './answer.ts'

/** A choice or row in words. */
export interface AskedPart {
  code: string
  text: string
  hidden: boolean
  /** Its name among what conditions hide: `question:choice`, `question.row`. */
  part: string
}

/** A question as its view shows it, in one language. */
export interface AskedQuestion {
  question: Question
  text: string
  /** Markdown. */
  help: string
  hidden: boolean
  choices: AskedPart[]
  rows: AskedPart[]
  /** The words of *other*, of the scale's ends, of its *I do not know*, of a unit; '' where there is none. */
  other: string
  low: string
  high: string
  unknown: string
  unit: string
  steps: number[]
}

export interface Asking {
  definition: Definition
  language: string
  answers: Answers
  hidden: Set<string>
  /** The same as long as one respondent answers: shuffled choices keep their order. */
  seed: string
}

export function askQuestion(asking: Asking, question: Question): AskedQuestion {
  const { hidden } = asking
  const say = (words: Words | undefined) => sayIn(asking, words)
  const { code } = question
  const { choices, rows, shuffled, ...own } = question as Partial<Record<'choices' | 'rows', Part[]>> & {
    shuffled?: true
  } & Partial<Record<'help' | 'other' | 'low' | 'high' | 'unknown' | 'unit', Words>>
  const parts = (list: Part[] | undefined, mark: string): AskedPart[] =>
    (list ?? []).map(part => ({
      code: part.code,
      text: say(part.text),
      part: `${code}${mark}${part.code}`,
      hidden: hidden.has(`${code}${mark}${part.code}`),
    }))
  return {
    question,
    text: say(question.text),
    help: say(own.help),
    hidden: hidden.has(code),
    choices: parts(shuffled ? shuffle(`${asking.seed} ${code}`, choices ?? []) : choices, ':'),
    rows: parts(rows, '.'),
    other: say(own.other),
    low: say(own.low),
    high: say(own.high),
    unknown: say(own.unknown),
    unit: say(own.unit),
    steps: question.kind === 'scale' ? stepsOf(question) : [],
  }
}

interface Part {
  code: string
  text: Words
  exclusive?: true
}

/** By the words of a definition, in each language, set: most name no answer and stay the same for everybody. */
const settled = new WeakMap<Words, Map<string, string>>()

/** Words with the answers they name, in the typography of their language. */
export function sayIn({ definition, language, answers }: Asking, words: Words | undefined): string {
  if (!words) return ''
  const known = settled.get(words) ?? new Map<string, string>()
  const said = known.get(language)
  if (said !== undefined) return said
  const text = inLanguage(words, language, definition)
  const set = setIn(language, insertAnswers(definition, text, answers, language))
  if (insertionsOf(text).length === 0) settled.set(words, known.set(language, set))
  return set
}

/** In an order that the seed decides; a choice that stands alone stays last. */
function shuffle(seed: string, parts: Part[]): Part[] {
  const rank = ({ code, exclusive }: Part) =>
    (exclusive ? '~' : '') + createHash('sha256').update(`${seed} ${code}`).digest('hex')
  return parts.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

/** What a browser needs to decide by itself what a page shows; undefined where its answers decide nothing on it. */
export interface PageRules {
  /** For `show`: the questions of the page, and before them those that its conditions ask about. */
  outline: unknown
  /** The fields of those before. */
  earlier: [name: string, value: string][]
}

export function rulesOf({ definition, answers }: Asking, at: number): PageRules | undefined {
  const page = definition.pages[at]
  if (!page) return undefined
  const parts = page.questions.flatMap(question => [
    question,
    ...('choices' in question ? question.choices : []),
    ...('rows' in question ? question.rows : []),
  ])
  const asks = new Set(parts.flatMap(({ shown }) => references(shown)).map(askedBy))
  if (!page.questions.some(({ code }) => asks.has(code))) return undefined
  const before = definition.pages
    .flatMap(({ code, questions }) => (code === page.code ? [] : questions))
    .filter(({ code }) => asks.has(code))
  const codes = new Set(before.map(({ code }) => code))
  const given = Object.entries(answers).filter(([key]) => codes.has(askedBy(key)))
  const bare = (question: Question, settled: boolean) =>
    JSON.parse(
      JSON.stringify(question, (key, value) =>
        wording.has(key) || (settled && key === 'shown') ? undefined : value,
      ),
    )
  return {
    outline: {
      pages: [
        { code: '', questions: before.map(question => bare(question, true)) },
        { code: page.code, questions: page.questions.map(question => bare(question, false)) },
      ],
    },
    earlier: answerFields(definition, Object.fromEntries(given)),
  }
}

const wording = new Set(['text', 'help', 'low', 'high', 'unit', 'unknown', 'note', 'title', 'introduction'])
