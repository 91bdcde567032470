import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { Database, Db } from '../../database.ts'
import { NotFound } from '../../errors.ts'
import type { Locale } from '../../http/words.ts'
import { inSections, owns, type Viewer } from '../../union/scope.ts'
import type { Definition } from '../definition.ts'
import { listShares } from '../participation.ts'
import { type SurveyPhase, surveyPhaseOf } from '../phase.ts'
import { titleIn } from '../said.ts'
import { getSurvey, type SurveyState } from '../survey.ts'
import type { Survey } from '../tables.ts'

/** A survey as lists of officers show it. */
export interface SurveyLine extends Pick<Survey, 'id' | 'closes_on' | 'region_id' | 'section_id'> {
  title: string
  /** Empty where the union owns it. */
  owner_name: string
  phase: SurveyPhase
  /** Whole percent of the invitations, while it is open and where that points to nobody. */
  percent: number | null
  /** Whether it is owned at the viewer's own level. */
  mine: boolean
}

/**
 * The surveys a viewer sees: those of their scope, and those that were launched to a section of it. For `where` on a
 * query that has `surveys`.
 */
const inSurveys =
  (viewer: Viewer) =>
  (eb: ExpressionBuilder<Database, 'surveys'>): Expression<SqlBool> => {
    if (viewer.role === 'administrator') return sql`true`
    const sections = eb
      .selectFrom('sections')
      .select('sections.id')
      .where(inSections(viewer) as never)
    const launched = eb
      .selectFrom('survey_acts')
      .select('survey_acts.survey_id')
      .whereRef('survey_acts.survey_id', '=', 'surveys.id')
    const reached = eb
      .selectFrom('survey_sections')
      .select('survey_sections.survey_id')
      .whereRef('survey_sections.survey_id', '=', 'surveys.id')
      .where('survey_sections.section_id', 'in', sections)
    const seen = [
      eb('surveys.section_id', 'in', sections),
      eb.and([eb.exists(reached), eb.exists(launched)]),
      ...(viewer.role === 'regional-officer' ? [eb('surveys.region_id', '=', viewer.region_id)] : []),
    ]
    return eb.or(seen)
  }

/** @throws NotFound where it does not exist, or the viewer does not see it */
export async function getSurveyWithin(
  db: Kysely<Database>,
  viewer: Viewer,
  id: string,
): Promise<SurveyState> {
  const found = await db
    .selectFrom('surveys')
    .select('surveys.id')
    .where('surveys.id', '=', id)
    .where(inSurveys(viewer))
    .executeTakeFirst()
  if (!found) throw new NotFound()
  return getSurvey(db, id)
}

export const PAGE = 50

export async function countSurveysWithin(db: Db, viewer: Viewer): Promise<number> {
  const { count } = await db
    .selectFrom('surveys')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(inSurveys(viewer))
    .executeTakeFirstOrThrow()
  return count
}

/** Surveys with their title, their owner and what was last done to them, newest first. */
const lines = (db: Db) =>
  db
    .selectFrom('surveys')
    .innerJoin('survey_versions', join =>
      join
        .onRef('survey_versions.survey_id', '=', 'surveys.id')
        .onRef('survey_versions.version', '=', 'surveys.version'),
    )
    .leftJoin('sections', 'sections.id', 'surveys.section_id')
    .leftJoin('regions', 'regions.id', 'surveys.region_id')
    .select(['surveys.id', 'k', 'opens_on', 'closes_on', 'surveys.region_id', 'surveys.section_id'])
    .select(eb => [
      sql<Pick<Definition, 'title' | 'languages'>>`
        jsonb_build_object('title', definition->'title', 'languages', definition->'languages')`.as('words'),
      eb.fn.coalesce('sections.name', 'regions.name', sql<string>`''`).as('owner_name'),
      eb
        .selectFrom('survey_acts')
        .select('act')
        .whereRef('survey_acts.survey_id', '=', 'surveys.id')
        .orderBy('survey_acts.created_at', 'desc')
        .limit(1)
        .as('last_act'),
    ])
    .orderBy('surveys.created_at', 'desc')
    .orderBy('surveys.id')

/** One page of the surveys a viewer sees, newest first. @param page from 1 */
export async function listSurveysWithin(
  db: Db,
  viewer: Viewer,
  locale: Locale,
  page = 1,
): Promise<SurveyLine[]> {
  const rows = await lines(db)
    .where(inSurveys(viewer))
    .offset((page - 1) * PAGE)
    .limit(PAGE)
    .execute()
  const surveys = rows.map(({ last_act, words, ...row }) => ({
    ...row,
    title: titleIn(words, locale),
    phase: surveyPhaseOf(row, last_act ? [{ act: last_act }] : []),
    mine: owns(viewer, row),
  }))
  const shares = await listShares(
    db,
    surveys.filter(({ phase }) => phase === 'open'),
  )
  return surveys.map(survey => ({ ...survey, percent: shares.get(survey.id) ?? null }))
}

/** A survey to start another from. */
export type StartLine = Pick<SurveyLine, 'id' | 'title' | 'owner_name'>

/** The viewer's own surveys, and those that others share as templates; newest first. */
export async function listStarts(
  db: Db,
  viewer: Viewer,
  locale: Locale,
): Promise<{ ours: StartLine[]; shared: StartLine[] }> {
  const rows = await lines(db)
    .select('template_at')
    .where(eb => eb.or([inSurveys(viewer)(eb as never), eb('template_at', 'is not', null)]))
    .limit(500)
    .execute()
  const starts = rows.map(({ words, ...row }) => ({ ...row, title: titleIn(words, locale) }))
  return {
    ours: starts.filter(row => owns(viewer, row)),
    shared: starts.filter(row => row.template_at && !owns(viewer, row)),
  }
}
