import { Parser } from 'htmlparser2'
import { Invalid } from '../../errors.ts'

/** A row of a LimeSurvey table: columns by name, as text. */
export type Row = Record<string, string>

export interface RowLimits {
  /** Rows of all tables together. */
  rows: number
  /** Characters of one row. */
  width: number
}

/** What a LimeSurvey document says outside its tables. */
export interface Head {
  kind: string
  version: number
  languages: string[]
}

const deepest = 30
const portion = 64 * 1024
/** Characters without an event: a tag or comment that does not end is no survey. */
const idleMost = 8 * 1024 * 1024

/**
 * Reads `document > table > rows > row > column` from a stream of XML, row by row. Declares no entity and
 * follows none.
 * @throws Invalid `file-truncated`, `file-unreadable` (a document type, or something else than a document),
 *   `file-large`
 */
export async function readRows(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  { rows, width }: RowLimits,
  take: (table: string, row: Row) => void,
): Promise<Head> {
  const head: Head = { kind: '', version: 0, languages: [] }
  const path: string[] = []
  const decoder = new TextDecoder()
  let row: Row = {}
  let text: string[] = []
  let left = rows
  let length = 0
  let ended = false
  let idle = 0
  const parser = new Parser(
    {
      onprocessinginstruction(name) {
        if (name.startsWith('!')) throw new Invalid('file-unreadable', 422)
      },
      onopentag(name) {
        path.push(name)
        if (path.length > deepest || (path.length === 1 && name !== 'document'))
          throw new Invalid('file-unreadable', 422)
        if (path.length === 4) {
          row = Object.create(null) as Row
          length = 0
          left -= 1
          if (left < 0) throw new Invalid('file-large', 422)
        }
        text = []
        idle = 0
      },
      ontext(part) {
        idle = 0
        length += part.length
        if (length > width) throw new Invalid('file-large', 422)
        if (path.length === 5 || path.length === 2 || path.length === 3) text.push(part)
      },
      onclosetag(name, isImplied) {
        // The root closes by itself only where the file ends too early.
        if (isImplied && path.length === 1) throw new Invalid('file-truncated', 422)
        const value = text.join('')
        if (path.length === 5 && path[3] === 'row') row[columnName(name)] = value
        else if (path.length === 4 && name === 'row') take(path[1] as string, row)
        else if (path.length === 3 && path[1] === 'languages') head.languages.push(value.trim())
        else if (path.length === 2 && name === 'LimeSurveyDocType') head.kind = value.trim()
        else if (path.length === 2 && name === 'DBVersion') head.version = Number.parseInt(value, 10) || 0
        path.pop()
        if (path.length < 4) length = 0
        idle = 0
        text = []
        ended = path.length === 0
      },
    },
    { xmlMode: true },
  )
  for await (const chunk of chunks) {
    // In portions, so that whatever is wrong ends the reading where it is.
    for (let at = 0; at < chunk.length; at += portion) {
      idle += portion
      if (idle > idleMost) throw new Invalid('file-large', 422)
      parser.write(decoder.decode(chunk.subarray(at, at + portion), { stream: true }))
    }
  }
  parser.end(decoder.decode())
  if (!ended) throw new Invalid('file-truncated', 422)
  return head
}

/** Columns that begin with a digit are written with a line before it. */
const columnName = (name: string): string => name.replace(/^_(?=\d)/, '')
