import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { getSettings } from '../union/settings.ts'
import type { Phase } from './phase.ts'
import { listPhases } from './phases.ts'
import type { Locale } from './tables.ts'
import type { PetitionIndex } from './views.ts'

const listOpened = (db: Db, locale: Locale) =>
  db
    .selectFrom('petitions')
    .innerJoin('petition_texts', join =>
      join
        .onRef('petition_texts.petition_id', '=', 'petitions.id')
        .onRef('petition_texts.version', '=', 'petitions.text_version'),
    )
    .leftJoin('sections', 'sections.id', 'petitions.section_id')
    .leftJoin('regions', 'regions.id', 'petitions.region_id')
    .distinctOn('petitions.id')
    .select(eb => [
      'petitions.id',
      'slug',
      'title',
      'summary',
      'recipient_company',
      'opens_on',
      'closes_on',
      sql<string | null>`coalesce(sections.name, regions.name)`.as('owner_name'),
      eb
        .selectFrom('petition_days')
        .select(sql<number>`coalesce(sum(confirmed - withdrawn - invalidated), 0)::int`.as('count'))
        .whereRef('petition_days.petition_id', '=', 'petitions.id')
        .as('count'),
    ])
    .where('listed', '=', true)
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('petition_acts')
          .select('petition_acts.id')
          .whereRef('petition_acts.petition_id', '=', 'petitions.id')
          .where('act', '=', 'opening'),
      ),
    )
    .orderBy('petitions.id')
    .orderBy(sql`petition_texts.locale <> ${locale}`)
    .orderBy(sql`petition_texts.locale <> 'fr'`)
    .execute()

const CLOSED = 20
const shown: readonly Phase[] = ['open', 'closed', 'delivered']

/** Petitions that anyone may find: all that are open, the newest first, then the last that closed. */
export async function listPublicPetitions(db: Db, locale: Locale): Promise<PetitionIndex['petitions']> {
  const opened = await listOpened(db, locale)
  const phases = await listPhases(
    db,
    opened.map(petition => petition.id),
  )
  const { union_name } = await getSettings(db)
  const petitions = opened
    .map(({ owner_name, count, ...petition }) => ({
      ...petition,
      phase: phases.get(petition.id) ?? 'draft',
      owner_name: owner_name ?? union_name,
      count: count ?? 0,
    }))
    .filter(petition => shown.includes(petition.phase))
    .sort((one, other) => (other.opens_on ?? '').localeCompare(one.opens_on ?? ''))
  const [open = [], closed = []] = [true, false].map(wanted =>
    petitions.filter(petition => (petition.phase === 'open') === wanted),
  )
  return [...open, ...closed.slice(0, CLOSED)]
}
