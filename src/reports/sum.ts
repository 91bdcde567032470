import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Atom, Part, Partition } from './tables.ts'

/** The counters of a set of atoms, summed. */
export interface Sums {
  /** Respondents, by partition. */
  base: Record<Part, number>
  /** By item, then bin. */
  items: Map<string, Map<string, number>>
}

export const listAtoms = (db: Db, surveyId: string, period: number): Promise<Atom[]> =>
  db
    .selectFrom('atoms')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .where('period', '=', period)
    .orderBy('id')
    .execute()

export const listPartitions = (db: Db, surveyId: string): Promise<Partition[]> =>
  db
    .selectFrom('partitions')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .orderBy('period')
    .orderBy('partition')
    .execute()

export interface Freezing {
  period: number
  frozen_on: string
}

export const listFreezings = (db: Db, surveyId: string): Promise<Freezing[]> =>
  db
    .selectFrom('freezings')
    .select(['period', 'frozen_on'])
    .where('survey_id', '=', surveyId)
    .orderBy('period')
    .execute()

export function emptySums(atoms: Atom[]): Sums {
  const base = { ordinary: 0, sensitive: 0 }
  for (const atom of atoms) base[atom.partition] += atom.response_count
  return { base, items: new Map() }
}

interface Summed {
  column: number
  item: string
  bin: string
  count: number
}

/**
 * Sums counters over several sets of atoms at once.
 * @param only one item or several; all without
 * @returns in the order of the sets
 */
export async function sumCounters(
  db: Db,
  surveyId: string,
  sets: Atom[][],
  only: string[] | null = null,
): Promise<Sums[]> {
  const sums = sets.map(emptySums)
  const members = sets.flatMap((atoms, column) => atoms.map(({ id }) => ({ id, column })))
  if (members.length === 0) return sums
  const { rows } = await sql<Summed>`
    select "column", item, bin, sum(count)::int as count
    from counters join unnest(
      ${members.map(({ id }) => id)}::uuid[], ${members.map(({ column }) => column)}::int[]
    ) as wanted (atom_id, "column") using (atom_id)
    where survey_id = ${surveyId} ${only ? sql`and item = any(${only})` : sql``}
    group by "column", item, bin`.execute(db)
  for (const { column, item, bin, count } of rows) {
    const { items } = sums[column] as Sums
    const bins = items.get(item) ?? new Map<string, number>()
    items.set(item, bins.set(bin, count))
  }
  return sums
}
