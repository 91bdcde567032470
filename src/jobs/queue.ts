import { randomUUID } from 'node:crypto'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { Database, Db } from '../database.ts'
import type { JobsTable } from './tables.ts'

export type Job = Selectable<JobsTable>

export interface NewJob {
  kind: string
  scope_id?: string
  subject_id?: string
  run_at?: Date
}

/** How long a worker may be silent before its job goes to another, in seconds. */
const LEASE = 120

/** Puts jobs in the queue, in the transaction of the act that wants them; one that already waits is not doubled. */
export async function enqueue(db: Kysely<Database>, ...jobs: NewJob[]): Promise<void> {
  if (jobs.length === 0) return
  await db
    .insertInto('jobs')
    .values(jobs)
    .onConflict(oc => oc.doNothing())
    .execute()
}

/**
 * Takes the jobs that are due, for one worker, skipping those another is taking. The first of each kind are found in
 * the index, then the first of those: however many of other kinds wait, or of one, they are not read.
 */
export async function leaseJobs(db: Db, kinds: readonly string[], most: number): Promise<Job[]> {
  const { rows } = await sql<Job>`
    with due as materialized (
      select id from unnest(${kinds}::text[]) as asked (kind)
      cross join lateral (
        select id, run_at from jobs
        where jobs.kind = asked.kind and finished_at is null and run_at <= now()
          and (leased_until is null or leased_until < now())
        order by run_at limit ${most} for update skip locked
      ) as first
      order by run_at limit ${most}
    )
    update jobs set
      lease = ${randomUUID()},
      leased_until = now() + make_interval(secs => ${LEASE}),
      attempts = attempts + 1
    from due where jobs.id = due.id
    returning jobs.*`.execute(db)
  return rows
}

/** A job's lease, kept alive while it runs. @returns false when another worker holds it by now */
export async function holdJob(db: Db, job: Job): Promise<boolean> {
  const held = await db
    .updateTable('jobs')
    .set({ leased_until: sql<Date>`now() + make_interval(secs => ${LEASE})` })
    .where('id', '=', job.id)
    .where('lease', '=', job.lease)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return held.numUpdatedRows === 1n
}

/** @param code how it went, in a word of ours; where its subject is gone, so is the last that named it */
export async function finishJob(db: Kysely<Database>, job: Job, code: string): Promise<void> {
  const finished = { finished_at: sql<Date>`now()`, leased_until: null, code }
  await db
    .updateTable('jobs')
    .set(code === 'gone' ? { ...finished, subject_id: null } : finished)
    .where('id', '=', job.id)
    .where('lease', '=', job.lease)
    .execute()
}

/**
 * Puts a job back to wait; where the same was asked for meanwhile, that one does for both.
 * @param counted false: this was no attempt, only a wait
 */
export async function postponeJob(
  db: Db,
  job: Job,
  runAt: Date,
  code: string,
  counted = true,
): Promise<void> {
  try {
    await db
      .updateTable('jobs')
      .set({
        run_at: runAt,
        leased_until: null,
        lease: null,
        code,
        attempts: counted ? job.attempts : job.attempts - 1,
      })
      .where('id', '=', job.id)
      .where('lease', '=', job.lease)
      .execute()
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'jobs_waiting_key') throw error
    await finishJob(db, job, 'merged')
  }
}
