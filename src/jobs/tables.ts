import type { Generated } from 'kysely'

export interface JobsTable {
  id: Generated<string>
  kind: string
  scope_id: string | null
  subject_id: string | null
  run_at: Generated<Date>
  attempts: Generated<number>
  leased_until: Date | null
  lease: string | null
  /** Our own word for how it went, never another program's sentence. */
  code: string | null
  created_at: Generated<Date>
  finished_at: Date | null
}

export interface SchedulesTable {
  name: string
  ran_at: Generated<Date>
}

export interface JobTables {
  jobs: JobsTable
  schedules: SchedulesTable
}
