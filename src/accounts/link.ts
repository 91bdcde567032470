import { type Kysely, sql } from 'kysely'
import type { Database, Trx } from '../database.ts'
import { type DataKey, tokenId } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { accountsKey } from './account.ts'
import type { Account } from './tables.ts'

export type LinkPurpose = 'invitation' | 'reset'

/** How long a link is good, as PostgreSQL intervals. */
const lasts: Record<LinkPurpose, string> = { invitation: '7 days', reset: '1 hour' }

const live = (purpose: LinkPurpose) =>
  sql<boolean>`account_links.created_at > now() - ${lasts[purpose]}::interval`

/** What the mailed address holds: the link's id and a mac of it, the same on every attempt to send it. */
export const linkToken = (key: DataKey, purpose: LinkPurpose, id: string): string =>
  key.token(purpose, Buffer.from(id.replaceAll('-', ''), 'hex'))

export const linkPath = (purpose: LinkPurpose, token: string): string =>
  purpose === 'invitation' ? `/account-invitations/${token}/acceptance` : `/password-resets/${token}`

/** Makes a link; those made before for the same purpose open nothing any more. @returns its id */
export async function makeLink(trx: Trx, accountId: string, purpose: LinkPurpose): Promise<string> {
  await trx
    .updateTable('account_links')
    .set({ used_at: sql<Date>`now()` })
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute()
  const { id } = await trx
    .insertInto('account_links')
    .values({ account_id: accountId, purpose })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export interface Linked {
  link_id: string
  account: Account
}

/** A live link and its account; undefined when it was used, is too old, was replaced, or the account is closed. */
export async function findLinkById(
  db: Kysely<Database>,
  purpose: LinkPurpose,
  id: string,
): Promise<Linked | undefined> {
  const found = await db
    .selectFrom('account_links')
    .innerJoin('accounts', 'accounts.id', 'account_links.account_id')
    .selectAll('accounts')
    .select('account_links.id as link_id')
    .where('account_links.id', '=', id)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where(live(purpose))
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (!found) return undefined
  const { link_id, ...account } = found
  return { link_id, account }
}

/** As `findLinkById`, by what the mailed address holds. */
export async function findLinked(
  vault: Vault,
  purpose: LinkPurpose,
  token: string,
): Promise<Linked | undefined> {
  const key = await accountsKey(vault)
  const id = key.holds(purpose, token) ? tokenId(token)?.toString('hex') : undefined
  return id ? findLinkById(vault.db, purpose, id) : undefined
}

/** Spends a link. @returns false when it was spent, replaced or became too old in the meantime */
export async function spendLink(trx: Trx, id: string, purpose: LinkPurpose): Promise<boolean> {
  const spent = await trx
    .updateTable('account_links')
    .set({ used_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where(live(purpose))
    .executeTakeFirst()
  return spent.numUpdatedRows === 1n
}

/** The newest live link of an account, to be copied where no mail can be sent. */
export const findLiveLink = (
  db: Kysely<Database>,
  accountId: string,
  purpose: LinkPurpose,
): Promise<{ id: string; created_at: Date } | undefined> =>
  db
    .selectFrom('account_links')
    .select(['id', 'created_at'])
    .where('account_id', '=', accountId)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where(live(purpose))
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
