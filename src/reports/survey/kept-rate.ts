import type { Db } from '../../database.ts'
import { owns, type Viewer } from '../../union/scope.ts'
import { findResponseRate } from '../response-rate.ts'
import { ownPlaces, type Place } from '../scope.ts'
import { type Frozen, isLast } from './frozen.ts'

/** The response rate of a section, or of a region's small sections together. */
export interface KeptRate {
  /** Of the section, or of the region. */
  name: string
  /** null where small sections are taken together. */
  section_id: string | null
  /** Whole percent; null where too few were invited even together. */
  percent: number | null
}

/** The response rates of a survey, as they could be told at its close. */
export interface KeptRates {
  whole: number | null
  lines: KeptRate[]
}

/**
 * The rates that are the viewer's to read: everywhere in a survey of their own, as while it ran.
 * @returns null where none was kept, or they are those of a later period
 */
export async function listKeptRates(db: Db, viewer: Viewer, frozen: Frozen): Promise<KeptRates | null> {
  const { survey, places } = frozen
  if (!isLast(frozen)) return null
  const kept = await db
    .selectFrom('response_rates')
    .select(['region_id', 'section_id', 'percent'])
    .where('survey_id', '=', survey.id)
    .execute()
  if (kept.length === 0) return null
  const percentOf = (region: string, section: string | null): number | null =>
    kept.find(one => one.region_id === region && one.section_id === section)?.percent ?? null
  const mine = owns(viewer, survey) ? places : ownPlaces(viewer, places)
  const apart = (place: Place) => percentOf(place.region_id, place.section_id)
  const regions = Map.groupBy(mine, ({ region_id }) => region_id)
  const lines = [...regions].flatMap(([region, inside]): KeptRate[] => {
    const together = percentOf(region, null)
    const rates = inside
      .filter(place => apart(place) !== null)
      .map(place => ({ name: place.section_name, section_id: place.section_id, percent: apart(place) }))
    return together === null && rates.length === inside.length
      ? rates
      : [...rates, { name: inside[0]!.region_name, section_id: null, percent: together }]
  })
  return { whole: (await findResponseRate(db, survey.id, { kind: 'union', id: null })) ?? null, lines }
}
