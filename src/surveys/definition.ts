import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Invalid } from '../errors.ts'
import { Language, Line, partsOf, Question, Shown, Text, type Words } from './question.ts'

const closed = { additionalProperties: false }
const deepest = 100
const questionsMost = 2_000
/** Fields of one page: beyond it one request would keep the server busy for seconds. */
const fieldsMost = 20_000

const Page = Type.Object(
  {
    code: Question.anyOf[0].properties.code,
    title: Type.Optional(Line),
    introduction: Type.Optional(Text),
    shown: Type.Optional(Shown),
    questions: Type.Array(Question, { maxItems: 500 }),
  },
  closed,
)

/** A survey as a document: everything but to whom, when and whose. */
const Definition = Type.Object(
  {
    /** The first is the one it was written in. */
    languages: Type.Array(Language, { minItems: 1, maxItems: 50, uniqueItems: true }),
    title: Line,
    introduction: Type.Optional(Text),
    thanks: Type.Optional(Text),
    pages: Type.Array(Page, { maxItems: 200 }),
    /** The code of the one question by which a report may be broken down. */
    breakdown: Type.Optional(Question.anyOf[0].properties.code),
  },
  closed,
)

export type Definition = Static<typeof Definition>
export type Page = Static<typeof Page>

const shape = Compile(Definition)

/** What a database or a page would choke on: control characters, halves of surrogate pairs. */
const isClean = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\t\n]/u.test(text)

/** Whether JSON nests no deeper than a survey ever does, so that recursion ends, and its texts can be kept. */
function isSound(json: unknown): boolean {
  let level = [json]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest * 2) return false
    if (!level.every(one => typeof one !== 'string' || isClean(one))) return false
    level = level.flatMap(one => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return true
}

const fieldsOf = (question: Question): number =>
  'choices' in question ? question.choices.length * ('rows' in question ? question.rows.length : 1) : 1

const isDrawn = ({ questions }: Page): boolean =>
  questions.reduce((sum, question) => sum + fieldsOf(question), 0) <= fieldsMost

/**
 * A definition by any hand: its shape is right, what it says is for `checkDefinition`.
 * @throws Invalid `survey-shape`
 */
export function readDefinition(json: unknown): Definition {
  if (!isSound(json) || !shape.Check(json)) throw new Invalid('survey-shape', 422)
  if (questionsOf(json).length > questionsMost || !json.pages.every(isDrawn))
    throw new Invalid('survey-shape', 422)
  return json
}

export const emptyDefinition = (language: string, title: string): Definition => ({
  languages: [language],
  title: { [language]: title },
  pages: [{ code: 'page1', questions: [] }],
})

export const questionsOf = ({ pages }: Definition): Question[] => pages.flatMap(page => page.questions)

export const findQuestion = (definition: Definition, code: string): Question | undefined =>
  questionsOf(definition).find(question => question.code === code)

/** Words in a language, else in the survey's first, else in any. */
export const inLanguage = (
  words: Words | undefined,
  language: string,
  { languages }: Pick<Definition, 'languages'>,
): string => words?.[language] ?? words?.[languages[0] ?? ''] ?? Object.values(words ?? {})[0] ?? ''

/** Every words of a definition with the place they stand in: the code of a page or question, or the survey's ''. */
export function* wordsOf(definition: Definition): Generator<{ place: string; words: Words }> {
  const { title, introduction, thanks, pages } = definition
  for (const words of [title, introduction, thanks]) if (words) yield { place: '', words }
  for (const page of pages) {
    for (const words of [page.title, page.introduction]) if (words) yield { place: page.code, words }
    for (const question of page.questions) {
      for (const words of linesOf(question)) if (words) yield { place: question.code, words }
    }
  }
}

type Optional = 'help' | 'other' | 'low' | 'high' | 'unknown' | 'unit'

/** Every line of a question in an order that correcting its words does not change: undefined where there is none. */
export function linesOf(question: Question): (Words | undefined)[] {
  const own: { text: Words } & Partial<Record<Optional, Words>> = question
  const { text, help, other, low, high, unknown, unit } = own
  return [text, help, ...partsOf(question).map(part => part.text), other, low, high, unknown, unit]
}

const wording = new Set(['title', 'introduction', 'thanks', 'text', 'help', 'low', 'high', 'unit', 'note'])
const worded = new Set(['other', 'unknown'])

/** What was asked, without the words: equal before and after a spelling is corrected or a translation added. */
export function structureOf(definition: Definition): string {
  const bare = { ...definition, languages: [] }
  return JSON.stringify(bare, (key, value) => {
    if (wording.has(key)) return undefined
    if (worded.has(key)) return true
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isRecord ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
  })
}
