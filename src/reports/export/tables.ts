import type { Generated, Selectable } from 'kysely'
import type { Locale } from '../../http/words.ts'
import type { SheetFormat } from '../../print/sheet.ts'

/** A file with names, for the session that asked for it. */
export interface ExportsTable {
  id: string
  session_id: string
  kind: 'signatories' | 'responses'
  /** The petition or survey. */
  subject_id: string
  /** Which of the subject's lists. */
  list: string
  /** Of the file, without its ending. */
  name: string
  format: SheetFormat
  locale: Locale
  /** In a zip that opens with a password. */
  locked: boolean
  /** An `Order`, under the key of the file. */
  order_sealed: Buffer
  /** About how many lines it will have. */
  line_count: number
  /** Lines that are written. */
  position: Generated<number>
  created_at: Generated<Date>
  finished_at: Date | null
  /** Why there is no file, in a word of ours. */
  fault: string | null
}

export interface ExportTables {
  exports: ExportsTable
}

export type Export = Selectable<ExportsTable>
