import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import { Invalid } from '../../errors.ts'
import type { Archive } from './archive.ts'

/** A row of a sheet by its column's heading, all as text. */
export type SheetRow = Record<string, string>
export type Sheets = Record<'survey' | 'choices' | 'settings', SheetRow[]>

const names = ['survey', 'choices', 'settings'] as const
const unpackedMost = 64 * 1024 * 1024
const range = 'A1:CV10000'
const columnsMost = 100

const isName = (name: string): name is keyof Sheets => (names as readonly string[]).includes(name)

/**
 * The sheets of a workbook, 10,000 rows of 100 columns at most.
 * @throws Invalid `file-unreadable`, `file-large`
 */
export async function readWorkbook(content: Buffer, archive: Archive): Promise<Sheets> {
  await holdSizes(archive)
  const sheets: Sheets = { survey: [], choices: [], settings: [] }
  try {
    const workbook = await readXlsx(content, {
      range,
      sheets: ({ name }) => isName(name.trim().toLowerCase()),
    })
    for (const { name, rows } of workbook.sheets) {
      const sheet = name.trim().toLowerCase()
      if (isName(sheet)) sheets[sheet] = recordsOf(rows.map(row => row.map(textOf)))
    }
  } catch {
    throw new Invalid('file-unreadable', 422)
  }
  return sheets
}

/** Unpacks everything once, so that nothing is larger than it says before another reader trusts it. */
async function holdSizes(archive: Archive): Promise<void> {
  let left = unpackedMost
  for (const name of archive.names) {
    for await (const chunk of archive.open(name, left)) left -= chunk.length
  }
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}

/**
 * The CSV twin: each sheet after a row that names it in the first column, or the survey sheet alone.
 * @throws Invalid `file-unreadable`
 */
export function readCsv(content: Buffer): Sheets {
  const text = decode(content)
  const rows = parseRows(text)
  const sheets: Sheets = { survey: [], choices: [], settings: [] }
  const marks = rows.flatMap(([first = ''], index) => (isName(first.trim().toLowerCase()) ? [index] : []))
  if (marks.length === 0) return { ...sheets, survey: recordsOf(rows) }
  for (const [at, mark] of marks.entries()) {
    const name = rows[mark]?.[0]?.trim().toLowerCase() ?? ''
    // What stands beside the name is the heading already.
    const inline = rows[mark]?.slice(1).some(cell => cell !== '')
    const body = rows.slice(mark + 1, marks[at + 1]).map(row => row.slice(1))
    if (isName(name)) sheets[name] = recordsOf(inline ? [rows[mark]?.slice(1) ?? [], ...body] : body)
  }
  return sheets
}

/** UTF-8, UTF-16 by its mark, else what Western Windows writes. */
function decode(content: Buffer): string {
  if (content[0] === 0xff && content[1] === 0xfe) return new TextDecoder('utf-16le').decode(content)
  const utf8 = new TextDecoder().decode(content)
  return utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(content) : utf8
}

function parseRows(text: string): string[][] {
  const head = text.slice(0, 4_096)
  const often = (mark: string) => head.split(mark).length
  const delimiter = [',', ';', '\t'].toSorted((a, b) => often(b) - often(a))[0] as string
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, to: 60_000 })
  } catch {
    throw new Invalid('file-unreadable', 422)
  }
}

function recordsOf([headings = [], ...rows]: string[][]): SheetRow[] {
  const keys = headings.slice(0, columnsMost).map(heading => heading.trim())
  return rows
    .map(row =>
      Object.fromEntries(keys.map((key, index) => [key, row[index] ?? ''] as const).filter(([key]) => key)),
    )
    .filter(row => Object.values(row).some(value => value.trim() !== ''))
}
