import { sql } from 'kysely'
import type { Schedule } from '../jobs/schedule.ts'

/** The log is kept for twelve months. */
export const auditSchedule: Schedule = {
  name: 'audit-retention',
  every: '1 day',
  run: async trx => {
    await trx
      .deleteFrom('audit_events')
      .where('created_at', '<', sql<Date>`now() - interval '12 months'`)
      .execute()
  },
}
