import { Readable } from 'node:stream'
import { writeCsvStream } from 'hucre/csv'
import { writeXlsxStream } from 'hucre/xlsx'
import type { Locale } from '../http/words.ts'

export const sheetFormats = ['xlsx', 'csv'] as const
export type SheetFormat = (typeof sheetFormats)[number]

export const sheetTypes: Record<SheetFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export type Cell = string | number | null

export interface Sheet {
  format: SheetFormat
  locale: Locale
  /** Of the sheet, where the format has one. */
  name: string
}

type Rows = AsyncIterable<Cell[]> | Iterable<Cell[]>

/**
 * Where a spreadsheet would run text (OWASP, CSV injection): at the start of a cell, and of what becomes one where the
 * file is read with another separator, in which case quotes hold nothing together. After a space a sign is prose.
 */
const running = /(?=[+-])(?<=(?:^|[,;\t\r\n])"*)|(?=[=@])(?<=(?:^|[,;\t\r\n])["\s]*)|^(?=[\t\r\n])/g

const neutral = (text: string): string => text.replace(running, "'")

/** Numbers as a spreadsheet of the language reads them, text as text. */
async function* asText(rows: Rows, locale: Locale): AsyncGenerator<string[]> {
  const mark = locale === 'fr' ? ',' : '.'
  for await (const row of rows)
    yield row.map(cell => (typeof cell === 'number' ? String(cell).replace('.', mark) : neutral(cell ?? '')))
}

/**
 * A spreadsheet, made while it leaves: its memory does not grow with its rows. CSV is UTF-8 with its mark, parted by
 * semicolons in French, by commas in English. No text of it is ever a formula, nor cut into some where it is opened
 * with another separator.
 */
export function writeSheet(rows: Rows, { format, locale, name }: Sheet): Readable {
  const stream =
    format === 'csv'
      ? writeCsvStream(asText(rows, locale), {
          bom: true,
          delimiter: locale === 'fr' ? ';' : ',',
          headers: false,
          quoteStyle: 'all',
        })
      : writeXlsxStream(rows, { name })
  const file = Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
  // Whoever reads it is told what went wrong; once nobody does, it would end the process.
  return file.on('error', () => {})
}
