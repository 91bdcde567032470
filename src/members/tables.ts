import type { Generated, JSONColumnType, Selectable } from 'kysely'
import type { Locale } from '../http/words.ts'

export interface MembersTable {
  id: string
  section_id: string
  /** `MemberWords` under the key of the section's register. */
  sealed: Buffer
  number_index: Buffer | null
  address_index: Buffer | null
  locale: Locale
  /** The day the member asked for no more mail. */
  refused_on: string | null
  /** The day a server said that the address does not exist. */
  bounced_on: string | null
  /** The day the member came to this section. */
  added_on: Generated<string>
  /** The day their address was last changed: whoever changed it could answer for them. */
  readdressed_on: string | null
  gone_on: string | null
}

/** What a column of a file holds; a column that is left aside holds nothing. */
export type ColumnKind =
  | 'number'
  | 'name'
  | 'first_name'
  | 'email'
  | 'phone'
  | 'locale'
  | 'section'
  | 'region'

export type Columns = (ColumnKind | null)[]

export interface MemberImportsTable {
  id: string
  /** Who sent the file; empty for the command line. */
  account_id: string | null
  /** Where the lines go: one section, the sections of a region, or all of the union's when both are empty. */
  section_id: string | null
  region_id: string | null
  created_at: Generated<Date>
  /** A label of the Encoding Standard; empty until the whole file is there. */
  encoding: string | null
  separator: string | null
  line_count: Generated<number>
  header: Generated<boolean>
  /** What each column holds, in the file's order; empty until chosen. */
  columns: JSONColumnType<Columns | null, string | null>
  /** Of members whose line names none. */
  locale: Generated<Locale>
  close_gone: Generated<boolean>
  checked_at: Date | null
  confirmed_at: Date | null
  finished_at: Date | null
  /** Why the file cannot be read to its end, in a word of ours. */
  fault: string | null
  fault_line: number | null
  /** Lines of members that are done with. */
  position: Generated<number>
  added: Generated<number>
  moved: Generated<number>
  /** Of those added: who came from a section that the sender does not follow. Told to the log, not to the sender. */
  unseen_moves: Generated<number>
  updated: Generated<number>
  unchanged: Generated<number>
  left_out: Generated<number>
  gone: Generated<number>
}

export interface MemberImportMarksTable {
  import_id: string
  /** A blind index, or the bytes of a member's or a section's id. */
  mark: Buffer
  /** The line that stands for it; 0 where that line was left out. */
  line: number
}

export interface MemberImportFaultsTable {
  import_id: string
  line: number
  field: ColumnKind | 'line'
  code: string
  other_line: number | null
  /** Whether the member was taken in all the same, without this field. */
  kept: boolean
}

export interface MemberTables {
  members: MembersTable
  member_imports: MemberImportsTable
  member_import_marks: MemberImportMarksTable
  member_import_faults: MemberImportFaultsTable
}

export type Member = Selectable<MembersTable>
export type MemberImport = Selectable<MemberImportsTable>
export type ImportFault = Omit<Selectable<MemberImportFaultsTable>, 'import_id'>
