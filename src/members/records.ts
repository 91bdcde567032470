import { pipeline, Readable } from 'node:stream'
import { CsvError, type Info, parse } from 'csv-parse'
import type { CsvLine } from '../http/csv.ts'
import { readSpool } from '../seal/spool.ts'
import type { Vault } from '../seal/vault.ts'
import type { MemberImport } from './tables.ts'

/** Longest line of a file, in bytes: an open quote does not swallow the rest of it. */
const LONGEST = 64 * 1024

export type TextFile = Pick<MemberImport, 'id' | 'encoding' | 'separator'>

/** What the file of an import is kept under. */
export const fileScope = (importId: string): string => `member-import:${importId}`

/** The file cannot be read on from this line. */
export class FileFault extends Error {
  readonly code: string
  readonly line: number
  constructor(code: string, line: number) {
    super(code)
    this.code = code
    this.line = line
  }
}

/** Text with LF at the end of its lines, whatever ended them, even between two pieces. */
async function* decode(pieces: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let held = ''
  for await (const piece of pieces) {
    const text = held + decoder.decode(piece, { stream: true })
    held = text.endsWith('\r') ? '\r' : ''
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n')
  }
  yield (held + decoder.decode()).replace(/\r\n?/g, '\n')
}

/**
 * The lines of an import's file that hold anything, its titles first where it has some; in bounded memory.
 * @throws FileFault where quotes make no sense
 */
export async function* readRecords(
  vault: Vault,
  { id, encoding, separator }: TextFile,
): AsyncGenerator<CsvLine> {
  const parser = parse({
    delimiter: separator ?? ';',
    recordDelimiter: '\n',
    info: true,
    relaxColumnCount: true,
    relaxQuotes: true,
    trim: true,
    maxRecordSize: LONGEST,
  })
  // What breaks is thrown by the parser, which is read below.
  pipeline(Readable.from(decode(readSpool(vault, fileScope(id)), encoding ?? 'utf-8')), parser, () => {})
  try {
    for await (const { info, record } of parser as AsyncIterable<{ info: Info; record: string[] }>)
      if (record.some(cell => cell !== '')) yield { line: info.lines, cells: record }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new FileFault('quotes', Number(error.lines) || 1)
  }
}

/** The first lines of a file. @throws FileFault */
export async function readSample(vault: Vault, file: TextFile, most = 6): Promise<string[][]> {
  const lines: string[][] = []
  for await (const { cells } of readRecords(vault, file)) if (lines.push(cells) === most) break
  return lines
}
