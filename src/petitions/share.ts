import { type Kysely, sql } from 'kysely'
import type { Database, Db, Trx } from '../database.ts'
import type { Schedule } from '../jobs/schedule.ts'

/** The smallest number of people that a figure may be about. */
export const K = 5

type Dimension = 'section' | 'source'

/**
 * How a total may be told by parts: each part rounded down to a multiple of k. The total is public to the last one,
 * so what the parts leave of it is told as well, whether it is printed or not. Where it would be about fewer than k,
 * the largest part gives k back, and a remainder of k to 2k - 1 does not say whether that happened.
 *
 * @param counts people by part, those who said nothing left out
 * @param total everybody
 * @returns the parts that can be told; the rest of the total is elsewhere or not said
 */
export function roundShares(counts: ReadonlyMap<string, number>, total: number, k = K): Map<string, number> {
  const shares = new Map([...counts].map(([part, count]) => [part, count - (count % k)]))
  const rest = total - [...shares.values()].reduce((sum, share) => sum + share, 0)
  const [largest] = [...shares].sort(([, one], [, other]) => other - one)
  if (largest && rest > 0 && rest < k) shares.set(largest[0], largest[1] - k)
  return new Map([...shares].filter(([, share]) => share > 0))
}

/**
 * The petitions whose shares may be told anew: on whole days since the last time those who stand have become k more,
 * or k fewer, and none is erased yet. The curve of days is public, so a share that grew on the day of one signature
 * would tell whose section it is; what one mailbox signs and takes back again adds up to nothing.
 */
async function listDue(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ petition_id: string }>`
    select petition_id
    from petition_days
    join data_keys on data_keys.scope = 'petition:' || petition_id
    left join (select petition_id, max(published_on) as told_on from petition_shares group by petition_id) as told
      using (petition_id)
    where day < (now() at time zone 'utc')::date and day > coalesce(told_on, '-infinity')
    group by petition_id
    having abs(sum(confirmed - withdrawn - invalidated)) >= ${K}`.execute(trx)
  return rows.map(row => row.petition_id)
}

interface Cell {
  section_id: string | null
  source: string | null
  count: number
}

const listCells = (trx: Trx, petitionId: string): Promise<Cell[]> =>
  trx
    .selectFrom('signatures')
    .select(['section_id', 'source', sql<number>`count(*)::int`.as('count')])
    .where('petition_id', '=', petitionId)
    .where('confirmed_on', '<', sql<string>`(now() at time zone 'utc')::date`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('invalidations')
            .select('signature_id')
            .whereRef('invalidations.petition_id', '=', 'signatures.petition_id')
            .whereRef('invalidations.signature_id', '=', 'signatures.id'),
        ),
      ),
    )
    .groupBy(['section_id', 'source'])
    .execute()

function sumBy(cells: Cell[], part: (cell: Cell) => string | null): Map<string, number> {
  const sums = new Map<string, number>()
  for (const cell of cells) {
    const name = part(cell)
    if (name) sums.set(name, (sums.get(name) ?? 0) + cell.count)
  }
  return sums
}

async function publish(trx: Trx, petition_id: string): Promise<void> {
  const cells = await listCells(trx, petition_id)
  const total = cells.reduce((sum, cell) => sum + cell.count, 0)
  const published_on = sql<string>`(now() at time zone 'utc')::date - 1`
  const rowsOf = (dimension: Dimension, counts: Map<string, number>) => {
    const shares = [...roundShares(counts, total)]
    const rest = total - shares.reduce((sum, [, share]) => sum + share, 0)
    return [...shares, ['', rest] as const].map(([part, count]) => ({
      petition_id,
      dimension,
      part,
      count,
      published_on,
    }))
  }
  await trx.deleteFrom('petition_shares').where('petition_id', '=', petition_id).execute()
  await trx
    .insertInto('petition_shares')
    .values([
      ...rowsOf(
        'section',
        sumBy(cells, cell => cell.section_id),
      ),
      ...rowsOf(
        'source',
        sumBy(cells, cell => cell.source),
      ),
    ])
    .execute()
}

/** Tells, once a day at most, how the petitions divide by section and by source as of the last midnight (UTC). */
export async function publishShares(trx: Trx): Promise<void> {
  for (const petitionId of await listDue(trx)) await publish(trx, petitionId)
}

export const shareSchedule: Schedule = { name: 'petition-shares', every: '1 hour', run: publishShares }

export interface Shares {
  /** The last day they count. */
  published_on: string
  /** Everybody who stood then. */
  total: number
  sections: { label: string; value: number }[]
  sources: { label: string; value: number }[]
}

const listNames = async (db: Kysely<Database>): Promise<Map<string, string>> => {
  const sections = await db.selectFrom('sections').select(['id', 'name']).execute()
  const sources = await db.selectFrom('sources').select(['code as id', 'name']).execute()
  return new Map([...sections, ...sources].map(({ id, name }) => [id, name]))
}

/** The shares as last told, the largest first; undefined before the first time. */
export async function findShares(db: Db, petitionId: string): Promise<Shares | undefined> {
  const rows = await db
    .selectFrom('petition_shares')
    .selectAll()
    .where('petition_id', '=', petitionId)
    .orderBy('count', 'desc')
    .execute()
  const [first] = rows
  if (!first) return undefined
  const names = await listNames(db)
  const parts = (dimension: Dimension) =>
    rows
      .filter(row => row.dimension === dimension && row.part !== '')
      .map(({ part, count }) => ({ label: names.get(part) ?? part, value: count }))
  const total = rows.filter(row => row.dimension === 'section').reduce((sum, row) => sum + row.count, 0)
  return {
    published_on: first.published_on,
    total,
    sections: parts('section'),
    sources: parts('source'),
  }
}
