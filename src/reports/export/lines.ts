import { voice } from '../../http/views.ts'
import type { Locale, Translate } from '../../http/words.ts'
import type { Cell, SheetFormat } from '../../print/sheet.ts'
import { WRITTEN } from '../item.ts'
import type { Column } from '../survey/column.ts'
import { noteQuestion } from '../survey/note.ts'
import type { Label, QuestionReport } from '../survey/question-report.ts'
import { type Reading, silencesIn } from '../survey/reading.ts'
import type { SurveyReport } from '../survey/survey-report.ts'
import { columnName, factsOf } from './facts.ts'
import { noteRow, writeSpreadsheet } from './spreadsheet.ts'

const lineTitles = [
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

/** The response rate of a place, in its line; withheld where it is null. */
export const rateLine = (t: Translate, place: string, percent: number | null): Cell[] => [
  place,
  ...['', '', '', '', '', ':rate'],
  percent === null ? `${t('report.rate')} : ${t('report.not_shown')}` : t('report.rate'),
  null,
  percent === null ? null : percent / 100,
  ...[null, null, null],
]

/** All figures in long form, a line each: where, of what, which answer, how many of how many. */
export function* figureLines(
  { columns, pages }: Pick<SurveyReport, 'pages'> & { columns: Pick<Column, 'scope' | 'category'>[] },
  t: Translate,
  note: (question: QuestionReport) => string[],
): Generator<Cell[]> {
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
    yield noteRow(lineTitles, note(question).join(' '), question)
  }
}

const formats = { [lineTitles.indexOf('share')]: '0.0%' }
const widths = [24, 18, 16, 48, 14, 32, 14, 32, 10, 10, 10, 10, 10]
/** How figures in long form are laid out. */
export const lineLayout = { titles: lineTitles, widths, formats }

/** A report, or a cube, as a spreadsheet. */
export function writeReport(report: SurveyReport, format: SheetFormat, locale: Locale) {
  const spoken = voice(locale)
  const { t } = spoken
  const [chosen] = report.columns
  const rate = chosen && report.rate !== null ? [rateLine(t, columnName(t, chosen), report.rate)] : []
  const rows = [...rate, ...figureLines(report, t, question => noteQuestion(spoken, report, question))]
  return writeSpreadsheet(
    { title: report.title, facts: factsOf(report, locale), rows, ...lineLayout },
    format,
    locale,
  )
}
