import { sql } from 'kysely'
import t from 'tap'
import type { Trx } from '../../src/database.ts'
import { leaseJobs, postponeJob } from '../../src/jobs/queue.ts'
import { openUnisson } from '../support/unisson.ts'

const { db } = (await openUnisson(t)).vault
const WAITING = 5_000

async function countRead(trx: Trx): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'jobs'`.execute(
    trx,
  )
  return rows[0]?.read ?? 0
}

/** Leases, and gives back at once. @returns the kinds taken, and how many rows were read for it */
const lease = (kinds: string[], most: number) =>
  db.transaction().execute(async trx => {
    const before = await countRead(trx)
    const jobs = await leaseJobs(trx, kinds, most)
    const read = (await countRead(trx)) - before
    for (const job of jobs) await postponeJob(trx, job, job.run_at, 'given-back')
    return { taken: jobs.map(({ kind }) => kind), read }
  })

t.before(async () => {
  await sql`
    insert into jobs (kind, subject_id, run_at)
    select 'news', gen_random_uuid(), now() - interval '1 hour' from generate_series(1, ${WAITING})`.execute(
    db,
  )
  await sql`insert into jobs (kind, run_at) values
    ('reset', now()), ('file', now() - interval '1 minute'), ('mixing', now() + interval '1 hour')`.execute(
    db,
  )
  await sql`analyze jobs`.execute(db)
})

t.test('a lane reads none of the rows that wait in another', async t => {
  const { taken, read } = await lease(['export', 'freezing'], 1)
  t.same(taken, [])
  t.equal(read, 0)
})

t.test('a lane takes the oldest of its kinds, and reads no more than it takes', async t => {
  const { taken, read } = await lease(['reset', 'file', 'mixing'], 8)
  t.same(taken.toSorted(), ['file', 'reset'], 'not what is due later')
  t.ok(read < 20, `${read} rows`)
  t.same((await lease(['reset', 'file'], 1)).taken, ['file'], 'the older first')
})

t.test('a long queue is not read to its end for its first', async t => {
  const { taken, read } = await lease(['news', 'reset'], 8)
  t.same(taken, Array(8).fill('news'))
  t.ok(read < 60, `${read} rows`)
})
