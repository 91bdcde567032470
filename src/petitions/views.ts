import type { Form } from '../http/form.ts'
import type { PagesShown } from '../http/pages.ts'
import type { Phase } from './phase.ts'
import type { Signatory } from './signatory.ts'
import type { Locale, NameVisibility } from './tables.ts'

type Day = string

export interface PictureShown {
  webp: string
  jpeg: string
  width: number
  height: number
  alternative: string
}

export interface LegalBodyShown {
  body_name: string
  address: string
  contact: string
  dpo_contact: string
  kept_until: Day | null
}

interface PetitionTitle {
  slug: string
  title: string
}

interface SignatureShown {
  name: string
  name_visibility: NameVisibility
  section_name: string
  news: boolean
  contact: boolean
  text_version: number
  text_on: Day
}

export interface PetitionShow {
  petition: PetitionTitle & {
    summary: string
    text: string
    text_locale: Locale
    text_version: number
    text_on: Day
    recipient_name: string
    recipient_office: string
    recipient_company: string
    phase: Phase
    opens_on: Day | null
    closes_on: Day | null
    outcome: string
    suspension_reason: string
    picture: PictureShown | null
    owner_name: string
    partners: { name: string; logo: string | null }[]
    updates: { title: string; text: string; posted_on: Day }[]
  }
  count: number
  goal: { next: number; percent: number }
  sections: { id: string; name: string }[] | null
  workplace_free: boolean
  legal: LegalBodyShown
  /** The petition whose officers look at its page before it opens. */
  preview_of?: string
  stamp: string
  /** Work for the browser of a network whose slow lane is full: JSON. */
  challenge?: string
  url: string
  form: Form
}

export interface LookAtMail {
  petition: PetitionTitle
  email: string
  minutes_late: number
  employer_domain: boolean
  resend: { email: string; action: string; values: Record<string, string> } | null
  /** Work for the browser that lets a waiting mail leave at once. */
  haste: { waiting: string; challenge: string } | null
}

/** What cannot be done now, and why; nothing is lost and nothing is kept by it. */
export interface NotNow {
  petition: PetitionTitle
  act: 'sign' | 'confirm'
  phase: Phase
}

export interface SignatureConfirm {
  petition: PetitionTitle & { summary: string; recipient_name: string }
  signature: SignatureShown
  legal: LegalBodyShown
  action: string
  employer_domain: boolean
  shown: string
}

export interface SignatureConfirmed {
  petition: PetitionTitle & { recipient_name: string }
  signature: Pick<SignatureShown, 'name_visibility'>
  count: number
  url: string
  visibility_path: string
  withdrawal_path: string
}

export interface SignatureVisibility {
  petition: PetitionTitle & { recipient_name: string }
  action: string
  withdrawal_path: string
  saved: boolean
  form: Form
}

export interface SignatureWithdraw {
  petition: PetitionTitle
  action: string
  visibility_path: string
}

export interface SignatureWithdrawn {
  petition: PetitionTitle
  count: number
}

export interface PetitionSignatories {
  petition: PetitionTitle
  count: number
  public_count: number
  names: string[]
  pages: PagesShown
}

export interface PetitionIndex {
  petitions: (PetitionTitle & {
    summary: string
    count: number
    phase: Phase
    recipient_company: string
    owner_name: string
    closes_on: Day | null
  })[]
}

export interface PetitionScreen {
  petition: PetitionTitle
  count: number
  url: string
  code: { size: number; path: string }
}

/** Where names are asked for: no name on it. */
export interface SignatoryGate {
  petition: { id: string; title: string }
  /** Confirmed, the invalidated included. */
  count: number
  /** The day on which they were erased; null before it. */
  erased_on: string | null
  /** How many signatures were just invalidated or restored. */
  done: number
  form: Form
}

export interface SignatoryNames {
  petition: { id: string; title: string }
  count: number
  signatories: Signatory[]
  page: number
  pages: number
  search: string
  form: Form
}

export interface PetitionViews {
  'petitions/manage/signatories': SignatoryGate
  'petitions/manage/signatory-list': SignatoryNames
  'petitions/show': PetitionShow
  'petitions/look-at-mail': LookAtMail
  'petitions/not-now': NotNow
  'petitions/confirm': SignatureConfirm
  'petitions/confirmed': SignatureConfirmed
  'petitions/visibility': SignatureVisibility
  'petitions/withdraw': SignatureWithdraw
  'petitions/withdrawn': SignatureWithdrawn
  'petitions/signatories': PetitionSignatories
  'petitions/index': PetitionIndex
  'petitions/screen': PetitionScreen
}

declare module '../http/views.ts' {
  interface Views extends PetitionViews {}
}
