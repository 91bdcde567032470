import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'

export interface Schedule {
  name: string
  /** A PostgreSQL interval: '1 second', '1 hour', '1 day'. */
  every: string
  run: (trx: Trx, log: FastifyBaseLogger) => Promise<void>
}

/** Runs what is due, each in one transaction that also claims its turn: twice at once is impossible, a crash gives the turn back. */
export async function runSchedules(db: Db, schedules: Schedule[], log: FastifyBaseLogger): Promise<void> {
  for (const schedule of schedules) {
    try {
      await runSchedule(db, schedule, log)
    } catch (error) {
      log.error({ schedule: schedule.name, name: (error as Error).name }, 'a scheduled act failed')
    }
  }
}

/** @returns whether it was due */
export async function runSchedule(
  db: Db,
  { name, every, run }: Schedule,
  log: FastifyBaseLogger,
): Promise<boolean> {
  const due = await db
    .selectFrom('schedules')
    .select('name')
    .where('name', '=', name)
    .where('ran_at', '>', sql<Date>`now() - ${every}::interval`)
    .executeTakeFirst()
  if (due) return false
  return db.transaction().execute(async trx => {
    const claimed = await trx
      .insertInto('schedules')
      .values({ name })
      .onConflict(oc =>
        oc
          .column('name')
          .doUpdateSet({ ran_at: sql<Date>`now()` })
          .where('schedules.ran_at', '<=', sql<Date>`now() - ${every}::interval`),
      )
      .returning('name')
      .executeTakeFirst()
    if (claimed) await run(trx, log)
    return claimed !== undefined
  })
}
