import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Kysely, sql } from 'kysely'
import type { Database, Db } from '../database.ts'
import type { Vault } from '../seal/vault.ts'
import type { Reach, Viewer } from '../union/scope.ts'
import { openProfile } from './account.ts'

const hashOf = (token: string) => createHash('sha256').update(token).digest()
const newToken = () => randomBytes(32).toString('base64url')

/** The cookie that holds a session's token; it ends with the browser, so that a shared computer forgets. */
export class SessionCookie {
  readonly #name: string
  readonly #options: { path: '/'; httpOnly: true; sameSite: 'lax'; secure: boolean }

  /** @param publicUrl over https the cookie is bound to this very host and never sent in the clear */
  constructor(publicUrl: string) {
    const secure = publicUrl.startsWith('https:')
    this.#name = secure ? '__Host-unisson' : 'unisson'
    this.#options = { path: '/', httpOnly: true, sameSite: 'lax', secure }
  }

  find(request: FastifyRequest): string | undefined {
    return request.cookies[this.#name]
  }

  give(reply: FastifyReply, token: string): void {
    reply.setCookie(this.#name, token, this.#options)
  }

  take(reply: FastifyReply): void {
    reply.clearCookie(this.#name, this.#options)
  }
}

/** Opens a session for half a day. @returns what the cookie holds; the table holds its hash only */
export async function openSession(db: Kysely<Database>, accountId: string): Promise<string> {
  const token = newToken()
  await db
    .insertInto('sessions')
    .values({
      token_hash: hashOf(token),
      account_id: accountId,
      expires_at: sql<Date>`now() + interval '12 hours'`,
      factor_at: null,
    })
    .execute()
  return token
}

/** Notes that a second factor was given, under a new token: the old one, seen before, opens nothing any more. */
export async function proveSession(db: Kysely<Database>, token: string): Promise<string> {
  const proven = newToken()
  await db
    .updateTable('sessions')
    .set({ token_hash: hashOf(proven), factor_at: sql<Date>`now()` })
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirstOrThrow()
  return proven
}

/** Open accounts with all that tells what they may see. */
export const viewers = (db: Db) =>
  db
    .selectFrom('accounts')
    .select(eb => [
      'accounts.id',
      'accounts.profile_sealed',
      'accounts.role',
      'accounts.region_id',
      'accounts.federation_id',
      'accounts.factor_sealed',
      eb
        .selectFrom('account_sections')
        .select(sql<string[]>`coalesce(array_agg(section_id), '{}')`.as('ids'))
        .whereRef('account_sections.account_id', '=', 'accounts.id')
        .as('section_ids'),
    ])
    .where('closed_at', 'is', null)

/** What an account follows as it stands now, without a session; nothing once it is closed. */
export async function findReach(db: Db, accountId: string): Promise<Reach | undefined> {
  const account = await viewers(db).where('accounts.id', '=', accountId).executeTakeFirst()
  return account && { ...account, section_ids: account.section_ids ?? [] }
}

type Found = Awaited<ReturnType<ReturnType<typeof viewers>['executeTakeFirstOrThrow']>> &
  Pick<Viewer, 'factor_at' | 'session_id'>

export async function openViewer({ keys }: Pick<Vault, 'keys'>, account: Found): Promise<Viewer> {
  const { id, profile_sealed, factor_sealed, section_ids, ...rest } = account
  const { name } = openProfile(await keys.getByScope('accounts'), { id, profile_sealed })
  return { ...rest, account_id: id, name, section_ids: section_ids ?? [], factor: factor_sealed !== null }
}

/** Who holds this token, or nobody: unknown, expired, or an account that was closed. */
export async function findViewer(vault: Vault, token: string): Promise<Viewer | undefined> {
  const account = await viewers(vault.db)
    .innerJoin('sessions', 'sessions.account_id', 'accounts.id')
    .select(['sessions.factor_at', 'sessions.id as session_id'])
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return account && openViewer(vault, account)
}

export async function closeSession(db: Kysely<Database>, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token_hash', '=', hashOf(token)).execute()
}

/** Ends every session of an account, on every device. */
export async function closeSessions(db: Kysely<Database>, accountId: string): Promise<void> {
  await db.deleteFrom('sessions').where('account_id', '=', accountId).execute()
}
