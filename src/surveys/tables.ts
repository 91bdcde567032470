import type { Generated, JSONColumnType, Selectable } from 'kysely'

export interface SurveysTable {
  id: string
  slug: string
  /** Owned by a section, by a region, or by the union when both are empty. */
  region_id: string | null
  section_id: string | null
  /** Fixed at launch: sealed, or named and said so before the first question. */
  secrecy: Generated<'sealed' | 'named'>
  audience: Generated<'open' | 'members' | 'codes'>
  /** The fewest respondents a figure may stand for. */
  k: Generated<number>
  /** What the answers are for, in a sentence that respondents read. */
  purpose: Generated<string>
  closes_on: string | null
  version: Generated<number>
  /** Goes up with every change: two who edit at once do not undo each other. */
  revision: Generated<number>
  shared_as_template: Generated<boolean>
  created_by: string | null
  created_at: Generated<Date>
}

export interface SurveyVersionsTable {
  survey_id: string
  version: number
  /** A `Definition`. */
  definition: JSONColumnType<object>
  created_on: Generated<string>
}

export interface SurveyActsTable {
  id: Generated<string>
  survey_id: string
  act: 'launch' | 'closure'
  /** Empty when the calendar did it. */
  account_id: string | null
  created_at: Generated<Date>
}

export interface SurveySectionsTable {
  survey_id: string
  section_id: string
}

export interface SurveyTables {
  surveys: SurveysTable
  survey_versions: SurveyVersionsTable
  survey_acts: SurveyActsTable
  survey_sections: SurveySectionsTable
}

export type Survey = Selectable<SurveysTable>
export type SurveyAct = Selectable<SurveyActsTable>
