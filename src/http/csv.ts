import { CsvError, type Info, parse } from 'csv-parse/sync'

export interface CsvLine {
  /** Its number in the file, from 1, where a spreadsheet or an editor shows it. */
  line: number
  cells: string[]
}

export type CsvReading =
  | { lines: CsvLine[]; fault?: undefined }
  | { lines?: undefined; fault: 'unreadable' | 'quotes'; line?: number }

/** UTF-16 without a mark: text of our languages then has a NUL in every other byte. */
function wideKind(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const head = bytes.subarray(0, 400)
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2]! += 1
  const many = head.length / 5
  if (zeros[1]! > many && zeros[0] === 0) return 'utf-16le'
  return zeros[0]! > many && zeros[1] === 0 ? 'utf-16be' : undefined
}

/** UTF-8 unless a mark or its NULs say UTF-16: a label of the Encoding Standard. @param bytes the file's beginning */
export function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return wideKind(bytes) ?? 'utf-8'
}

/** The words of a text file in UTF-8, UTF-16 or, where neither fits, what spreadsheets on Windows write. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** The separator that cuts the first line into most pieces. */
export function separatorOf(text: string): string {
  const head = (text.split(/\r?\n|\r/, 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const pieces = (separator: string) => head.split(separator).length
  return [';', '\t', ','].reduce((best, one) => (pieces(one) > pieces(best) ? one : best))
}

/** Cuts a list (RFC 4180, or with semicolons or tabs) into lines of cells; empty lines are left out. */
export function readCsv(text: string): CsvReading {
  if (/[\0\uFFFE]/.test(text) || !text.isWellFormed()) return { fault: 'unreadable' }
  try {
    const rows = parse(text, {
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { info: Info; record: string[] }[]
    const filled = rows.filter(({ record }) => record.some(cell => cell !== ''))
    return { lines: filled.map(({ info, record }) => ({ line: info.lines, cells: record })) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { fault: 'quotes', line: Number(error.lines) || undefined }
  }
}
