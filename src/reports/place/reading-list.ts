import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import type { Locale } from '../../http/words.ts'
import { inPetitions } from '../../petitions/managed-petition.ts'
import { type Phase, phaseOf } from '../../petitions/phase.ts'
import type { Act } from '../../petitions/tables.ts'
import type { Definition } from '../../surveys/definition.ts'
import { type SurveyPhase, surveyPhaseOf } from '../../surveys/phase.ts'
import { titleIn } from '../../surveys/said.ts'
import type { SurveyActKind } from '../../surveys/tables.ts'
import type { Viewer } from '../../union/scope.ts'
import { inReadable } from '../readable.ts'

/** Something there is to read. */
export interface ReadingLine {
  kind: 'survey' | 'petition'
  id: string
  title: string
  /** The day it began. */
  day: string
  phase: SurveyPhase | Phase
  /** Signatures, or responses once they are counted. */
  count: number | null
}

interface SurveyRow {
  id: string
  day: string
  closes_on: string | null
  opens_on: string | null
  acts: SurveyActKind[]
  words: Pick<Definition, 'title' | 'languages'>
  count: number | null
}

/** The launched surveys a viewer reads, with how many responses are counted. */
export async function listReadSurveys(db: Db, viewer: Viewer, locale: Locale): Promise<ReadingLine[]> {
  const rows: SurveyRow[] = await db
    .selectFrom('surveys')
    .innerJoin('survey_versions', join =>
      join
        .onRef('survey_versions.survey_id', '=', 'surveys.id')
        .onRef('survey_versions.version', '=', 'surveys.version'),
    )
    .select([
      'surveys.id',
      'surveys.opens_on',
      'surveys.closes_on',
      sql<Pick<Definition, 'title' | 'languages'>>`
        jsonb_build_object('title', definition->'title', 'languages', definition->'languages')`.as('words'),
      sql<SurveyActKind[]>`array(
        select act from survey_acts where survey_id = surveys.id order by created_at)`.as('acts'),
      sql<string>`(select min(created_at at time zone 'utc')::date from survey_acts
        where survey_id = surveys.id)`.as('day'),
      sql<number | null>`(select sum(coalesce(response_count, shown_count))::int from partitions
        where survey_id = surveys.id and partition = 'ordinary')`.as('count'),
    ])
    .where(inReadable(viewer))
    .execute()
  return rows.map(({ id, day, words, acts, count, ...dates }) => ({
    kind: 'survey',
    id,
    title: titleIn(words, locale),
    day: dates.opens_on ?? day,
    phase: surveyPhaseOf(
      dates,
      acts.map(act => ({ act })),
    ),
    count,
  }))
}

/** The opened petitions a viewer reads. */
async function listReadPetitions(db: Db, viewer: Viewer, locale: Locale): Promise<ReadingLine[]> {
  const rows = await db
    .selectFrom('petitions')
    .innerJoin('petition_texts', join =>
      join
        .onRef('petition_texts.petition_id', '=', 'petitions.id')
        .onRef('petition_texts.version', '=', 'petitions.text_version'),
    )
    .distinctOn('petitions.id')
    .select([
      'petitions.id',
      'title',
      'opens_on',
      'closes_on',
      sql<
        Act[]
      >`array(select act from petition_acts where petition_id = petitions.id order by created_at)`.as('acts'),
      sql<string | null>`(select min(created_at at time zone 'utc')::date from petition_acts
        where petition_id = petitions.id and act = 'opening')`.as('opened'),
      sql<number>`(select coalesce(sum(confirmed - withdrawn - invalidated), 0)::int from petition_days
        where petition_id = petitions.id)`.as('count'),
    ])
    .where(inPetitions(viewer))
    .orderBy('petitions.id')
    .orderBy(sql`petition_texts.locale <> ${locale}`)
    .execute()
  return rows.flatMap(({ id, title, acts, opened, count, ...dates }): ReadingLine[] => {
    const phase = phaseOf(
      dates,
      acts.map(act => ({ act })),
    )
    return opened === null
      ? []
      : [{ kind: 'petition', id, title, day: dates.opens_on ?? opened, phase, count }]
  })
}

/** All there is to read for a viewer, the newest first. */
export async function listReading(db: Db, viewer: Viewer, locale: Locale): Promise<ReadingLine[]> {
  const lines = await Promise.all([
    listReadSurveys(db, viewer, locale),
    listReadPetitions(db, viewer, locale),
  ])
  return lines.flat().sort((one, other) => other.day.localeCompare(one.day))
}
