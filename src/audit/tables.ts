import type { Generated, JSONColumnType } from 'kysely'

export interface AuditEventsTable {
  id: Generated<string>
  created_at: Generated<Date>
  account_id: string | null
  act: string
  subject: string
  subject_id: string | null
  detail: JSONColumnType<Record<string, string | number | boolean | null>>
  reason_sealed: Buffer | null
}

export interface AuditTables {
  audit_events: AuditEventsTable
}
