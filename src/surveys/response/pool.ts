import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { DataKey } from '../../seal/data-key.ts'
import type { Pool } from '../../seal/pool-key.ts'
import type { Sealer } from '../../seal/sealer.ts'

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
 * Destroys the keys of batches that are spent and of pools that are frozen, and no other: a key that the database
 * does not know may be waiting for its backup. What was broken off after a commit is made good here.
 */
export async function destroySpent(db: Db, { batches, pools }: Sealer): Promise<void> {
  for (const { id } of await db.selectFrom('batches').select('id').where('spent', '=', true).execute()) {
    batches.destroy(id)
    await db.deleteFrom('batches').where('id', '=', id).execute()
  }
  for (const pool of pools.list()) {
    const { survey_id, period } = pool
    const frozen = db.selectFrom('freezings').select('period').where('survey_id', '=', survey_id)
    if (await frozen.where('period', '=', period).executeTakeFirst()) pools.destroy(pool)
  }
}
