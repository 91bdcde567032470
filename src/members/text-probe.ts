import { TextDecoder } from 'node:util'
import { encodingOf, separatorOf } from '../http/csv.ts'

/** How a file is written. */
export interface TextKind {
  /** A label of the Encoding Standard. */
  encoding: string
  separator: string
  /** Ends of line in it, those within quotes included. */
  line_count: number
}

export type TextFault = 'spreadsheet' | 'unreadable' | 'no-lines'

const LF = 0x0a
const CR = 0x0d
const HEAD = 64 * 1024
/** How the files of spreadsheet programs begin, zipped or older. */
const workbooks = ['504b0304', 'd0cf11e0']

function countBytes(bytes: Buffer, byte: number): number {
  let count = 0
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count += 1
  return count
}

/** Finds out how a text is written while it passes, keeping nothing of it but its beginning. */
export class TextProbe {
  #head = Buffer.alloc(0)
  #encoding = ''
  #strict: TextDecoder | undefined
  #nul = false
  #ends = { [LF]: 0, [CR]: 0 }

  feed(chunk: Buffer): void {
    if (this.#encoding === '') {
      this.#encoding = encodingOf(chunk)
      this.#strict = new TextDecoder(this.#encoding, { fatal: true })
    }
    if (this.#head.length < HEAD) this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD)])
    this.#ends[LF] += countBytes(chunk, LF)
    this.#ends[CR] += countBytes(chunk, CR)
    this.#decode(chunk)
  }

  /** Tries the encoding to the letter; once it fails, it is the single bytes of Windows. */
  #decode(chunk: Buffer | undefined): void {
    try {
      const text = this.#strict?.decode(chunk, { stream: chunk !== undefined })
      this.#nul ||= text?.includes('\0') ?? chunk?.includes(0) ?? false
    } catch {
      this.#strict = undefined
      this.#nul ||= this.#encoding !== 'utf-8' || (chunk?.includes(0) ?? false)
    }
  }

  end(): TextKind | { fault: TextFault } {
    this.#decode(undefined)
    if (workbooks.includes(this.#head.toString('hex', 0, 4))) return { fault: 'spreadsheet' }
    if (this.#nul) return { fault: 'unreadable' }
    const encoding = this.#strict ? this.#encoding : 'windows-1252'
    const text = new TextDecoder(encoding).decode(this.#head)
    if (text.trim() === '') return { fault: 'no-lines' }
    return {
      encoding,
      separator: separatorOf(text.trimStart()),
      line_count: this.#ends[LF] || this.#ends[CR],
    }
  }
}
