import type { Generated, JSONColumnType, Selectable } from 'kysely'
import type { Definition } from './definition.ts'
import type { Tally } from './tally.ts'

/** Sealed: nobody can tie an answer to a person. Named: the answer says who gave it. */
export type SurveyKind = 'sealed' | 'named'
/** Whoever holds the link, or those invited by mail or by a printed code. */
export type Audience = 'link' | 'invited'
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
  opens_on: string | null
  closes_on: string | null
  /** The newest version of its definition. */
  version: Generated<number>
  /** Counts every save: an edit of an older one is refused. */
  revision: Generated<number>
  /** The counts a survey came with from elsewhere, frozen as they are. */
  imported_tally: JSONColumnType<Tally> | null
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

export interface SurveyTables {
  surveys: SurveysTable
  survey_versions: SurveyVersionsTable
  survey_acts: SurveyActsTable
}

export type Survey = Selectable<SurveysTable>
export type SurveyAct = Selectable<SurveyActsTable>
