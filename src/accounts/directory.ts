import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Database } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { Locale } from '../http/words.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import type { Role, Viewer } from '../union/scope.ts'
import { accountsKey, openProfile, type Profile } from './account.ts'

export type AccountState = 'invited' | 'active' | 'closed'

/** An officer as other officers see them. */
export interface Officer extends Profile {
  id: string
  role: Role
  locale: Locale
  state: AccountState
  factor: boolean
  invited_by: string | null
  created_at: Date
  closed_at: Date | null
  region_id: string | null
  federation_id: string | null
  /** Name of the region or federation they stand for. */
  place_name: string | null
  sections: { id: string; name: string; region_id: string }[]
}

/** The accounts a viewer sees: those who stand where they do, or below. */
const visible =
  (viewer: Viewer) =>
  (eb: ExpressionBuilder<Database, 'accounts'>): Expression<SqlBool> => {
    const placed = eb
      .selectFrom('account_sections')
      .innerJoin('sections', 'sections.id', 'account_sections.section_id')
      .select('section_id')
      .whereRef('account_sections.account_id', '=', 'accounts.id')
    if (viewer.role === 'administrator') return sql`true`
    if (viewer.role === 'federation-officer') return eb('accounts.federation_id', '=', viewer.federation_id)
    if (viewer.role === 'regional-officer') {
      const inRegion = eb.exists(placed.where('sections.region_id', '=', viewer.region_id))
      return eb.or([eb('accounts.region_id', '=', viewer.region_id), inRegion])
    }
    return viewer.section_ids.length > 0
      ? eb.exists(placed.where('section_id', 'in', viewer.section_ids))
      : sql`false`
  }

const selectOfficers = ({ db }: Vault, viewer: Viewer) =>
  db
    .selectFrom('accounts')
    .leftJoin('regions', 'regions.id', 'accounts.region_id')
    .leftJoin('federations', 'federations.id', 'accounts.federation_id')
    .select(eb => [
      'accounts.id',
      'accounts.profile_sealed',
      'accounts.role',
      'accounts.locale',
      'accounts.region_id',
      'accounts.federation_id',
      'accounts.invited_by',
      'accounts.created_at',
      'accounts.closed_at',
      eb('accounts.factor_sealed', 'is not', null).as('factor'),
      eb('accounts.password_hash', 'is not', null).as('accepted'),
      eb.fn.coalesce('regions.name', 'federations.name').as('place_name'),
      jsonArrayFrom(
        eb
          .selectFrom('account_sections')
          .innerJoin('sections', 'sections.id', 'account_sections.section_id')
          .select(['sections.id', 'sections.name', 'sections.region_id'])
          .whereRef('account_sections.account_id', '=', 'accounts.id')
          .orderBy('sections.name'),
      ).as('sections'),
    ])
    .where(visible(viewer))

type Row = Awaited<ReturnType<ReturnType<typeof selectOfficers>['execute']>>[number]

function toOfficer(key: DataKey, { profile_sealed, accepted, ...row }: Row): Officer {
  return {
    ...row,
    ...openProfile(key, { id: row.id, profile_sealed }),
    locale: row.locale as Locale,
    factor: Boolean(row.factor),
    state: row.closed_at ? 'closed' : accepted ? 'active' : 'invited',
  }
}

/** The officers a viewer sees, by name. */
export async function listOfficers(vault: Vault, viewer: Viewer): Promise<Officer[]> {
  const key = await accountsKey(vault)
  const rows = await selectOfficers(vault, viewer).execute()
  return rows.map(row => toOfficer(key, row)).sort((a, b) => a.name.localeCompare(b.name, 'fr'))
}

/** @throws NotFound also for those a viewer does not see */
export async function getOfficer(vault: Vault, viewer: Viewer, id: string): Promise<Officer> {
  const row = await selectOfficers(vault, viewer).where('accounts.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound()
  return toOfficer(await accountsKey(vault), row)
}

/** Whether a viewer changes and closes an account: administrators all, a region its leaders, each who they invited till they come. */
export function mayManage(viewer: Viewer, officer: Officer): boolean {
  if (viewer.role === 'administrator') return true
  if (officer.state === 'invited' && officer.invited_by === viewer.account_id) return true
  return (
    viewer.role === 'regional-officer' &&
    officer.role === 'section-leader' &&
    officer.sections.every(({ region_id }) => region_id === viewer.region_id)
  )
}
