import { voice } from '../../http/views.ts'
import type { Locale, Translate } from '../../http/words.ts'
import type { Cell, SheetFormat } from '../../print/sheet.ts'
import { writeSheet } from '../../print/sheet.ts'
import { type WorkbookSheet, writeWorkbook } from '../../print/workbook.ts'
import type { Column } from '../survey/column.ts'
import { noteReport } from '../survey/note.ts'
import type { QuestionReport, QuestionRow } from '../survey/question-report.ts'
import type { Reading } from '../survey/reading.ts'
import type { SurveyReport } from '../survey/survey-report.ts'

const titles = [
  'scope',
  'category',
  'question_code',
  'question',
  'row_code',
  'row',
  'answer_code',
  'answer',
  'count',
  'share',
  'answered',
  'base',
  'value',
] as const

const silences = ['none', 'not_asked', 'withheld', 'not_shown'] as const
const figures = ['mean', 'spread', 'net', 'score'] as const

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits

/** How a column of a report is called. */
export const columnName = (t: Translate, { scope, category }: Pick<Column, 'scope' | 'category'>): string =>
  [category?.text, scope.name || t('report.whole')].filter(Boolean).join(', ')

const roundOrNull = (share: number | null | undefined) => (typeof share === 'number' ? round(share, 4) : null)

/** What one column says to one row of a question: a line a choice, then what was held back, then what it comes to. */
function* readingLines(t: Translate, { bins }: QuestionReport, reading: Reading | null): Generator<Cell[]> {
  if (!reading) {
    yield [':few', t('report.file.few'), null, null, null, null, null]
    return
  }
  const { counts, shares, answered, base } = reading
  for (const [at, { code, text }] of bins.entries())
    yield [code, text, counts[at] ?? null, roundOrNull(shares[at]), answered, base, null]
  for (const name of silences)
    if (reading[name] > 0)
      yield [
        `:${name.replace('_', '-')}`,
        t(`report.file.${name}`),
        reading[name],
        null,
        answered,
        base,
        null,
      ]
  for (const name of figures) {
    const value = reading[name]
    if (value !== null) yield [`:${name}`, t(`report.${name}`), null, null, answered, base, round(value, 4)]
  }
}

const rowCells = ({ code, text }: QuestionRow): Cell[] => [code, text]

/** All figures of a report in long form, a line each: where, of what, which answer, how many of how many. */
function* reportLines({ columns, pages }: SurveyReport, t: Translate): Generator<Cell[]> {
  const places = columns.map(({ scope, category }): Cell[] => [
    scope.name || t('report.whole'),
    category?.text ?? '',
  ])
  for (const question of pages.flatMap(page => page.questions)) {
    for (const row of question.rows) {
      for (const [at, reading] of row.readings.entries()) {
        for (const line of readingLines(t, question, reading))
          yield [...(places[at] ?? []), question.code, question.text, ...rowCells(row), ...line]
      }
    }
  }
}

function aboutSheet(report: SurveyReport, locale: Locale): WorkbookSheet {
  const { t, date, number } = voice(locale)
  const [chosen] = report.columns
  const facts: Cell[][] = [
    [t('report.file.survey'), report.title],
    [t('report.scope'), chosen ? columnName(t, chosen) : ''],
    [t('report.frozen_on'), date(report.frozen_on)],
    [t('report.responses'), number(chosen?.base.ordinary || chosen?.base.sensitive || 0)],
    ...noteReport(report, t).map((note): Cell[] => ['', note]),
  ]
  return { name: t('report.file.about'), rows: facts, widths: [28, 100] }
}

/** A report, or a cube, as a spreadsheet: CSV holds the figures, XLSX also what is to be known of them. */
export async function writeReport(
  report: SurveyReport,
  format: SheetFormat,
  locale: Locale,
): Promise<Buffer | ReturnType<typeof writeSheet>> {
  const { t } = voice(locale)
  const head = titles.map(title => t(`report.file.${title}`))
  const lines = reportLines(report, t)
  if (format === 'csv') return writeSheet([head, ...lines], { format, locale, name: '' })
  const widths = [24, 18, 16, 48, 14, 32, 14, 32, 10, 10, 10, 10, 10]
  const sheet = { name: t('report.file.figures'), titles: head, rows: [...lines], widths }
  return writeWorkbook(report.title, [
    aboutSheet(report, locale),
    { ...sheet, formats: { [titles.indexOf('share')]: '0.0%' } },
  ])
}
