import { voice } from '../../http/views.ts'
import type { Locale, Translate } from '../../http/words.ts'
import type { Cell, SheetFormat } from '../../print/sheet.ts'
import { writeSheet } from '../../print/sheet.ts'
import { writeWorkbook } from '../../print/workbook.ts'
import { WRITTEN } from '../item.ts'
import type { Column } from '../survey/column.ts'
import { noteQuestion, noteReport } from '../survey/note.ts'
import type { Label } from '../survey/question-report.ts'
import { type Reading, silencesIn } from '../survey/reading.ts'
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

const figures = ['mean', 'spread', 'net', 'score'] as const

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits

/** How a column of a report is called. */
export const columnName = (t: Translate, { scope, category }: Pick<Column, 'scope' | 'category'>): string =>
  [category?.text, scope.name || t('report.whole')].filter(Boolean).join(', ')

const roundOrNull = (share: number | null | undefined) => (typeof share === 'number' ? round(share, 4) : null)

/** What one column says to one row of a question: a line a choice, then what was held back, then what it comes to. */
function* readingLines(t: Translate, bins: Label[], reading: Reading | null): Generator<Cell[]> {
  if (!reading) {
    yield [':few', t('report.file.few'), null, null, null, null, null]
    return
  }
  const { counts, shares, answered, base } = reading
  for (const [at, { code, text }] of bins.entries())
    yield [code, text, counts[at] ?? null, roundOrNull(shares[at]), answered, base, null]
  for (const name of silencesIn([reading]))
    yield [`:${name.replace('_', '-')}`, t(`report.file.${name}`), reading[name], null, answered, base, null]
  for (const name of figures) {
    const value = reading[name]
    if (value !== null) yield [`:${name}`, t(`report.${name}`), null, null, answered, base, round(value, 4)]
  }
}

/** A line that says something of a question, or of the whole; beside figures, where a program steps over it. */
const noteLine = (note: string, { code, text } = { code: '', text: '' }): Cell[] => [
  '',
  '',
  code,
  text,
  '',
  '',
  ':note',
  note,
  null,
  null,
  null,
  null,
  null,
]

/** All figures of a report in long form, a line each: where, of what, which answer, how many of how many. */
function* reportLines(report: SurveyReport, locale: Locale): Generator<Cell[]> {
  const { columns, pages } = report
  const spoken = voice(locale)
  const { t } = spoken
  const places = columns.map(({ scope, category }): Cell[] => [
    scope.name || t('report.whole'),
    category?.text ?? '',
  ])
  const written = [{ code: WRITTEN, text: t('report.texts') }]
  for (const question of pages.flatMap(page => page.questions)) {
    const { code, text, rows, texts, bins } = question
    for (const row of [...rows, ...texts])
      for (const [at, reading] of row.readings.entries())
        for (const line of readingLines(t, texts.includes(row) ? written : bins, reading))
          yield [...(places[at] ?? []), code, text, row.code, row.text, ...line]
    yield noteLine(noteQuestion(spoken, report, question).join(' '), question)
  }
}

/** What is to be known of a report: a term, and what there is to say; notes have no term. */
function factsOf(report: SurveyReport, locale: Locale): [term: string, words: string][] {
  const { t, date, number } = voice(locale)
  const [chosen] = report.columns
  return [
    [t('report.file.survey'), report.title],
    [t('report.scope'), chosen ? columnName(t, chosen) : ''],
    [t('report.frozen_on'), date(report.frozen_on)],
    [t('report.responses'), number(chosen?.base.ordinary || chosen?.base.sensitive || 0)],
    ...(report.rate === null
      ? []
      : [
          [
            t(report.periods.length > 1 ? 'report.rate.periods' : 'report.rate'),
            t('shared.percent', { percent: report.rate }),
          ] as [string, string],
        ]),
    ...noteReport(report, t).map((note): [string, string] => ['', note]),
  ]
}

/** A report, or a cube, as a spreadsheet: what is to be known of it stands before its figures, in XLSX on a sheet of its own. */
export async function writeReport(
  report: SurveyReport,
  format: SheetFormat,
  locale: Locale,
): Promise<Buffer | ReturnType<typeof writeSheet>> {
  const { t } = voice(locale)
  const head = titles.map(title => t(`report.file.${title}`))
  const lines = reportLines(report, locale)
  const facts = factsOf(report, locale)
  if (format === 'csv') {
    const notes = facts.map(fact => noteLine(fact.filter(Boolean).join(' : ')))
    return writeSheet([head, ...notes, ...lines], { format, locale, name: '' })
  }
  const widths = [24, 18, 16, 48, 14, 32, 14, 32, 10, 10, 10, 10, 10]
  const sheet = { name: t('report.file.figures'), titles: head, rows: [...lines], widths }
  return writeWorkbook(report.title, [
    { name: t('report.file.about'), rows: facts, widths: [28, 100] },
    { ...sheet, formats: { [titles.indexOf('share')]: '0.0%' } },
  ])
}
