import type { Db, Trx } from '../database.ts'
import { listParticipation, listShares, type Participation } from '../surveys/participation.ts'
import type { Survey } from '../surveys/tables.ts'
import { owns, type Viewer } from '../union/scope.ts'
import { listPlaces, ownPlaces, type Scope } from './scope.ts'
import type { ResponseRatesTable } from './tables.ts'

/**
 * Keeps what share of those invited has answered, as far as officers may read it, before invitations are erased.
 * To be called once, when nobody answers any more: an invitation is to the survey, not to one of its periods.
 */
export async function keepResponseRates(trx: Trx, survey: Pick<Survey, 'id' | 'k'>): Promise<void> {
  const percent = (await listShares(trx, [survey], true)).get(survey.id) ?? null
  const whole = { region_id: null, section_id: null, percent }
  const rates = [whole, ...(await listParticipation(trx, survey, true))].flatMap(
    ({ region_id, section_id, percent }) =>
      percent === null ? [] : [{ survey_id: survey.id, region_id, section_id, percent }],
  )
  if (rates.length > 0) await trx.insertInto('response_rates').values(rates).execute()
}

/** How far the answering has come, line by line, where it is the viewer's to read: everywhere in a survey of their own. */
export async function listOwnParticipation(db: Db, viewer: Viewer, survey: Survey): Promise<Participation[]> {
  const lines = await listParticipation(db, survey)
  if (owns(viewer, survey)) return lines
  const mine = ownPlaces(viewer, await listPlaces(db, survey.id))
  return lines.filter(line =>
    mine.some(({ region_id, section_id }) =>
      line.section_id === null ? line.region_id === region_id : line.section_id === section_id,
    ),
  )
}

/** Of a section, or of all; there is none of a region: what is left of it would tell of its small sections. */
export async function findResponseRate(
  db: Db,
  surveyId: string,
  { kind, id }: Pick<Scope, 'kind' | 'id'>,
): Promise<number | undefined> {
  if (kind !== 'section' && kind !== 'union') return undefined
  const rate = await db
    .selectFrom('response_rates')
    .select('percent')
    .where('survey_id', '=', surveyId)
    .where('section_id', kind === 'section' ? '=' : 'is', id)
    .$if(kind === 'union', query => query.where('region_id', 'is', null))
    .executeTakeFirst()
  return rate?.percent
}

/** The rates of a section, by survey. */
export async function listResponseRates(db: Db, sectionId: string): Promise<Map<string, number>> {
  const rates: Pick<ResponseRatesTable, 'survey_id' | 'percent'>[] = await db
    .selectFrom('response_rates')
    .select(['survey_id', 'percent'])
    .where('section_id', '=', sectionId)
    .execute()
  return new Map(rates.map(({ survey_id, percent }) => [survey_id, percent]))
}
