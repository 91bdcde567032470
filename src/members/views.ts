import type { Form } from '../http/form.ts'
import type { SectionLine } from '../union/section.ts'
import type { LevelWords } from '../union/settings.ts'
import type { ImportPhase } from './import.ts'
import type { OpenMember, RegisterCounts } from './member.ts'
import type { ColumnKind, ImportFault, MemberImport } from './tables.ts'

interface OfSection {
  section: SectionLine
}

interface Done {
  done: string | undefined
}

interface FormShown {
  form: Form
}

interface OfImport {
  one: MemberImport
  /** The section, the region or the union its lines go to. */
  place: string
}

declare module '../http/views.ts' {
  interface Views {
    'members/index': {
      registers: (SectionLine & { counts: RegisterCounts })[]
      /** Whether a file may name sections in a column. */
      may_import: boolean
      level: LevelWords
    }
    'members/register': OfSection & Done & { counts: RegisterCounts; own: boolean; may_import: boolean }
    'members/new': OfSection & FormShown
    'members/reading': OfSection & FormShown
    'members/list': OfSection &
      FormShown & { members: OpenMember[]; count: number; page: number; pages: number }
    'members/member': OfSection & FormShown & Done & { member: OpenMember }
    'members/erasure': OfSection & { member: OpenMember }
    'members/import-new': FormShown & { section: SectionLine | undefined }
    'members/import-columns': OfImport &
      FormShown & {
        /** The first cells of each column, the title first where there is one. */
        columns: string[][]
        kinds: ColumnKind[]
        level: LevelWords
      }
    'members/import-progress': OfImport & { phase: ImportPhase; percent: number }
    'members/import-result': OfImport & {
      phase: ImportPhase
      faults: (ImportFault & { words: string })[]
      fault_count: number
    }
  }
}
