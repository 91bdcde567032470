import { timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Database, Db } from '../database.ts'
import type { Locale } from '../http/words.ts'
import type { KeyRing } from '../seal/key-ring.ts'
import type { Vault } from '../seal/vault.ts'
import { accountsKey, addAccount } from './account.ts'
import { hashPassword } from './password.ts'

async function hasAdministrator(db: Kysely<Database>): Promise<boolean> {
  const found = await db
    .selectFrom('accounts')
    .select('id')
    .where('role', '=', 'administrator')
    .where('closed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

const setUpToken = (ring: KeyRing): Buffer => ring.derive('set-up')

/** The page where the first administrator is made; undefined once there is one. */
export const setUpPath = async (db: Db, ring: KeyRing): Promise<string | undefined> =>
  (await hasAdministrator(db)) ? undefined : `/set-up/${setUpToken(ring).toString('base64url')}`

/** Whether this is the set-up link, and still of use. */
export async function holdsSetUp(db: Db, ring: KeyRing, token: string): Promise<boolean> {
  const given = Buffer.from(token, 'base64url')
  const ours = setUpToken(ring)
  return given.length === ours.length && timingSafeEqual(given, ours) && !(await hasAdministrator(db))
}

export interface SetUp {
  union_name: string
  name: string
  email: string
  password: string
  locale: Locale
}

/** Makes the first administrator and names the union. @returns the account's id, or undefined when another came first */
export async function setUp(
  vault: Vault,
  { union_name, name, email, password, locale }: SetUp,
): Promise<string | undefined> {
  const key = await accountsKey(vault)
  const password_hash = await hashPassword(key, password)
  return vault.db.transaction().execute(async trx => {
    await trx.selectFrom('settings').select('id').forUpdate().execute()
    if (await hasAdministrator(trx)) return undefined
    const id = await addAccount(trx, key, {
      email,
      name,
      locale,
      password_hash,
      role: 'administrator',
      region_id: null,
      federation_id: null,
      section_ids: [],
    })
    if (!id) return undefined
    await trx.updateTable('settings').set({ union_name }).execute()
    await recordEvent(trx, vault.keys, {
      account_id: id,
      act: 'account.set-up',
      subject: 'account',
      subject_id: id,
    })
    return id
  })
}
