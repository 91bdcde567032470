import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Pool } from '../seal/pool-key.ts'
import type { Sealer } from '../seal/sealer.ts'

/** Keeps everybody else from mixing and freezing a survey until the commit. @returns whether nobody does */
export async function holdPool(trx: Trx, surveyId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`pool ${surveyId}`}, 0)) as held`.execute(trx)
  // What is destroyed after a commit must not come back with a power cut, whatever the server's usual care.
  await sql`set local synchronous_commit = on`.execute(trx)
  return rows[0]?.held === true
}

/** The pool that responses are mixed into now: that of the first period that is not frozen. Under `holdPool`. */
export async function currentPool(trx: Trx, surveyId: string): Promise<Pool> {
  const { count } = await trx
    .selectFrom('freezings')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('survey_id', '=', surveyId)
    .executeTakeFirstOrThrow()
  return { survey_id: surveyId, period: count + 1 }
}

const hasResponses = async (trx: Trx, surveyId: string): Promise<boolean> =>
  (await trx
    .selectFrom('responses')
    .select('id')
    .where('survey_id', '=', surveyId)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** @throws when responses were sealed by a key that is not there: its backup has to be put back */
export async function openPool(trx: Trx, { pools }: Sealer, pool: Pool): Promise<DataKey> {
  return (await hasResponses(trx, pool.survey_id)) ? pools.open(pool) : pools.create(pool)
}

/**
 * Destroys the keys whose batch is mixed or whose pool is frozen. Whatever was committed and then broken off is
 * made good here.
 */
export async function destroyStray(db: Db, { batches, pools }: Sealer): Promise<void> {
  const [files, current] = [batches.list(), pools.list()]
  if (files.length + current.length === 0) return
  const [open, past] = await db.transaction().execute(async trx => {
    // Waits for every batch whose key stands and whose row is not yet committed.
    await sql`lock table batches in share mode`.execute(trx)
    const rows = await trx.selectFrom('batches').select('id').execute()
    const { rows: gone } = await sql<Pool>`
      select survey_id, period from unnest(
        ${current.map(one => one.survey_id)}::uuid[], ${current.map(one => one.period)}::int[]
      ) as pool (survey_id, period)
      where exists (select from freezings f where f.survey_id = pool.survey_id and f.period = pool.period)
        or not exists (select from surveys where id = pool.survey_id)`.execute(trx)
    return [new Set(rows.map(({ id }) => id)), gone]
  })
  for (const id of files) if (!open.has(id)) batches.destroy(id)
  for (const pool of past) pools.destroy(pool)
}
