import { writeXlsx } from 'hucre/xlsx'
import type { Cell } from './sheet.ts'

export interface WorkbookSheet {
  name: string
  /** Titles of the columns; without, the first column is the title of its line. */
  titles?: string[]
  rows: Cell[][]
  /** Of the columns, in characters. */
  widths: number[]
  /** How numbers of a column look, by its place: '0%'. */
  formats?: Record<number, string>
}

const bold = { font: { bold: true } }

/** A spreadsheet of several sheets, held in memory: for figures, which are few. */
export async function writeWorkbook(title: string, sheets: WorkbookSheet[]): Promise<Buffer> {
  const bytes = await writeXlsx({
    properties: { title },
    sheets: sheets.map(({ name, titles, rows, widths, formats = {} }) => ({
      name,
      rows: titles ? [titles, ...rows] : rows,
      columns: widths.map((width, at) => ({
        width,
        ...(formats[at] && { numFmt: formats[at] }),
        ...(!titles && at === 0 && { style: bold }),
      })),
      ...(titles && { freezePane: { rows: 1 }, cells: boldTitles(titles) }),
    })),
  })
  return Buffer.from(bytes)
}

const boldTitles = (titles: string[]) =>
  new Map(titles.map((value, at) => [`0,${at}`, { value, style: bold }]))
