import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database, Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { Locale } from '../http/words.ts'
import { canonicalAddress } from '../mail/address.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import type { Role } from '../union/scope.ts'
import type { Account } from './tables.ts'

/** Who an officer is, sealed in one piece under the key of the accounts. */
export interface Profile {
  email: string
  name: string
}

/** What an officer does, and where they stand. */
export interface Standing {
  role: Role
  region_id: string | null
  federation_id: string | null
  section_ids: string[]
}

export interface NewAccount extends Profile, Standing {
  locale: Locale
  password_hash?: string
  invited_by?: string
}

const place = (id: string) => ({ table: 'accounts', column: 'profile_sealed', row: id })

export const accountsKey = ({ keys }: Pick<Vault, 'keys'>): Promise<DataKey> => keys.getByScope('accounts')

export const addressIndex = (key: DataKey, email: string): Buffer => key.index(canonicalAddress(email))

export const sealProfile = (key: DataKey, id: string, profile: Profile): Buffer =>
  key.seal(place(id), profile)

export const openProfile = (
  key: DataKey,
  { id, profile_sealed }: Pick<Account, 'id' | 'profile_sealed'>,
): Profile => key.open<Profile>(place(id), profile_sealed)

/** @throws NotFound */
export async function getAccount(db: Kysely<Database>, id: string): Promise<Account> {
  const account = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
  if (!account) throw new NotFound()
  return account
}

export const findAccountByAddress = (
  db: Kysely<Database>,
  key: DataKey,
  email: string,
): Promise<Account | undefined> =>
  db
    .selectFrom('accounts')
    .selectAll()
    .where('address_index', '=', addressIndex(key, email))
    .executeTakeFirst()

/** @returns the new account's id, or undefined when the address already has one */
export async function addAccount(trx: Trx, key: DataKey, account: NewAccount): Promise<string | undefined> {
  const { email, name, section_ids, ...row } = account
  const id = randomUUID()
  const added = await trx
    .insertInto('accounts')
    .values({
      ...row,
      id,
      address_index: addressIndex(key, email),
      profile_sealed: sealProfile(key, id, { email, name }),
    })
    .onConflict(oc => oc.column('address_index').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) await placeInSections(trx, id, section_ids)
  return added?.id
}

/** Puts an account in these sections and no others. */
export async function placeInSections(trx: Trx, accountId: string, sectionIds: string[]): Promise<void> {
  await trx.deleteFrom('account_sections').where('account_id', '=', accountId).execute()
  if (sectionIds.length === 0) return
  const rows = sectionIds.map(section_id => ({ account_id: accountId, section_id }))
  await trx.insertInto('account_sections').values(rows).execute()
}
