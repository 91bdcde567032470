import { cell, oneDecimal, percent, type Voice } from '../figure-words.ts'
import type { ComparedQuestion, ComparedRow, EditionComparison } from './edition-comparison.ts'
import { explainMissing } from './note.ts'
import { silencesIn } from './reading.ts'

/** A line of two editions beside each other: what, now, before, how far apart. */
export type EditionLine = [label: string, now: string, before: string, gap: string]

type Maybe = number | null | undefined

function gapWords({ number }: Voice, gap: number): string {
  const sign = gap > 0 ? '+' : gap < 0 ? '−' : ''
  return `${sign}${number(Math.abs(gap))}`
}

/** What two editions say to a row: a scale's mean, the answers, and of how many; gaps of shares are in points. */
export function compareLines(voice: Voice, { now, before, answers }: ComparedRow): EditionLine[] {
  const { t, number } = voice
  const gap = (one: Maybe, other: Maybe, of: (value: number) => number): string =>
    typeof one === 'number' && typeof other === 'number'
      ? gapWords(voice, oneDecimal(of(one) - of(other)))
      : ''
  const points = (share: number) => Math.round(share * 100)
  const mean = (value: Maybe) => cell(voice, value, one => number(oneDecimal(one)))
  const share = (value: Maybe) => cell(voice, value, one => percent(voice, one))
  const count = (value: Maybe) => cell(voice, value, number)
  const means = typeof now?.mean === 'number' || typeof before?.mean === 'number'
  return [
    ...(means
      ? [
          [
            t('report.mean'),
            mean(now?.mean),
            mean(before?.mean),
            gap(now?.mean, before?.mean, value => value),
          ] satisfies EditionLine,
        ]
      : []),
    ...answers.map(
      (answer): EditionLine => [
        answer.text,
        share(answer.now),
        share(answer.before),
        gap(answer.now, answer.before, points),
      ],
    ),
    ...(['answered', ...silencesIn([now, before])] as const).map(
      (name): EditionLine => [
        t(name === 'answered' ? 'report.count' : `report.missing.${name}`),
        count(now?.[name]),
        count(before?.[name]),
        '',
      ],
    ),
  ]
}

/** What is to be known of a question of two editions. */
export const noteEditions = (
  { t }: Voice,
  { k }: EditionComparison,
  { part, rows }: ComparedQuestion,
): string[] => [
  ...explainMissing(
    t,
    rows.flatMap(({ now, before }) => [now, before]),
  ),
  t(part === 'sensitive' ? 'report.question.sensitive' : 'report.question.k', { k: k[part] }),
]
