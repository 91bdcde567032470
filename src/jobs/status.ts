import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database, Db, Trx } from '../database.ts'

/** Jobs of one kind that stand alike, and how it went the last time. */
export interface JobsStanding {
  kind: string
  /** Our word for how it went; null when none has run yet. */
  code: string | null
  /** Still to be run, or given up after the last attempt. */
  state: 'waiting' | 'given-up'
  count: number
  oldest_at: Date
  next_at: Date
}

/** What has not come to its end, grouped; oldest first. */
export const listStandings = (db: Db): Promise<JobsStanding[]> =>
  db
    .selectFrom('jobs')
    .select(eb => [
      'kind',
      'code',
      eb
        .case()
        .when('finished_at', 'is', null)
        .then('waiting')
        .else('given-up')
        .end()
        .$castTo<JobsStanding['state']>()
        .as('state'),
      sql<number>`count(*)`.as('count'),
      sql<Date>`min(created_at)`.as('oldest_at'),
      sql<Date>`min(run_at)`.as('next_at'),
    ])
    .where(isStanding)
    .groupBy(['kind', 'code', 'state'])
    .orderBy('oldest_at')
    .execute()

const isStanding = (eb: ExpressionBuilder<Database, 'jobs'>) =>
  eb.or([eb('finished_at', 'is', null), eb('code', 'like', 'gave-up.%')])

/**
 * How long jobs have been due while no worker showed itself, in seconds; 0 when none is. A worker that has much to do
 * keeps its schedules all the same.
 */
export async function readDelay(db: Db): Promise<number> {
  const seen = sql`select max(ran_at) from schedules`
  const waiting = await db
    .selectFrom('jobs')
    .select(sql<number>`extract(epoch from now() - greatest(min(run_at), (${seen})))::float8`.as('delay'))
    .where('finished_at', 'is', null)
    .where('leased_until', 'is', null)
    .where('run_at', '<=', sql<Date>`now()`)
    .having(sql<SqlBool>`count(*) > 0`)
    .executeTakeFirst()
  return waiting?.delay ?? 0
}

const alike = (kind: string, code: string) => (eb: ExpressionBuilder<Database, 'jobs'>) =>
  eb.and([eb('kind', '=', kind), eb('code', '=', code), isStanding(eb), sql<SqlBool>`leased_until is null`])

/** Runs jobs that failed alike again at once, given-up ones included. @returns how many */
export async function retryJobs(trx: Trx, kind: string, code: string): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('jobs')
    .set({ run_at: sql<Date>`now()`, finished_at: null, attempts: 0 })
    .where(alike(kind, code))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Ends jobs that failed alike: they run no more. @returns how many */
export async function abandonJobs(trx: Trx, kind: string, code: string): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('jobs')
    .set({ finished_at: sql<Date>`now()`, code: 'abandoned' })
    .where(alike(kind, code))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
