import type { Generated, Selectable } from 'kysely'
import type { Role } from '../union/scope.ts'

export interface AccountsTable {
  id: string
  address_index: Buffer
  profile_sealed: Buffer
  role: Role
  region_id: string | null
  federation_id: string | null
  locale: Generated<string>
  password_hash: string | null
  factor_sealed: Buffer | null
  /** The last time step a code was accepted for: a code works once. */
  factor_counter: number | null
  invited_by: string | null
  created_at: Generated<Date>
  closed_at: Date | null
}

export interface AccountSectionsTable {
  account_id: string
  section_id: string
}

export interface RecoveryCodesTable {
  account_id: string
  code_hash: Buffer
}

export interface AccountLinksTable {
  id: Generated<string>
  account_id: string
  purpose: 'invitation' | 'reset'
  created_at: Generated<Date>
  used_at: Date | null
}

export interface SessionsTable {
  token_hash: Buffer
  /** Stays when a second factor changes the token. */
  id: Generated<string>
  account_id: string
  created_at: Generated<Date>
  expires_at: Date
  /** When a second factor was last given in this session. */
  factor_at: Date | null
}

/** A token of a program that reads figures as its officer does. */
export interface ApiTokensTable {
  id: Generated<string>
  account_id: string
  token_hash: Buffer
  /** What it is for, in the officer's words. */
  label: string
  created_at: Generated<Date>
  expires_at: Date
}

export interface AccountTables {
  api_tokens: ApiTokensTable
  accounts: AccountsTable
  account_sections: AccountSectionsTable
  recovery_codes: RecoveryCodesTable
  account_links: AccountLinksTable
  sessions: SessionsTable
}

export type Account = Selectable<AccountsTable>
