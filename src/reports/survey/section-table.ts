import { heatOf } from '../chart.ts'
import { cell, oneDecimal, percent, type Voice } from '../figure-words.ts'
import type { Scope } from '../scope.ts'
import type { KeptRate } from './kept-rate.ts'
import { type Reading, silencesIn } from './reading.ts'
import type { SectionComparison } from './section-comparison.ts'

interface TableCell {
  words: string
  /** A step of the hue. */
  heat: number
}

/** The sections compared, as page and document set them. */
export interface SectionTable {
  /** Over the figures; the place comes first, without. */
  head: string[]
  /** The language of each head's words; '' of our own. */
  languages: string[]
  lines: { scope: Scope; cells: TableCell[] }[]
  /** Rates of those without a line: place, rate. */
  apart: [string, string][]
}

interface Measure {
  label: string
  /** As in `SectionTable`. */
  lang?: string
  /** Of a line's readings. */
  read: (readings: (Reading | null)[]) => TableCell
}

/** What of a question is set side by side: ranked choices, what a scale comes to, the shares of answers. */
function measuresOf(voice: Voice, { question }: SectionComparison, lang: string): Measure[] {
  const { t, number } = voice
  if (question.kind === 'ranking')
    return question.rows.map(({ text }, at) => ({
      label: text,
      lang,
      read: readings => ({
        words: cell(voice, readings[at]?.score, score => number(Math.round(score * 100))),
        heat: heatOf(readings[at]?.score ?? 0),
      }),
    }))
  const codes = question.bins.map(({ code }) => code)
  const isNet = codes[0] === '0' && codes.includes('10')
  const figures = (['mean', 'spread', 'net'] as const).filter(name => name !== 'net' || isNet)
  const scale = figures.map(name => ({
    label: t(`report.${name}`),
    read: ([reading]: (Reading | null)[]) => ({
      words: cell(voice, reading?.[name], value => number(oneDecimal(value))),
      heat: 0,
    }),
  }))
  const shares = question.bins.map(({ text, lang }, at) => ({
    label: text,
    lang,
    read: ([reading]: (Reading | null)[]) => ({
      words: cell(voice, reading?.shares[at], share => percent(voice, share)),
      heat: heatOf(reading?.shares[at] ?? 0),
    }),
  }))
  if (question.kind !== 'scale') return shares
  return [...scale, ...(question.bins.length > 7 ? [] : shares)]
}

/** How a line of rates is called. */
export const rateName = ({ t }: Voice, { name, section_id }: KeptRate): string =>
  section_id === null ? t('survey.launch.together', { region: name }) : name

/** The rate of a line; undefined of a region, of which none is told. */
export function rateOf({ rates }: SectionComparison, { kind, id }: Scope): number | null | undefined {
  if (!rates || kind === 'region' || kind === 'federation') return undefined
  if (kind === 'union') return rates.whole
  return rates.lines.find(({ section_id }) => section_id === id)?.percent ?? null
}

/** Rates of those that have no line of figures. */
export const ratesApart = ({ rates, lines }: SectionComparison): KeptRate[] =>
  rates?.lines.filter(
    ({ section_id }) => !lines.some(({ scope }) => scope.id === section_id && section_id),
  ) ?? []

/** @param language of the survey's words */
export function tableSections(voice: Voice, comparison: SectionComparison, language = ''): SectionTable {
  const { t, number } = voice
  const { lines, rates } = comparison
  const whole = (value: number) => t('shared.percent', { percent: value })
  const missing = silencesIn(lines.flatMap(({ readings }) => readings))
  const measures = [
    ...measuresOf(voice, comparison, language),
    ...(['answered', ...missing] as const).map(
      (name): Measure => ({
        label: t(name === 'answered' ? 'report.count' : `report.missing.${name}`),
        read: ([reading]) => ({ words: cell(voice, reading?.[name], number), heat: 0 }),
      }),
    ),
  ]
  const rateCell = (scope: Scope): TableCell => {
    const rate = rateOf(comparison, scope)
    return { words: rate === undefined ? '' : cell(voice, rate, whole), heat: 0 }
  }
  return {
    head: [...measures.map(({ label }) => label), ...(rates ? [t('report.rate')] : [])],
    languages: [...measures.map(({ lang = '' }) => lang), ...(rates ? [''] : [])],
    lines: lines.map(({ scope, readings }) => ({
      scope,
      cells: [...measures.map(({ read }) => read(readings)), ...(rates ? [rateCell(scope)] : [])],
    })),
    apart: ratesApart(comparison).map(rate => [
      rateName(voice, rate),
      rate.percent === null ? t('survey.launch.few') : whole(rate.percent),
    ]),
  }
}
