import { lineChart } from '../../http/chart.ts'
import { voice } from '../../http/views.ts'
import type { Locale, Translate } from '../../http/words.ts'
import type { Cell } from '../../print/sheet.ts'
import type { PetitionReport } from '../place/petition-report.ts'
import { type SectionReport, sayResponses } from '../place/section-report.ts'
import { curveSvg } from './curve.ts'
import type { Printed } from './pdf.ts'

/** A petition's or a section's figures, for any file. */
export interface PlaceFile extends Omit<Printed, 'accent'> {
  /** What is counted, of what, on which day, how many: a line a figure. */
  lines: [figure: string, label: string, day: string, value: Cell][]
}

interface Bar {
  label: string
  value: number
}

/** Bars over their words, for the template; none where there is nothing to draw. */
function drawBars(
  text: string,
  head: [of: string, figure: string],
  bars: Bar[],
  words: (value: number) => string,
  most: number,
  note = '',
) {
  const rows = bars.map(({ label, value }) => ({
    label,
    share: value / Math.max(1, most),
    cells: [words(value)],
  }))
  return rows.length > 0 ? [{ chart: 'shares', text, note, cells: 20, head, rows }] : []
}

/** What is to be known of the figures, in lines after theirs. */
const noteLines = (t: Translate, notes: string[]): PlaceFile['lines'] =>
  notes.map(note => [t('report.file.about'), '', '', note])

const mostOf = (bars: Bar[]): number => Math.max(0, ...bars.map(({ value }) => value))

/** What came of a petition, by the rules of its page. */
export function filePetition(report: PetitionReport, locale: Locale): PlaceFile {
  const { curve, shares, best, title, owner_name } = report
  const { t, number, date } = voice(locale)
  const [first, last] = [date(curve.points[0]?.day ?? ''), date(curve.points.at(-1)?.day ?? '')]
  const totals = (['confirmed', 'withdrawn', 'invalidated'] as const).map(
    name => [t(`manage.figure.${name}`), name === 'confirmed' ? curve.count : curve[name]] as const,
  )
  const parts = (['sections', 'sources'] as const).map(name => ({
    name: t(`manage.shares.${name}`),
    bars: shares?.[name] ?? [],
  }))
  const restOf = (bars: Bar[]) => (shares?.total ?? 0) - bars.reduce((sum, { value }) => sum + value, 0)
  const note = (bars: Bar[]) =>
    shares
      ? t('manage.shares.note', {
          total: shares.total,
          day: date(shares.published_on),
          rest: restOf(bars),
        })
      : t('manage.shares.none')
  const alt = t('manage.curve.desc', { first, last, count: curve.count })
  const drawn = { chart: 'curve', text: t('manage.curve'), note: '', rows: [], alt }
  return {
    owner: owner_name,
    title,
    place: '',
    day: last,
    findings: [
      t('report.petition.count', { count: curve.count, first, last }),
      ...(best ? [t('report.petition.best', { count: best.value, day: date(best.day) })] : []),
    ],
    facts: totals.map(([term, value]) => [term, number(value)]),
    notes: shares ? [] : [t('manage.shares.none')],
    pages: [
      { title: '', questions: [{ ...drawn, svg: curveSvg(lineChart(curve.points), voice(locale)) }] },
      {
        title: shares ? t('manage.shares') : '',
        questions: parts.flatMap(({ name, bars }) =>
          drawBars(name, [name, t('manage.list.count')], bars, number, mostOf(bars), note(bars)),
        ),
      },
    ],
    lines: [
      ...totals.map(([term, value]): PlaceFile['lines'][number] => [term, '', '', value]),
      ...curve.points.map(({ day, value }): PlaceFile['lines'][number] => [
        t('manage.curve'),
        '',
        day,
        value,
      ]),
      ...parts.flatMap(({ name, bars }): PlaceFile['lines'] => {
        const rest = restOf(bars)
        const told = [...bars, ...(rest > 0 ? [{ label: t('report.file.place.rest'), value: rest }] : [])]
        return bars.length === 0
          ? []
          : told.map(({ label, value }) => [name, label, shares?.published_on ?? '', value])
      }),
      ...noteLines(t, [...new Set(parts.map(({ bars }) => note(bars)))]),
    ],
  }
}

/** What a section has done across petitions and surveys, by the rules of its page. */
export function fileSection(report: SectionReport, today: string, locale: Locale): PlaceFile {
  const { section, members, petitions, surveys, k } = report
  const { t, number, date } = voice(locale)
  const signed = petitions.reduce((sum, { count }) => sum + count, 0)
  const answered = surveys.reduce((sum, { responses }) => sum + (responses ?? 0), 0)
  const totals = Object.entries({ members, signed, answered }).map(
    ([name, value]) => [t(`report.section.${name}`), value] as const,
  )
  const percent = (value: number) => t('shared.percent', { percent: value })
  const signatures = petitions.map(({ title, count }) => ({ label: title, value: count }))
  const rates = surveys.flatMap(({ title, rate }) => (rate === null ? [] : [{ label: title, value: rate }]))
  return {
    owner: section.region_name,
    title: section.name,
    place: '',
    day: date(today),
    findings: totals.map(([term, value]) => `${term} : ${number(value)}`),
    facts: totals.map(([term, value]) => [term, number(value)]),
    notes: [t('report.section.protected', { k })],
    pages: [
      {
        title: '',
        questions: [
          ...drawBars(
            t('report.section.signatures'),
            [t('report.list.petition'), t('manage.list.count')],
            signatures,
            number,
            mostOf(signatures),
          ),
          ...drawBars(
            t('report.section.rates'),
            [t('report.list.survey'), t('report.rate')],
            rates,
            percent,
            100,
          ),
        ],
      },
    ],
    lines: [
      ...totals.map(([term, value]): PlaceFile['lines'][number] => [term, '', '', value]),
      ...petitions.map(({ title, day, count }): PlaceFile['lines'][number] => [
        t('report.section.signatures'),
        title,
        day,
        count,
      ]),
      ...surveys.flatMap((survey): PlaceFile['lines'] => {
        const { title, day, rate } = survey
        return [
          [t('report.responses'), title, day, sayResponses(t, survey)],
          [t('report.rate'), title, day, rate === null ? t('report.not_shown') : rate / 100],
        ]
      }),
      ...noteLines(t, [t('report.section.protected', { k })]),
    ],
  }
}
