import type { Generated, Selectable } from 'kysely'

export type Locale = 'fr' | 'en'
export type NameVisibility = 'counted' | 'recipient' | 'public'
export type Act =
  | 'submission'
  | 'approval'
  | 'refusal'
  | 'revision'
  | 'opening'
  | 'suspension'
  | 'resumption'
  | 'closure'
  | 'delivery'

export interface PetitionsTable {
  id: string
  slug: string
  /** Owned by a section, by a region, or by the union when both are empty. */
  region_id: string | null
  section_id: string | null
  recipient_name: Generated<string>
  recipient_office: Generated<string>
  recipient_company: Generated<string>
  goal: Generated<number>
  listed: Generated<boolean>
  workplace_asked: Generated<boolean>
  opens_on: string | null
  closes_on: string | null
  text_version: Generated<number>
  outcome: Generated<string>
  created_by: string | null
  created_at: Generated<Date>
}

export interface PetitionTextsTable {
  petition_id: string
  version: number
  locale: Locale
  title: string
  summary: Generated<string>
  text: Generated<string>
  text_hash: Buffer
  created_on: Generated<string>
}

export interface PetitionActsTable {
  id: Generated<string>
  petition_id: string
  act: Act
  /** Empty when the calendar did it. */
  account_id: string | null
  reason: Generated<string>
  created_at: Generated<Date>
}

export interface PetitionPicturesTable {
  id: Generated<string>
  petition_id: string
  /** The position of the partner whose logo it is; empty for the petition's own picture. */
  partner: number | null
  alternative: Generated<string>
  webp: Buffer
  jpeg: Buffer
  width: number
  height: number
}

export interface PetitionPartnersTable {
  petition_id: string
  position: number
  name: string
}

export interface PetitionSectionsTable {
  petition_id: string
  section_id: string
}

export interface PetitionUpdatesTable {
  id: Generated<string>
  petition_id: string
  title: string
  text: string
  account_id: string | null
  /** The last signature whose mail was put in the outbox, in order of id; empty before the first. */
  mailed_to: string | null
  mail_count: Generated<number>
  created_at: Generated<Date>
}

export interface SignaturesTable {
  petition_id: string
  id: string
  /** `SignatureWords` under the petition's key. */
  sealed: Buffer
  name_visibility: NameVisibility
  section_id: string | null
  source: string | null
  news: boolean
  contact: boolean
  locale: Locale
  text_version: number
  text_hash: Buffer
  /** To the hour: enough for a reminder after a day and erasure after seven. */
  signed_at: Generated<Date>
  reminded_on: string | null
  confirmed_on: string | null
}

export interface InvalidationsTable {
  petition_id: string
  signature_id: string
  account_id: string
  reason_sealed: Buffer
  created_at: Generated<Date>
}

export interface CountChangesTable {
  petition_id: string
  day: string
  confirmed: Generated<number>
  withdrawn: Generated<number>
  invalidated: Generated<number>
}

export interface PetitionSharesTable {
  petition_id: string
  dimension: 'section' | 'source'
  /** A section's id, a source's code, or empty for elsewhere or not said. */
  part: string
  count: number
  published_on: string
}

export interface SpentChallengesTable {
  challenge: string
  expires_at: Date
}

export interface PetitionTables {
  petitions: PetitionsTable
  petition_texts: PetitionTextsTable
  petition_acts: PetitionActsTable
  petition_pictures: PetitionPicturesTable
  petition_partners: PetitionPartnersTable
  petition_sections: PetitionSectionsTable
  petition_updates: PetitionUpdatesTable
  signatures: SignaturesTable
  invalidations: InvalidationsTable
  count_changes: CountChangesTable
  petition_days: CountChangesTable
  petition_shares: PetitionSharesTable
  spent_challenges: SpentChallengesTable
}

export type Petition = Selectable<PetitionsTable>
export type PetitionText = Selectable<PetitionTextsTable>
export type PetitionAct = Selectable<PetitionActsTable>
export type Signature = Selectable<SignaturesTable>
