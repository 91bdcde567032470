import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import { enqueueMail } from '../mail/outbox.ts'
import type { Vault } from '../seal/vault.ts'
import { accountsKey, findAccountByAddress } from './account.ts'
import { makeLink, spendLink } from './link.ts'
import { hashPassword } from './password.ts'
import { closeSessions, openSession } from './session.ts'

/** Mails an hour to one account, however many are asked for: each holds a link that is good for as long. */
const MOST = 3

/** Mails a link to whoever has this address; does nothing, and says nothing, where nobody has. */
export async function askReset(vault: Vault, email: string): Promise<void> {
  const account = await findAccountByAddress(vault.db, await accountsKey(vault), email)
  if (!account?.password_hash || account.closed_at) return
  await vault.db.transaction().execute(async trx => {
    await trx.selectFrom('accounts').select('id').where('id', '=', account.id).forUpdate().execute()
    const { asked } = await trx
      .selectFrom('account_links')
      .select(eb => eb.fn.countAll<number>().as('asked'))
      .where('account_id', '=', account.id)
      .where('purpose', '=', 'reset')
      .where('created_at', '>', sql<Date>`now() - interval '1 hour'`)
      .executeTakeFirstOrThrow()
    if (asked >= MOST) return
    await enqueueMail(trx, { kind: 'password-reset', subject_id: await makeLink(trx, account.id, 'reset') })
  })
}

/**
 * Sets a first or a new password by a mailed link, which is spent; every session and token ends and
 * one session opens here.
 * @returns the new session's token, or undefined when the link was spent meanwhile
 */
export async function setPassword(
  vault: Vault,
  link: { link_id: string; account_id: string; purpose: 'invitation' | 'reset' },
  password: string,
): Promise<string | undefined> {
  const { account_id, purpose } = link
  const password_hash = await hashPassword(await accountsKey(vault), password)
  return vault.db.transaction().execute(async trx => {
    if (!(await spendLink(trx, link.link_id, purpose))) return undefined
    await trx.updateTable('accounts').set({ password_hash }).where('id', '=', account_id).execute()
    await closeSessions(trx, account_id)
    // Whoever had got in may have left one behind.
    await trx.deleteFrom('api_tokens').where('account_id', '=', account_id).execute()
    const act = purpose === 'invitation' ? 'account.acceptance' : 'account.password.reset'
    await recordEvent(trx, vault.keys, { account_id, act, subject: 'account' })
    return openSession(trx, account_id)
  })
}

/** Sets a new password for someone who just gave the old one; their other sessions end. @returns the new session's token */
export async function changePassword(vault: Vault, accountId: string, password: string): Promise<string> {
  const password_hash = await hashPassword(await accountsKey(vault), password)
  return vault.db.transaction().execute(async trx => {
    await trx.updateTable('accounts').set({ password_hash }).where('id', '=', accountId).execute()
    await closeSessions(trx, accountId)
    await recordEvent(trx, vault.keys, { account_id: accountId, act: 'account.password', subject: 'account' })
    return openSession(trx, accountId)
  })
}
