import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../../database.ts'
import { Recent } from '../../http/recent.ts'
import type { Atom, Part } from '../tables.ts'

/** How many respondents fall into each bin and silence; by item key, then by bin. What is absent is 0. */
export type Histograms = Map<string, Map<string, number>>

/** The counters of a set of atoms, summed. */
export interface Sums {
  /** Respondents, by partition: an item is counted by the atoms of its own alone. */
  base: Record<Part, number>
  items: Histograms
}

interface Summed {
  column: number
  item: string
  bin: string
  count: number
}

function emptySums(atoms: Atom[]): Sums {
  const base = { ordinary: 0, sensitive: 0 }
  for (const atom of atoms) base[atom.partition] += atom.response_count
  return { base, items: new Map() }
}

// A set of atoms has the same sums for ever: its name is the ids it is made of.
const known = new Recent<Sums>(400)
const nameOf = (surveyId: string, atoms: Atom[]): string =>
  createHash('sha256')
    .update(surveyId + atoms.map(({ id }) => id).join(''))
    .digest('base64url')

/**
 * Sums counters over several sets of atoms of one survey at once; sets that were summed before are remembered.
 * @returns in the order of the sets
 */
export async function sumSets(db: Kysely<Database>, surveyId: string, sets: Atom[][]): Promise<Sums[]> {
  const names = sets.map(atoms => nameOf(surveyId, atoms))
  const found = names.map(name => known.get(name))
  const missing = sets.filter((_, index) => found[index] === undefined)
  const fresh = await readSums(db, surveyId, missing)
  return names.map((name, index) => {
    const sums = found[index] ?? (fresh.shift() as Sums)
    known.set(name, sums)
    return sums
  })
}

/**
 * As `sumSets`, of a few items alone.
 * @param only keys of items; all without
 */
export async function readSums(
  db: Kysely<Database>,
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
    where survey_id = ${surveyId} and (${only}::text[] is null or item = any(${only}::text[]))
    group by "column", item, bin`.execute(db)
  for (const { column, item, bin, count } of rows) {
    const { items } = sums[column] as Sums
    const bins = items.get(item) ?? new Map<string, number>()
    items.set(item, bins.set(bin, count))
  }
  return sums
}
