import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { Schedule } from './schedule.ts'

/** Jobs forgotten at once: more a minute than a mail server takes. */
const STEP = 10_000

/** Forgets jobs thirty days after their end, the oldest first: privacy contract, section 2. */
async function forgetFinished(trx: Trx): Promise<void> {
  const old = trx
    .selectFrom('jobs')
    .select('id')
    .where('finished_at', '<', sql<Date>`now() - interval '30 days'`)
    .orderBy('finished_at')
    .limit(STEP)
  await trx.deleteFrom('jobs').where('id', 'in', old).execute()
}

/** Forgets what was done about a subject, with the subject; what still waits finds it gone. */
export async function forgetJobsOf(trx: Trx, subjectId: string): Promise<void> {
  await trx
    .deleteFrom('jobs')
    .where('subject_id', '=', subjectId)
    .where('finished_at', 'is not', null)
    .execute()
}

export const jobSchedule: Schedule = { name: 'job-retention', every: '1 minute', run: forgetFinished }
