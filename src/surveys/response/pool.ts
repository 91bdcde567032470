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
export async function currentPool(trx: Db | Trx, surveyId: string): Promise<Pool> {
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
  const frozen = db
    .selectFrom('freezings')
    .innerJoin('surveys', 'surveys.id', 'freezings.survey_id')
    .select(['survey_id', 'period'])
  const left = pools.list().map(nameOf)
  // A pool too small to be mixed has no key, and is marked all the same.
  for (const pool of await frozen.where('kind', '=', 'sealed').execute())
    if (left.includes(nameOf(pool)) || !pools.isFrozen(pool)) pools.destroy(pool)
}

const nameOf = ({ survey_id, period }: Pool): string => `${survey_id} ${period}`

/** The surveys of which a pool was frozen that this database knows as open: it is from a backup. */
export async function listFrozenBefore(db: Db, { pools }: Sealer): Promise<string[]> {
  const marks = pools.list('frozen')
  if (marks.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select surveys.id from surveys
    join unnest(${marks.map(pool => pool.survey_id)}::uuid[], ${marks.map(pool => pool.period)}::int[])
      as mark (survey_id, period) on mark.survey_id = surveys.id
    where not exists (select from freezings f where f.survey_id = mark.survey_id and f.period = mark.period)`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}
