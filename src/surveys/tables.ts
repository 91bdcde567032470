import type { Generated, JSONColumnType, Selectable } from 'kysely'
import type { Definition } from './definition.ts'
import type { Imported, LossReport } from './import/report.ts'
import type { Tally } from './tally.ts'

/** Sealed: nobody can tie an answer to a person. Named: the answer says who gave it. */
export type SurveyKind = 'sealed' | 'named'
/** Whoever holds the link, those invited by mail (and where there is none by a printed code), or by codes alone. */
export type Audience = 'link' | 'invited' | 'codes'
/** Whose participation is one figure: a section's own, or that of its region's small ones together. */
export type Line = 'own' | 'together'
export type SurveyActKind = 'launch' | 'closure' | 'freezing'

export interface SurveysTable {
  id: string
  slug: string
  /** Owned by a section, by a region, or by the union when both are empty. */
  region_id: string | null
  section_id: string | null
  kind: Generated<SurveyKind>
  audience: Generated<Audience>
  /** The smallest group whose answers are shown: 5 at least, 10 for an open link. */
  k: Generated<number>
  /** What the answers are for, in a sentence that respondents read. */
  purpose: Generated<string>
  opens_on: string | null
  closes_on: string | null
  /** The newest version of its definition. */
  version: Generated<number>
  /** Counts every save: an edit of an older one is refused. */
  revision: Generated<number>
  /**
   * Invitations by which an officer could answer: of members who came, or got another address, in the fortnight before
   * its launch or since, and printed codes; null before the launch, and for an open link.
   */
  recent_additions: Generated<number | null>
  /** The counts a survey came with from elsewhere, frozen as they are. */
  imported_tally: JSONColumnType<Tally> | null
  /** Since when it is a template for everybody. */
  template_at: Date | null
  created_by: string | null
  created_at: Generated<Date>
}

export interface SurveyVersionsTable {
  survey_id: string
  version: number
  definition: JSONColumnType<Definition>
  created_on: Generated<string>
}

export interface SurveyActsTable {
  id: Generated<string>
  survey_id: string
  act: SurveyActKind
  /** Empty when the calendar did it. */
  account_id: string | null
  reason: Generated<string>
  created_at: Generated<Date>
}

/** The sections a survey goes to, and where in the union they stood when it was launched. */
export interface SurveySectionsTable {
  survey_id: string
  section_id: string
  /** null until the launch. */
  region_id: Generated<string | null>
  federation_id: Generated<string | null>
  /** Fixed once there are invitations enough, and never changed. */
  line: Generated<Line | null>
}

export interface InvitationsTable {
  survey_id: string
  /** The first half of a blind index under the survey's key: of the member, or of a printed code. */
  id: string
  /** Fixed when invited. */
  section_id: string
  /** The id of the member, under the survey's key; a printed code has nobody. */
  member_sealed: Buffer | null
  /** Of the address it was made for, as `indexInvited` gives it; null where the member had none. */
  address_index: Buffer | null
  invited_on: Generated<string>
  /** When its response was lost with the key that sealed it: its next mail says so. */
  lost_on: string | null
}

export interface CodeSheetsTable {
  survey_id: string
  /** The codes follow from it under the survey's key, and stand nowhere. */
  id: string
  section_id: string
  code_count: number
  account_id: string | null
  created_at: Generated<Date>
}

export interface SurveyRoundsTable {
  survey_id: string
  id: Generated<string>
  kind: 'invitation' | 'reminder'
  account_id: string | null
  created_at: Generated<Date>
  /** The last member, or invitation, it has come to. */
  walked_to: string | null
  finished_at: Date | null
}

export interface BatchesTable {
  survey_id: string
  id: string
  /** X25519, 32 bytes. The private half is a file of the sealer. */
  public_key: Buffer
  /** Takes responses; one of a survey at most. */
  open: Generated<boolean>
  /** Holds none any more: what is left of it is a key to be destroyed. */
  spent: Generated<boolean>
}

/** That an invitation was answered. */
export interface ParticipationsTable {
  survey_id: string
  invitation_id: string
  /** UTC. */
  day: Generated<string>
}

/** Whose response a batch holds, until it is mixed: beside the participation, whose row must not know when that is. */
export interface StagedParticipationsTable {
  batch_id: string
  survey_id: string
  invitation_id: string
}

export interface StagedResponsesTable {
  survey_id: string
  batch_id: string
  /** Random, as is that of the response it becomes. */
  id: string
  /** A `SealedResponse`, to the batch's public key. */
  sealed: Buffer
}

export interface ResponsesTable {
  survey_id: string
  id: string
  /** A `SealedResponse` under the key of its pool; in a named survey a `NamedResponse` under the survey's. */
  sealed: Buffer
}

/** The last days of the periods of a survey that is frozen more than once; its last period ends when it closes. */
export interface SurveyPeriodsTable {
  survey_id: string
  /** From 1. */
  period: number
  /** UTC. */
  ends_on: string
}

/** A file of another tool, read and waiting to be kept. */
export interface SurveyImportsTable {
  id: Generated<string>
  account_id: string
  /** Whose the survey becomes; the union's when both are empty. */
  section_id: string | null
  region_id: string | null
  /** Without its report; null once it is a survey. */
  read: JSONColumnType<Omit<Imported, 'report'> | null, string | null, string | null>
  report: JSONColumnType<LossReport>
  survey_id: string | null
  created_at: Generated<Date>
}

export interface SurveyTables {
  surveys: SurveysTable
  survey_versions: SurveyVersionsTable
  survey_acts: SurveyActsTable
  survey_sections: SurveySectionsTable
  survey_periods: SurveyPeriodsTable
  invitations: InvitationsTable
  code_sheets: CodeSheetsTable
  survey_rounds: SurveyRoundsTable
  batches: BatchesTable
  participations: ParticipationsTable
  staged_participations: StagedParticipationsTable
  staged_responses: StagedResponsesTable
  responses: ResponsesTable
  survey_imports: SurveyImportsTable
}

export type Survey = Selectable<SurveysTable>
export type SurveyAct = Selectable<SurveyActsTable>
export type Invitation = Selectable<InvitationsTable>
export type Batch = Selectable<BatchesTable>
export type SurveyRound = Selectable<SurveyRoundsTable>
export type SurveyImport = Selectable<SurveyImportsTable>
