import type { Generated, Selectable } from 'kysely'

/** Sensitive questions and texts have groups of their own, of at least 10. */
export type Part = 'ordinary' | 'sensitive'

/** That the answers of a survey, or of one period of it, became counters. */
export interface FreezingsTable {
  survey_id: string
  /** From 1. */
  period: number
  /** UTC. */
  frozen_on: Generated<string>
}

/** How all responses of a period were parted into atoms, once. */
export interface PartitionsTable {
  survey_id: string
  period: number
  partition: Part
  k: number
  /** null: those beside `shown_count`, fewer than k, are not told, since too few were invited with them. */
  response_count: number | null
  /** Those in an atom; the others were too few anywhere to be shown. */
  shown_count: number
}

/** At least k respondents who are only ever counted together. */
export interface AtomsTable {
  survey_id: string
  id: string
  period: number
  partition: Part
  /** null: pooled from small sections of several regions, or of respondents who named none. */
  region_id: string | null
  /** null: pooled from small sections of the region. */
  section_id: string | null
  /** The answer to the survey's breakdown that all of them gave; null: several, or no breakdown. */
  category: string | null
  response_count: number
}

/** How many of an atom fall into a bin of an item. Insert only. */
export interface CountersTable {
  survey_id: string
  atom_id: string
  /** As `countedItems` names it: `question`, `question.row`, `question.choice` of a ranking, `question.other`. */
  item: string
  /** One of the item's bins, or a `Silence`. */
  bin: string
  count: number
}

/**
 * What stands in an item's histogram beside its bins: asked and not answered, not asked, answered by so few of the
 * atom that none of it is shown, and those of a sensitive question by which all of an atom would be known.
 */
export type Silence = ':none' | ':not-asked' | ':withheld' | ':not-shown'

/** A free text, cut from the other answers of its respondent. */
export interface TextsTable {
  survey_id: string
  atom_id: string
  /** Random: rows have no order but that of chance. */
  id: string
  /** `question`, or `question.other`. */
  question: string
  /** A string, under the key `texts:<survey>`. */
  sealed: Buffer
}

/** What officers found in the texts of a question, in their own words. */
export interface ThemesTable {
  id: Generated<string>
  survey_id: string
  question: string
  name: string
  account_id: string | null
  created_at: Generated<Date>
}

export interface TextThemesTable {
  survey_id: string
  text_id: string
  theme_id: string
}

/** How many of those invited had answered in the end; invitations and participations do not stay. */
export interface ResponseRatesTable {
  survey_id: string
  /** null: all who were invited. */
  region_id: string | null
  /** null: the small sections of the region together. */
  section_id: string | null
  /** Whole. */
  percent: number
}

export interface ReportTables {
  themes: ThemesTable
  text_themes: TextThemesTable
  response_rates: ResponseRatesTable

  freezings: FreezingsTable
  partitions: PartitionsTable
  atoms: AtomsTable
  counters: CountersTable
  texts: TextsTable
}

export type Freezing = Selectable<FreezingsTable>
export type Atom = Selectable<AtomsTable>
export type Partition = Selectable<PartitionsTable>
