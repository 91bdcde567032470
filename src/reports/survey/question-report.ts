import { sayIn } from '../../surveys/answer/asked.ts'
import type { Definition } from '../../surveys/definition.ts'
import type { Kind, Question } from '../../surveys/question.ts'
import type { CountedItem } from '../item.ts'
import type { Part } from '../tables.ts'
import { type Reading, readItem } from './reading.ts'
import type { Sums } from './sum.ts'

export interface Label {
  code: string
  text: string
}

/** An answer that is counted. */
export interface Bin extends Label {
  /** The language of its words: the survey's, or the page's where they are ours. */
  lang: string
}

/** A question of a report: for each of its rows what each column of the report says. */
export interface QuestionReport {
  code: string
  kind: Kind
  text: string
  part: Part
  /** Several may be chosen: shares add up to more than all. */
  several: boolean
  /** The words at a scale's ends. */
  low: string
  high: string
  /** The bins of every row, in the order of the counts. */
  bins: Bin[]
  /** One where the question is asked once; of a matrix its rows, of a ranking its choices. */
  rows: QuestionRow[]
  /** The words written under it, which have a page of their own; their one bin counts who wrote. */
  texts: QuestionRow[]
}

export interface QuestionRow extends Label {
  /** The item's key. */
  key: string
  /** By column of the report; null where too few are in it. */
  readings: (Reading | null)[]
}

export interface Speaking {
  definition: Definition
  items: CountedItem[]
  /** The fewest respondents of a figure. */
  k: Record<Part, number>
  language: string
  /** Of the page. */
  locale: string
  /** The words of a bracket, of yes and no, from the catalogue. */
  say: (key: string, values?: Record<string, string | number>) => string
  number: (value: number) => string
  date: (day: string) => string
}

const inWords = ({ definition, language }: Speaking, words: Parameters<typeof sayIn>[1]): string =>
  sayIn({ definition, language, answers: {}, hidden: new Set(), seed: '' }, words)

function bracketWords({ say, number, date }: Speaking, question: Question, bin: string): string {
  const words = (value: string) => (question.kind === 'date' ? date(value) : number(Number(value)))
  const [least = '', most = ''] = bin.split('..')
  const values = { least: least && words(least), most: most && words(most) }
  if (!least) return say('report.bracket.below', values)
  return say(most ? 'report.bracket.between' : 'report.bracket.from', values)
}

/** The words of a bin of a question. */
export function binWords(speaking: Speaking, question: Question, bin: string): string {
  const { say, number } = speaking
  if (question.kind === 'yes-no') return say(`report.bin.${bin}`)
  if (question.kind === 'number' || question.kind === 'date') return bracketWords(speaking, question, bin)
  if (question.kind === 'scale')
    return bin === 'unknown' ? inWords(speaking, question.unknown) : number(Number(bin))
  if (question.kind === 'ranking') return say('report.rank', { rank: Number(bin) })
  const choice = 'choices' in question ? question.choices.find(({ code }) => code === bin) : undefined
  if (choice) return inWords(speaking, choice.text)
  return 'other' in question ? inWords(speaking, question.other) : bin
}

/** Brackets, ranks, steps, yes and no are said in the words of the page. */
const isAnswerOfOurs = ({ kind }: Question, bin: string): boolean =>
  ['yes-no', 'number', 'date', 'ranking'].includes(kind) || (kind === 'scale' && bin !== 'unknown')

function rowWords(speaking: Speaking, { key, question, text }: CountedItem): Label {
  if (text) return { code: key, text: '' }
  const code = key.slice(question.code.length + 1)
  const parts = question.kind === 'matrix' ? question.rows : 'choices' in question ? question.choices : []
  const part = code ? parts.find(one => one.code === code) : undefined
  return { code, text: part ? inWords(speaking, part.text) : '' }
}

/** The questions that have something to report, each with what the columns say. */
export function reportQuestions(speaking: Speaking, questions: Question[], sums: Sums[]): QuestionReport[] {
  return questions.flatMap(question => {
    const items = speaking.items.filter(item => item.question.code === question.code)
    const [first] = items
    if (!first) return []
    const { low, high } = question as { low?: never; high?: never }
    const rowOf = (item: CountedItem): QuestionRow => ({
      ...rowWords(speaking, item),
      key: item.key,
      readings: sums.map(one => readItem(item, one, speaking.k[item.part])),
    })
    return [
      {
        code: question.code,
        kind: question.kind,
        text: inWords(speaking, question.text),
        part: first.part,
        several: question.kind === 'multiple' || (question.kind === 'matrix' && question.multiple === true),
        low: inWords(speaking, low),
        high: inWords(speaking, high),
        bins: first.text
          ? []
          : first.bins.map(bin => ({
              code: bin,
              text: binWords(speaking, question, bin),
              lang: isAnswerOfOurs(question, bin) ? speaking.locale : speaking.language,
            })),
        rows: items.filter(({ text }) => !text).map(rowOf),
        texts: items.filter(({ text }) => text).map(rowOf),
      },
    ]
  })
}
