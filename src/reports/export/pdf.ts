import { readFileSync } from 'node:fs'
import { voice } from '../../http/views.ts'
import type { Locale } from '../../http/words.ts'
import { typeset } from '../../print/document.ts'
import type { Voice } from '../figure-words.ts'
import { type Finding, listFindings } from '../survey/finding.ts'
import { noteReport } from '../survey/note.ts'
import type { SurveyReport } from '../survey/survey-report.ts'
import { drawQuestion } from './drawing.ts'
import { columnName } from './lines.ts'

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
export function printReport(
  report: SurveyReport,
  marks: Pick<Printed, 'owner' | 'accent'>,
  locale: Locale,
): Promise<Buffer> {
  const spoken = voice(locale)
  const { t, number, date } = spoken
  const [chosen] = report.columns
  const together = report.category === '*'
  const place = chosen ? columnName(t, { ...chosen, ...(together && { category: null }) }) : ''
  const names = report.columns.map(column =>
    together ? (column.category?.text ?? t('report.category.all')) : columnName(t, column),
  )
  const findings = listFindings(report).map(finding => sayFinding(spoken, report, finding))
  const day = date(report.frozen_on)
  const printed: Printed = {
    ...marks,
    title: report.title,
    place,
    day,
    findings: findings.length > 0 ? findings : [t('report.finding.none')],
    facts: [
      [t('report.responses'), number(chosen?.base.ordinary || chosen?.base.sensitive || 0)],
      [t('report.frozen_on'), day],
    ],
    notes: noteReport(report, t),
    pages: report.pages.map(({ title, questions }) => ({
      title,
      questions: questions.map(question => drawQuestion(spoken, report, question, names)),
    })),
  }
  return printFigures(printed, locale)
}
