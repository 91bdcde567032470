import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import { Later } from '../jobs/worker.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import type { Vault } from '../seal/vault.ts'
import { mailboxOf } from './address.ts'

const MOST = 3
const DAY = 24 * 60 * 60_000

const scopeOf = (moment: number) => `mail-limit:${new Date(moment).toISOString().slice(0, 10)}`

async function findKey(keys: DataKeys, scope: string): Promise<DataKey | undefined> {
  try {
    return await keys.getByScope(scope)
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

async function makeKey({ db, keys }: Vault, scope: string): Promise<DataKey> {
  await db.transaction().execute(async trx => {
    await sql`select pg_advisory_xact_lock(hashtext(${scope}))`.execute(trx)
    const known = await trx.selectFrom('data_keys').select('id').where('scope', '=', scope).executeTakeFirst()
    if (!known) await keys.create(trx, scope)
  })
  return keys.getByScope(scope)
}

const listSent = (trx: Trx, indexes: Buffer[]) =>
  trx
    .selectFrom('mail_limits')
    .select('sent_at')
    .where('address_index', 'in', indexes)
    .where('sent_at', '>', sql<Date>`now() - interval '24 hours'`)
    .orderBy('sent_at', 'desc')
    .limit(MOST)
    .execute()

/** Takes back what `takeTurn` took: the mail did not leave. */
export type GiveBack = () => Promise<void>

/**
 * Counts one mail to a mailbox, whatever petition it is about: at most three in 24 hours.
 * @throws Later with the moment at which the oldest of the three is a day old
 */
export async function takeTurn(vault: Vault, email: string): Promise<GiveBack> {
  const { db, keys } = vault
  const now = Date.now()
  const address = mailboxOf(email)
  const key = (await findKey(keys, scopeOf(now))) ?? (await makeKey(vault, scopeOf(now)))
  const before = await findKey(keys, scopeOf(now - DAY))
  const index = key.index(address)
  const indexes = before ? [index, before.index(address)] : [index]
  const turn = await db.transaction().execute(async trx => {
    await sql`select pg_advisory_xact_lock(${index.readInt32BE()})`.execute(trx)
    const sent = await listSent(trx, indexes)
    const oldest = sent.at(MOST - 1)
    if (oldest) throw new Later('limited', new Date(oldest.sent_at.getTime() + DAY + 1_000))
    return trx
      .insertInto('mail_limits')
      .values({ address_index: index })
      .returning(sql<string>`sent_at::text`.as('sent_at'))
      .executeTakeFirstOrThrow()
  })
  return () => forgetTurn(db, index, turn.sent_at)
}

async function forgetTurn(db: Db, index: Buffer, sentAt: string): Promise<void> {
  await db
    .deleteFrom('mail_limits')
    .where('address_index', '=', index)
    .where('sent_at', '=', sql<Date>`${sentAt}::timestamptz`)
    .execute()
}

/** Destroys the keys of the days before yesterday, and all that was counted under them. */
export async function forgetLimits(trx: Trx): Promise<void> {
  const kept = [scopeOf(Date.now()), scopeOf(Date.now() - DAY)]
  await trx
    .deleteFrom('data_keys')
    .where('scope', 'like', 'mail-limit:%')
    .where('scope', 'not in', kept)
    .execute()
  await trx.deleteFrom('mail_limits').where('sent_at', '<', sql<Date>`now() - interval '2 days'`).execute()
}
