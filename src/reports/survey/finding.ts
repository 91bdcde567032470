import type { QuestionReport } from './question-report.ts'
import type { Reading } from './reading.ts'
import type { SurveyReport } from './survey-report.ts'

/** One thing that came out, for a sentence of the catalogue. Percents are whole. */
export type Finding =
  | { kind: 'lead' | 'also'; question: string; answer: string; percent: number }
  | { kind: 'split'; question: string; answer: string; percent: number; other: string; other_percent: number }
  | { kind: 'gap'; question: string; answer: string; percent: number; column: number; other_percent: number }
  | { kind: 'mean'; question: string; mean: number; most: string }

interface Said {
  code: string
  several: boolean
  sensitive: boolean
  /** Where it stands among answers that lie in an order; undefined where none may be supposed. */
  place: number | undefined
  question: string
  answer: string
  lang: string
  share: number
  /** The same answer in the other columns, by column; NaN where none is shown. */
  shares: number[]
}

const chosen = new Set(['single', 'multiple', 'yes-no', 'matrix'])

/** The share of an answer that can be spoken of: all of what was said to it is shown. */
const spokenShare = (reading: Reading | null | undefined, at: number): number | null =>
  reading?.not_shown === 0 ? (reading.shares[at] ?? null) : null

/** Every answer that has a share in the first column, the largest share first; what is sensitive is not said before the rest. */
export function listSaid(questions: QuestionReport[]): Said[] {
  const said = questions
    .filter(({ kind }) => chosen.has(kind))
    .flatMap(({ code, kind, part, text, several, bins, rows }) =>
      rows.flatMap(({ text: row, readings }) =>
        bins.flatMap((bin, at) => {
          const share = spokenShare(readings[0], at)
          const shares = readings.map(reading => spokenShare(reading, at) ?? Number.NaN)
          const place = kind === 'matrix' ? at : undefined
          const words = { question: row || text, answer: bin.text, lang: bin.lang }
          return share === null
            ? []
            : [{ code, several, sensitive: part === 'sensitive', place, ...words, share, shares }]
        }),
      ),
    )
  return said.sort((one, other) => Number(one.sensitive) - Number(other.sensitive) || other.share - one.share)
}

export const percentOf = (share: number): number => Math.round(share * 100)

/** « Rather not » and « not at all » are no two camps. */
const areNeighbours = (one: Said, other: Said): boolean =>
  one.place !== undefined && other.place !== undefined && Math.abs(one.place - other.place) === 1

/** A question whose two first answers lie within ten points, while neither has six of ten. */
function findSplit(said: Said[], spoken: Set<string>): Finding | undefined {
  const questions = Map.groupBy(
    said.filter(({ several }) => !several),
    ({ code, question }) => `${code} ${question}`,
  )
  const splits = [...questions.values()].flatMap(([one, other]) =>
    one &&
    other &&
    !spoken.has(one.code) &&
    !areNeighbours(one, other) &&
    one.share < 0.6 &&
    one.share - other.share <= 0.1 &&
    other.share >= 0.2
      ? [{ one, other }]
      : [],
  )
  const [closest] = splits.sort((a, b) => b.one.share + b.other.share - (a.one.share + a.other.share))
  if (!closest) return undefined
  const { one, other } = closest
  spoken.add(one.code)
  const { question, answer } = one
  const [percent, other_percent] = [percentOf(one.share), percentOf(other.share)]
  return { kind: 'split', question, answer, percent, other: other.answer, other_percent }
}

/** The answer that is furthest from what another column says, five points at least. */
function findGap(said: Said[], spoken: Set<string>): Finding | undefined {
  const gaps = said.flatMap(one =>
    one.shares.flatMap((share, column) => {
      const gap = Math.abs(one.share - share)
      return column > 0 && gap >= 0.05 && !spoken.has(one.code) ? [{ one, share, column, gap }] : []
    }),
  )
  const [widest] = gaps.sort((a, b) => percentOf(b.gap) - percentOf(a.gap))
  if (!widest) return undefined
  const { one, share, column } = widest
  spoken.add(one.code)
  const { question, answer } = one
  return {
    kind: 'gap',
    question,
    answer,
    percent: percentOf(one.share),
    column,
    other_percent: percentOf(share),
  }
}

function findStrongest(kind: 'lead' | 'also', said: Said[], spoken: Set<string>): Finding | undefined {
  const strongest = said.find(({ code }) => !spoken.has(code))
  if (!strongest) return undefined
  const { code, question, answer, share } = strongest
  spoken.add(code)
  return { kind, question, answer, percent: percentOf(share) }
}

function findMean(questions: QuestionReport[], spoken: Set<string>): Finding | undefined {
  for (const { code, kind, text, bins, rows } of questions) {
    const mean = rows[0]?.readings[0]?.mean
    if (kind !== 'scale' || spoken.has(code) || mean === null || mean === undefined) continue
    spoken.add(code)
    const last = bins.findLast(bin => bin.code !== 'unknown')
    return { kind: 'mean', question: text, mean: Math.round(mean * 10) / 10, most: last?.text ?? '' }
  }
  return undefined
}

/** At most three things that came out: what most say, where they part, where they differ from the others. */
export function listFindings({ pages, category, breakdown }: SurveyReport): Finding[] {
  // By the breakdown, what it says of itself is no news.
  const itself = category === '' ? undefined : breakdown?.code
  const questions = pages.flatMap(page => page.questions).filter(({ code }) => code !== itself)
  const said = listSaid(questions)
  const spoken = new Set<string>()
  const finders = [
    () => findStrongest('lead', said, spoken),
    () => findSplit(said, spoken),
    () => findGap(said, spoken),
    () => findMean(questions, spoken),
    () => findStrongest('also', said, spoken),
    () => findStrongest('also', said, spoken),
  ]
  const findings: Finding[] = []
  for (const find of finders) {
    const found = findings.length < 3 ? find() : undefined
    if (found) findings.push(found)
  }
  return findings
}
