import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from '../union/scope.ts'
import { openProfile } from './account.ts'

export const sessionCookie = 'unisson'

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** Opens a session for half a day. @returns what the cookie holds; the table holds its hash only */
export async function openSession(db: Db, accountId: string, factor: boolean): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db
    .insertInto('sessions')
    .values({
      token_hash: hashOf(token),
      account_id: accountId,
      expires_at: sql<Date>`now() + interval '12 hours'`,
      factor_at: factor ? sql<Date>`now()` : null,
    })
    .execute()
  return token
}

/** Who holds this token, or nobody: unknown, expired, or an account that was closed. */
export async function findViewer({ db, keys }: Vault, token: string): Promise<Viewer | undefined> {
  const account = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select(eb => [
      'accounts.id',
      'accounts.profile_sealed',
      'accounts.role',
      'accounts.region_id',
      'accounts.federation_id',
      'accounts.factor_sealed',
      'sessions.factor_at',
      eb
        .selectFrom('account_sections')
        .select(sql<string[]>`coalesce(array_agg(section_id), '{}')`.as('ids'))
        .whereRef('account_sections.account_id', '=', 'accounts.id')
        .as('section_ids'),
    ])
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (!account) return undefined
  const { id, profile_sealed, factor_sealed, ...rest } = account
  const { name } = openProfile(await keys.getByScope('accounts'), { id, profile_sealed })
  return {
    ...rest,
    account_id: id,
    name,
    section_ids: account.section_ids ?? [],
    factor: factor_sealed !== null,
  }
}

export async function closeSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute()
}
