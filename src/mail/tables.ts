import type { Generated } from 'kysely'

export interface MailLimitsTable {
  address_index: Buffer
  sent_at: Generated<Date>
}

export interface SuppressionsTable {
  address_index: Buffer
  reach: 'petition' | 'surveys' | 'all'
  scope_id: string | null
  code: 'refused' | 'bounced'
  created_on: Generated<string>
}

export interface MailTables {
  mail_limits: MailLimitsTable
  suppressions: SuppressionsTable
}
