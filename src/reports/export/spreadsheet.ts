import { voice } from '../../http/views.ts'
import type { Locale } from '../../http/words.ts'
import { type Cell, type SheetFormat, writeSheet } from '../../print/sheet.ts'
import { writeWorkbook } from '../../print/workbook.ts'
import type { Label } from '../survey/question-report.ts'
import type { Fact } from './facts.ts'

/** Figures in long form, a line each, and what is to be known of them. */
export interface Spreadsheet {
  title: string
  facts: Fact[]
  /** Of the columns, as `report.file` calls them. */
  titles: readonly string[]
  rows: Iterable<Cell[]>
  widths: number[]
  /** How numbers of a column look, by its place. */
  formats?: Record<number, string>
}

/** A line that says something of a question, or of the whole, among the figures: a program steps over it by its code. */
export function noteRow(titles: readonly string[], note: string, question?: Label): Cell[] {
  const cells: Record<string, Cell> = {
    question_code: question?.code ?? '',
    question: question?.text ?? '',
    answer_code: ':note',
    answer: note,
  }
  return titles.map(title => cells[title] ?? null)
}

/** Writes figures so that what is to be known of them stands before them: in XLSX on a sheet of its own. */
export async function writeSpreadsheet(
  { title, facts, titles, rows, widths, formats }: Spreadsheet,
  format: SheetFormat,
  locale: Locale,
): Promise<Buffer | ReturnType<typeof writeSheet>> {
  const { t } = voice(locale)
  const head = titles.map(title => t(`report.file.${title}`))
  if (format === 'csv') {
    const notes = facts.map(fact => noteRow(titles, fact.filter(Boolean).join(' : ')))
    return writeSheet([head, ...notes, ...rows], { format, locale, name: '' })
  }
  return writeWorkbook(title, [
    { name: t('report.file.about'), rows: facts, widths: [28, 100] },
    { name: t('report.file.figures'), titles: head, rows: [...rows], widths, ...(formats && { formats }) },
  ])
}
