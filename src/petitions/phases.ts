import type { Kysely } from 'kysely'
import type { Database, Trx } from '../database.ts'
import { type Phase, phaseOf } from './phase.ts'

type Phases = Map<string, Phase>

const select = (db: Kysely<Database>, ids: string[]) =>
  db.selectFrom('petitions').select(['id', 'opens_on', 'closes_on']).where('id', 'in', ids).orderBy('id')

async function derive(
  db: Kysely<Database>,
  petitions: { id: string; opens_on: string | null; closes_on: string | null }[],
): Promise<Phases> {
  const acts = await db
    .selectFrom('petition_acts')
    .select(['petition_id', 'act'])
    .where(
      'petition_id',
      'in',
      petitions.map(petition => petition.id),
    )
    .orderBy('created_at')
    .execute()
  const actsOf = Map.groupBy(acts, act => act.petition_id)
  return new Map(
    petitions.map(petition => [petition.id, phaseOf(petition, actsOf.get(petition.id) ?? [])] as const),
  )
}

export async function listPhases(db: Kysely<Database>, ids: string[]): Promise<Phases> {
  return ids.length === 0 ? new Map() : derive(db, await select(db, ids).execute())
}

/** The phases of petitions, each held so that none closes until the caller has committed. */
export const holdPhases = async (trx: Trx, ids: string[]): Promise<Phases> =>
  derive(trx, await select(trx, ids).forShare().execute())
