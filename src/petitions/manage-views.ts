import type { BarChart, LineChart } from '../http/chart.ts'
import type { Form } from '../http/form.ts'
import type { PagesShown } from '../http/pages.ts'
import type { OwnerChoice } from '../union/owner.ts'
import type { Curve } from './curve.ts'
import type { ManagedPetition, PetitionLine } from './managed-petition.ts'
import type { Gap } from './opening.ts'
import type { Subject } from './subject.ts'
import type { Act, Locale, PetitionText } from './tables.ts'
import type { SectionChoice } from './terms.ts'
import type { UpdateLine } from './update.ts'
import type { PictureShown } from './views.ts'

/** What every page about one petition shows at its head. */
export interface PetitionHead {
  petition: ManagedPetition
  /** Empty while it has none. */
  title: string
}

interface ManagedIndex {
  petitions: PetitionLine[]
  /** Those that wait for the viewer's agreement. */
  asked: PetitionLine[]
  pages: PagesShown
  may_start: boolean
  /** The template to begin with while there is nothing. */
  first_template: { code: string; name: string; when: string }
}

interface ManagedNew {
  form: Form
  owners: OwnerChoice[]
  templates: { code: string; name: string; when: string }[]
  copies: { id: string; title: string; owner_name: string }[]
}

export interface PartsChart {
  chart: BarChart
  rest: number
}

interface ManagedShow extends PetitionHead {
  done: string | undefined
  owner_name: string
  texts: PetitionText[]
  gaps: Gap[]
  acts: Act[]
  subjects: Subject[]
  may_post: boolean
  is_public: boolean
  /** Whether the names are the viewer's to read. */
  mine: boolean
  reason: string
  curve: Curve
  line: LineChart
  pending: number
  shares: { published_on: string; total: number; sections: PartsChart; sources: PartsChart } | null
  picture: PictureShown | null
  partners: { name: string }[]
  section_names: string[]
  addresses: { name: string; url: string }[]
}

interface ManagedAct extends PetitionHead {
  act: Act
  asks: 'reason' | 'outcome' | undefined
  gaps: Gap[]
  form: Form
}

interface ManagedText extends PetitionHead {
  form: Form
  text_locale: Locale
  /** The French words beside which a translation is written. */
  original: PetitionText | undefined
  versioned: boolean
}

interface ManagedForm extends PetitionHead {
  form: Form
}

interface ManagedTerms extends ManagedForm {
  latest: string
  home: string
}

interface ManagedSections extends ManagedForm {
  choices: SectionChoice[]
}

interface ManagedPicture extends ManagedForm {
  picture: PictureShown | null
}

interface ManagedPartners extends ManagedForm {
  partners: { position: number; name: string }[]
  full: boolean
}

interface ManagedUpdates extends ManagedForm {
  updates: UpdateLine[]
  readers: number
  may_post: boolean
  done: string | undefined
}

interface ManagedViews {
  'petitions/manage/index': ManagedIndex
  'petitions/manage/new': ManagedNew
  'petitions/manage/show': ManagedShow
  'petitions/manage/act': ManagedAct
  'petitions/manage/text': ManagedText
  'petitions/manage/recipient': ManagedForm
  'petitions/manage/outcome': ManagedForm
  'petitions/manage/terms': ManagedTerms
  'petitions/manage/sections': ManagedSections
  'petitions/manage/picture': ManagedPicture
  'petitions/manage/partners': ManagedPartners
  'petitions/manage/updates': ManagedUpdates
  'petitions/news': { title: string; stopped: boolean }
}

declare module '../http/views.ts' {
  interface Views extends ManagedViews {}
}
