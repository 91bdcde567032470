import { randomUUID } from 'node:crypto'
import { addressIndex, sealProfile } from '../accounts/account.ts'
import { hashPassword } from '../accounts/password.ts'
import type { Trx } from '../database.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import type { Role } from '../union/scope.ts'
import type { Places } from './fill-union.ts'
import { type DemoOfficer, type OfficerName, officers } from './officer.ts'

export type Accounts = Map<OfficerName, string>

const roles: Record<DemoOfficer['role'], Role> = {
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
    const id = randomUUID()
    await trx
      .insertInto('accounts')
      .values({
        id,
        address_index: addressIndex(key, email),
        profile_sealed: sealProfile(key, id, { email, name }),
        role: roles[role],
        region_id: (region && places.regions.get(region)) ?? null,
        federation_id: (federation && places.federations.get(federation)) ?? null,
        password_hash,
      })
      .execute()
    for (const section of sections) {
      const section_id = places.sections.get(section) as string
      await trx.insertInto('account_sections').values({ account_id: id, section_id }).execute()
    }
    accounts.set(officer.name, id)
  }
  return accounts
}
