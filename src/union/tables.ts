import type { Generated, Selectable } from 'kysely'

export interface LegalBodiesTable {
  id: Generated<string>
  name: string
  address: string
  contact: string
  data_protection_contact: string
}

/** One row: the union itself. */
export interface SettingsTable {
  id: Generated<boolean>
  union_name: Generated<string>
  legal_body_id: string | null
  publisher: Generated<string>
  publication_director: Generated<string>
  host_name: Generated<string>
  host_address: Generated<string>
  accent: Generated<string>
  join_url: Generated<string>
  /** What the union calls its levels, one and several; empty: our own words. */
  region_word: Generated<string>
  regions_word: Generated<string>
  federation_word: Generated<string>
  federations_word: Generated<string>
  section_word: Generated<string>
  sections_word: Generated<string>
  approval: Generated<'none' | 'region' | 'union'>
}

export interface RegionsTable {
  id: Generated<string>
  name: string
  legal_body_id: string | null
  closed_at: Date | null
}

export interface SectionsTable {
  id: Generated<string>
  region_id: string
  federation_id: string | null
  name: string
  company: Generated<string>
  city: Generated<string>
  legal_body_id: string | null
  closed_at: Date | null
}

export interface SourcesTable {
  code: string
  name: string
}

export interface EmployerDomainsTable {
  domain: string
  /** The day an administrator recorded the company agreement (Code du travail L2142-6). */
  agreement_on: string | null
}

export interface UnionTables {
  legal_bodies: LegalBodiesTable
  settings: SettingsTable
  regions: RegionsTable
  federations: RegionsTable
  sections: SectionsTable
  sources: SourcesTable
  employer_domains: EmployerDomainsTable
}

export type Settings = Selectable<SettingsTable>
export type Region = Selectable<RegionsTable>
export type Section = Selectable<SectionsTable>
export type LegalBody = Selectable<LegalBodiesTable>
