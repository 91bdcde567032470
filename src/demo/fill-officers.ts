import { addAccount } from '../accounts/account.ts'
import { hashPassword } from '../accounts/password.ts'
import type { Trx } from '../database.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import type { Role } from '../union/scope.ts'
import type { Places } from './fill-union.ts'
import { type DemoOfficer, type OfficerName, officers } from './officer.ts'

export type Accounts = Map<OfficerName, string>

export const roles: Record<DemoOfficer['role'], Role> = {
  administrator: 'administrator',
  federation: 'federation-officer',
  region: 'regional-officer',
  section: 'section-leader',
}

/** One account each; the password is the same for all. */
export async function fillOfficers(
  trx: Trx,
  keys: DataKeys,
  places: Places,
  password: string,
): Promise<Accounts> {
  const key = await keys.getByScope('accounts')
  const password_hash = await hashPassword(key, password)
  const accounts: Accounts = new Map()
  for (const officer of officers) {
    const { name, email, role, region, federation, sections = [] }: DemoOfficer = officer
    const id = await addAccount(trx, key, {
      name,
      email,
      locale: 'fr',
      role: roles[role],
      region_id: (region && places.regions.get(region)) ?? null,
      federation_id: (federation && places.federations.get(federation)) ?? null,
      section_ids: sections.map(code => places.sections.get(code) as string),
      password_hash,
    })
    accounts.set(officer.name, id as string)
  }
  return accounts
}
