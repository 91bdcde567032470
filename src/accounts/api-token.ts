import { createHash, randomBytes } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Db } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from '../union/scope.ts'
import { openViewer, viewers } from './session.ts'
import type { ApiTokensTable } from './tables.ts'

export type ApiToken = Omit<Selectable<ApiTokensTable>, 'token_hash' | 'account_id'>

/** Days a token may live. */
export const tokenLives = ['30', '90', '365'] as const

/** Told apart from other secrets by whoever searches a repository for them. */
const PREFIX = 'unisson_'

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Gives a program the eyes of its officer, for figures only. @returns the token, which is kept nowhere */
export async function issueToken(
  { db, keys }: Vault,
  { account_id }: Viewer,
  { label, days }: { label: string; days: number },
): Promise<string> {
  const token = PREFIX + randomBytes(32).toString('base64url')
  await db.transaction().execute(async trx => {
    const expires_at = sql<Date>`now() + make_interval(days => ${days})`
    await trx
      .insertInto('api_tokens')
      .values({ account_id, token_hash: hashOf(token), label, expires_at })
      .execute()
    await recordEvent(trx, keys, {
      account_id,
      act: 'api-token.creation',
      subject: 'account',
      detail: { days },
    })
  })
  return token
}

/** An officer's tokens that still open something, the newest first. */
export const listTokens = (db: Db, accountId: string): Promise<ApiToken[]> =>
  db
    .selectFrom('api_tokens')
    .select(['id', 'label', 'created_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('created_at', 'desc')
    .execute()

/** @throws NotFound where it is not the viewer's */
export async function revokeToken({ db, keys }: Vault, { account_id }: Viewer, id: string): Promise<void> {
  await db.transaction().execute(async trx => {
    const { numDeletedRows } = await trx
      .deleteFrom('api_tokens')
      .where('id', '=', id)
      .where('account_id', '=', account_id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new NotFound()
    await recordEvent(trx, keys, { account_id, act: 'api-token.removal', subject: 'account' })
  })
}

/** As whom a token reads, or nobody: unknown, expired, revoked, or of a closed account. */
export async function findBearer(vault: Vault, token: string): Promise<Viewer | undefined> {
  const account = await viewers(vault.db)
    .innerJoin('api_tokens', 'api_tokens.account_id', 'accounts.id')
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return account && openViewer(vault, { ...account, factor_at: null, session_id: null })
}
