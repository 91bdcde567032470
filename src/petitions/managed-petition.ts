import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { Database, Db, Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import { inSections, owns, type Viewer } from '../union/scope.ts'
import { getPetition, getText, lockPetition, type PetitionState } from './petition.ts'
import { type Phase, phaseOf } from './phase.ts'
import type { Locale } from './tables.ts'

/** A petition as officers handle it. */
export interface ManagedPetition extends PetitionState {
  /** The region it belongs to or its section stands in; none for the union's own. */
  standing_region_id: string | null
}

export interface PetitionLine
  extends Pick<
    ManagedPetition,
    'id' | 'slug' | 'opens_on' | 'closes_on' | 'region_id' | 'section_id' | 'standing_region_id'
  > {
  title: string
  /** Empty where the union owns it. */
  owner_name: string
  phase: Phase
  count: number
  /** Whether it is owned at the viewer's own level. */
  mine: boolean
}

/** The petitions whose figures a viewer reads: for `where` on a query that has `petitions`. */
export const inPetitions =
  (viewer: Viewer) =>
  (eb: ExpressionBuilder<Database, 'petitions'>): Expression<SqlBool> => {
    if (viewer.role === 'administrator') return sql`true`
    const sections = eb
      .selectFrom('sections')
      .select('sections.id')
      .where(inSections(viewer) as never)
    const bySection = eb('petitions.section_id', 'in', sections)
    if (viewer.role !== 'regional-officer') return bySection
    return eb.or([bySection, eb('petitions.region_id', '=', viewer.region_id)])
  }

/** @throws NotFound where it does not exist or lies outside the viewer's scope */
export async function getPetitionWithin(
  db: Kysely<Database>,
  viewer: Viewer,
  id: string,
): Promise<ManagedPetition> {
  const found = await db
    .selectFrom('petitions')
    .leftJoin('sections', 'sections.id', 'petitions.section_id')
    .select(eb => eb.fn.coalesce('petitions.region_id', 'sections.region_id').as('standing_region_id'))
    .where('petitions.id', '=', id)
    .where(inPetitions(viewer))
    .executeTakeFirst()
  if (!found) throw new NotFound()
  return { ...(await getPetition(db, id)), ...found }
}

/** As `getPetitionWithin`, once nobody else is changing it, and held until the caller has committed. */
export async function lockPetitionWithin(trx: Trx, viewer: Viewer, id: string): Promise<ManagedPetition> {
  await lockPetition(trx, id)
  return getPetitionWithin(trx, viewer, id)
}

/** A petition with its title, empty while it has none. */
export const withTitle = async (db: Db, petition: ManagedPetition, locale: Locale) => ({
  petition,
  title: (await getText(db, petition.id, petition.text_version, locale)).title,
})

export const PAGE = 50

export async function countPetitionsWithin(db: Db, viewer: Viewer): Promise<number> {
  const { count } = await db
    .selectFrom('petitions')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(inPetitions(viewer))
    .executeTakeFirstOrThrow()
  return count
}

/** One page of a viewer's petitions, newest first. @param page from 1 */
export async function listPetitionsWithin(db: Db, viewer: Viewer, page = 1): Promise<PetitionLine[]> {
  const rows = await db
    .selectFrom('petitions')
    .innerJoin('petition_texts', join =>
      join
        .onRef('petition_texts.petition_id', '=', 'petitions.id')
        .onRef('petition_texts.version', '=', 'petitions.text_version')
        .on('petition_texts.locale', '=', 'fr'),
    )
    .leftJoin('sections', 'sections.id', 'petitions.section_id')
    .leftJoin('regions', 'regions.id', 'petitions.region_id')
    .select(['petitions.id', 'slug', 'opens_on', 'closes_on', 'title'])
    .select(['petitions.region_id', 'petitions.section_id'])
    .select(eb => [
      eb.fn.coalesce('sections.name', 'regions.name', sql<string>`''`).as('owner_name'),
      eb.fn.coalesce('petitions.region_id', 'sections.region_id').as('standing_region_id'),
      eb
        .selectFrom('petition_acts')
        .select('act')
        .whereRef('petition_id', '=', 'petitions.id')
        .orderBy('petition_acts.created_at', 'desc')
        .limit(1)
        .as('last_act'),
      eb
        .selectFrom('petition_days')
        .select(sql<number>`coalesce(sum(confirmed - withdrawn - invalidated), 0)::int`.as('count'))
        .whereRef('petition_id', '=', 'petitions.id')
        .as('count'),
    ])
    .where(inPetitions(viewer))
    .orderBy('petitions.created_at', 'desc')
    .orderBy('petitions.id')
    .offset((page - 1) * PAGE)
    .limit(PAGE)
    .execute()
  return rows.map(({ last_act, count, ...row }) => ({
    ...row,
    phase: phaseOf(row, last_act ? [{ act: last_act }] : []),
    count: count ?? 0,
    mine: owns(viewer, row),
  }))
}
