import { readFileSync } from 'node:fs'
import { voice } from '../../http/views.ts'
import type { Locale } from '../../http/words.ts'
import { typeset } from '../../print/document.ts'
import type { Voice } from '../figure-words.ts'
import { type Finding, listFindings } from '../survey/finding.ts'
import { listLeading, sayLeading } from '../survey/leading.ts'
import { noteReport, noteSummary } from '../survey/note.ts'
import type { SurveyReport } from '../survey/survey-report.ts'
import { drawQuestion } from './drawing.ts'
import { columnName, rateFact } from './facts.ts'

/** What `report.typ` sets: words, and lengths from 0 to 1. */
export interface Printed {
  /** Whose it is, '#rrggbb' of the union's colour. */
  owner: string
  accent: string
  title: string
  place: string
  day: string
  findings: string[]
  facts: [term: string, figure: string][]
  notes: string[]
  pages: { title: string; questions: object[] }[]
}

const source = () => readFileSync(new URL('report.typ', import.meta.url), 'utf8')

/** Sets a report as a tagged A4 document. */
export function printFigures(printed: Printed, locale: Locale): Promise<Buffer> {
  const { t } = voice(locale)
  return typeset(source(), {
    ...printed,
    lang: locale,
    foot: [printed.title, printed.place, printed.day].filter(part => part !== '').join(' · '),
    page: t('report.file.page', { page: '{page}', pages: '{pages}' }),
  })
}

function sayFinding({ t, number }: Voice, { columns }: SurveyReport, finding: Finding): string {
  const { mean, column } = finding as { mean?: number; column?: number }
  const where = column === undefined ? undefined : columns[column]
  return t(`report.finding.${finding.kind}`, {
    ...finding,
    mean: number(mean ?? 0),
    where: where ? columnName(t, where) : '',
  })
}

/** A survey's report as a document, with the charts of its page. */
export function drawReport(report: SurveyReport, owner: string, locale: Locale): Omit<Printed, 'accent'> {
  const spoken = voice(locale)
  const { t, number, date } = spoken
  const [chosen] = report.columns
  const names = report.columns.map(column =>
    report.category === '*' ? (column.category?.text ?? t('report.category.all')) : columnName(t, column),
  )
  return {
    ...headOf(spoken, report, owner),
    facts: [
      [t('report.responses'), number(chosen?.base.ordinary || chosen?.base.sensitive || 0)],
      ...rateFact(report, t),
      [t('report.frozen_on'), date(report.frozen_on)],
    ],
    notes: noteReport(report, t),
    pages: report.pages.map(({ title, questions }) => ({
      title,
      questions: questions.map(question => drawQuestion(spoken, report, question, names)),
    })),
  }
}

function headOf(spoken: Voice, report: SurveyReport, owner: string) {
  const { t, date } = spoken
  const [chosen] = report.columns
  const findings = listFindings(report).map(finding => sayFinding(spoken, report, finding))
  const place = chosen && { ...chosen, ...(report.category === '*' && { category: null }) }
  return {
    owner,
    title: report.title,
    place: place ? columnName(t, place) : '',
    day: date(report.frozen_on),
    findings: findings.length > 0 ? findings : [t('report.finding.none')],
  }
}

/** What a leader shows in a meeting, on one page. */
export function drawSummary(report: SurveyReport, owner: string, locale: Locale): Omit<Printed, 'accent'> {
  const spoken = voice(locale)
  const leading = listLeading(report).map(line => {
    const [figure, words] = sayLeading(spoken, line)
    return { question: line.question, figure, words, share: line.length }
  })
  const note = noteSummary(spoken, report).join(' ')
  const text = spoken.t('report.summary.answers')
  return {
    ...headOf(spoken, report, owner),
    facts: [],
    notes: leading.length > 0 ? [] : [note],
    pages:
      leading.length > 0 ? [{ title: '', questions: [{ chart: 'leading', text, rows: leading, note }] }] : [],
  }
}
