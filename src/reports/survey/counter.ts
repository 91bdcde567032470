import { type Kysely, sql } from 'kysely'
import type { Database } from '../../database.ts'
import type { Atom, Partition } from '../tables.ts'

/** How many respondents fall into each bin and silence; by item key, then by bin. What is absent is 0. */
export type Histograms = Map<string, Map<string, number>>

/** How each frozen period was parted, the oldest first. */
export const listPartitions = (db: Kysely<Database>, surveyId: string): Promise<Partition[]> =>
  db
    .selectFrom('partitions')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('period')
    .orderBy('partition')
    .execute()

/** Every atom of a survey: its own partitions', pools included. */
export const listAtoms = (db: Kysely<Database>, surveyId: string): Promise<Atom[]> =>
  db.selectFrom('atoms').selectAll().where('survey_id', '=', surveyId).orderBy('id').execute()

/**
 * The sums of some atoms' counters. Who asked an item is told by `partOf`: only atoms of that partition hold it.
 * @param atomIds of one survey; without any there is nothing to add
 */
export async function sumCounters(
  db: Kysely<Database>,
  surveyId: string,
  atomIds: string[],
): Promise<Histograms> {
  const sums = await db
    .selectFrom('counters')
    .select(['item', 'bin', sql<number>`sum(count)::int`.as('count')])
    .where('survey_id', '=', surveyId)
    .where('atom_id', '=', sql<string>`any(${atomIds}::uuid[])`)
    .groupBy(['item', 'bin'])
    .execute()
  const items = Map.groupBy(sums, ({ item }) => item)
  return new Map(
    [...items].map(([item, rows]) => [item, new Map(rows.map(({ bin, count }) => [bin, count]))]),
  )
}
