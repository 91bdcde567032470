import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Db } from '../database.ts'
import { NotFound } from '../errors.ts'
import { getSurvey, type SurveyState } from '../surveys/survey.ts'
import type { Viewer } from '../union/scope.ts'

/**
 * The surveys that a viewer reads, launched, or imported with their counts: those that went to a section within the
 * viewer's scope as the union stood at the launch, and those of the viewer's own level; for `where` on a query that has `surveys`.
 */
export const inReadable =
  (viewer: Viewer) =>
  (eb: ExpressionBuilder<Database, 'surveys'>): Expression<SqlBool> => {
    const launched = sql<SqlBool>`exists (
      select from survey_acts where survey_id = surveys.id and act in ('launch', 'freezing'))`
    if (viewer.role === 'administrator') return launched
    const asked = (where: Expression<SqlBool>) => sql<SqlBool>`exists (
      select from survey_sections as asked join sections as s on s.id = asked.section_id
      where asked.survey_id = surveys.id and ${where})`
    if (viewer.role === 'federation-officer')
      return eb.and([launched, asked(sql`asked.federation_id = ${viewer.federation_id}`)])
    if (viewer.role === 'regional-officer') {
      const inRegion = asked(sql`coalesce(asked.region_id, s.region_id) = ${viewer.region_id}`)
      return eb.and([launched, eb.or([inRegion, eb('surveys.region_id', '=', viewer.region_id)])])
    }
    const led = sql`any(${viewer.section_ids}::uuid[])`
    return eb.and([
      launched,
      eb.or([asked(sql`asked.section_id = ${led}`), sql<SqlBool>`surveys.section_id = ${led}`]),
    ])
  }

/** @throws NotFound where it does not exist, has nothing to be read or lies outside the viewer's scope */
export async function getReadableSurvey(db: Db, viewer: Viewer, id: string): Promise<SurveyState> {
  const found = await db
    .selectFrom('surveys')
    .select('id')
    .where('id', '=', id)
    .where(inReadable(viewer))
    .executeTakeFirst()
  if (!found) throw new NotFound()
  return getSurvey(db, id)
}
