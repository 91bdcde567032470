import type { voice } from '../http/views.ts'

export type Voice = ReturnType<typeof voice>

export const percent = ({ t }: Voice, share: number): string =>
  t('shared.percent', { percent: Math.round(share * 100) })

export const oneDecimal = (value: number): number => Math.round(value * 10) / 10

export function signed({ number }: Voice, value: number): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  return `${sign}${number(Math.abs(Math.round(value)))}`
}

/** What one reading says in a cell, or that it says nothing. */
export const cell = (
  voice: Voice,
  value: number | null | undefined,
  words: (value: number) => string,
): string => (value === null || value === undefined ? voice.t('report.not_shown') : words(value))
