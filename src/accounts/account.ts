import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Database, Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { Locale } from '../http/words.ts'
import { canonicalAddress } from '../mail/address.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { placeInSections, type Standing } from './standing.ts'
import type { Account } from './tables.ts'

/** Who an officer is, sealed in one piece under the key of the accounts. */
export interface Profile {
  email: string
  name: string
}

export interface NewAccount extends Profile, Standing {
  locale: Locale
  password_hash?: string
  invited_by?: string
}

const place = (id: string) => ({ table: 'accounts', column: 'profile_sealed', row: id })

export const accountsKey = ({ keys }: Pick<Vault, 'keys'>): Promise<DataKey> => keys.getByScope('accounts')

const addressIndex = (key: DataKey, email: string): Buffer => key.index(canonicalAddress(email))

const sealProfile = (key: DataKey, id: string, profile: Profile): Buffer => key.seal(place(id), profile)

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

/** What an officer changes about themselves. */
export async function changeProfile(
  { db, keys }: Vault,
  account: Account,
  { name, locale }: { name: string; locale: Locale },
): Promise<void> {
  const key = await accountsKey({ keys })
  const profile_sealed = sealProfile(key, account.id, { ...openProfile(key, account), name })
  await db.transaction().execute(async trx => {
    await trx.updateTable('accounts').set({ profile_sealed, locale }).where('id', '=', account.id).execute()
    await recordEvent(trx, keys, { account_id: account.id, act: 'account.profile', subject: 'account' })
  })
}

/** Every account's name by its id, those closed included. */
export async function readNames(vault: Vault): Promise<Map<string, string>> {
  const key = await accountsKey(vault)
  const accounts = await vault.db.selectFrom('accounts').select(['id', 'profile_sealed']).execute()
  return new Map(accounts.map(account => [account.id, openProfile(key, account).name]))
}
