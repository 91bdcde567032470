import type { Form } from '../http/form.ts'
import type { JobsStanding } from '../jobs/status.ts'
import type { Reason } from '../mail/status.ts'
import type { Accent } from './colour.ts'
import type { EmployerDomain } from './employer-domain.ts'
import type { GroupKind, GroupLine } from './group.ts'
import type { LegalBodyLine } from './legal-body.ts'
import type { SectionLine } from './section.ts'
import type { ImportPlan } from './section-plan.ts'
import type { LevelWords } from './settings.ts'
import type { Source } from './source.ts'
import type { LegalBody, Settings } from './tables.ts'

/** The code of what was just done. */
interface Done {
  done: string | undefined
}

interface GroupNew {
  kind: GroupKind
  form: Form
  level: LevelWords
  bodies: LegalBodyLine[]
}

interface GroupShow extends GroupNew, Done {
  group: GroupLine
  editable: boolean
  sections: SectionLine[]
  body: Omit<LegalBody, 'id'>
}

interface SectionNew {
  form: Form
  level: LevelWords
  choices: { regions: GroupLine[]; federations: GroupLine[]; bodies: LegalBodyLine[] }
}

interface SectionShow extends SectionNew, Done {
  section: SectionLine
  editable: boolean
  /** Whether the pages of its region and its federation are the viewer's to read. */
  region_linked: boolean
  federation_linked: boolean
  body: Omit<LegalBody, 'id'>
}

interface JudgedColour extends Accent {
  paper: 'light' | 'dark'
  /** Whether the union's colour is used as it is. */
  kept: boolean
  /** Of the ink on the ground, 1 to 21. */
  contrast: number
}

interface SettingsShow extends Done {
  settings: Settings
  missing: string[]
  can_publish: boolean
  body: LegalBodyLine | null
  level: LevelWords
  sources: Source[]
  domains: EmployerDomain[]
  judged: JudgedColour[]
}

interface SettingsPart {
  part: 'publication' | 'appearance' | 'words' | 'approval'
  form: Form
  bodies: LegalBodyLine[]
  level: LevelWords
  judged: JudgedColour[]
}

interface StatusShow extends Done {
  mail_set: boolean
  mail_from: string
  worker_away: boolean
  /** How long the longest due job has waited, in seconds. */
  delay: number
  /** Whether nobody takes sealed answers in. */
  sealer_away: boolean
  standings: (JobsStanding & { word: string; reason: Reason })[]
  versions: { unisson: string; node: string; postgresql: string }
}

interface LegalPage {
  union: Settings
  legal_body: Omit<LegalBody, 'id'>
}

declare module '../http/views.ts' {
  interface Views {
    'legal/notice': LegalPage
    'legal/privacy': LegalPage
    'legal/accessibility': LegalPage
    'union/structure': Done & { level: LevelWords; regions: GroupLine[]; federations: GroupLine[] }
    'union/sections': Done & { level: LevelWords; sections: SectionLine[]; may_add: boolean }
    'union/group': GroupShow
    'union/group-new': GroupNew
    'union/section': SectionShow
    'union/section-new': SectionNew
    'union/import-new': { form: Form; own_region: boolean; level: LevelWords }
    'union/import': { plan: ImportPlan; text: string; level: LevelWords }
    'union/legal-bodies': Done & { bodies: LegalBodyLine[] }
    'union/legal-body': Done & { body: LegalBodyLine | null; form: Form }
    'union/settings': SettingsShow
    'union/settings-part': SettingsPart
    'union/colour': { judged: JudgedColour[] }
    'union/sources': Done & { sources: Source[]; most: number; form: Form }
    'union/employer-domains': Done & { domains: EmployerDomain[]; form: Form }
    'union/status': StatusShow
  }
}
