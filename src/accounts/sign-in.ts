import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import { Limit } from '../http/limit.ts'
import { networkOf } from '../http/network.ts'
import { canonicalAddress } from '../mail/address.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import type { Vault } from '../seal/vault.ts'
import { accountsKey, findAccountByAddress, getAccount } from './account.ts'
import { countRecoveryCodes, spendCode, spendRecoveryCode } from './factor.ts'
import { fitsPassword } from './password.ts'
import { proveSession } from './session.ts'
import type { Account } from './tables.ts'

/**
 * Slows down whoever guesses: at one address, from one network, at one account's codes. A stranger can use up
 * the tries at a colleague's address, but never the way in by mail, a reset, nor a recovery code.
 */
export class Door {
  readonly #address = new Limit(20, 30)
  readonly #network = new Limit(60, 5)
  readonly #codes = new Limit(6, 60)

  /** Takes a try at a password. @returns 0, or the seconds to wait for one */
  knock(email: string, ip: string): number {
    return this.#network.take(networkOf(ip)) || this.#address.take(canonicalAddress(email))
  }

  /** Gives the try back: it was the right password. */
  welcome(email: string, ip: string): void {
    this.#network.restore(networkOf(ip))
    this.#address.restore(canonicalAddress(email))
  }

  /** Takes a try at an authenticator's code. @returns 0, or the seconds to wait for one */
  knockWithCode(accountId: string): number {
    return this.#codes.take(accountId)
  }

  welcomeCode(accountId: string): void {
    this.#codes.restore(accountId)
  }
}

/** The open account with this address and password. Every refusal takes as long as any other. */
export async function findByPassword(
  vault: Vault,
  { email, password }: { email: string; password: string },
): Promise<Account | undefined> {
  const key = await accountsKey(vault)
  const account = await findAccountByAddress(vault.db, key, email)
  const hash = account?.closed_at ? null : account?.password_hash
  return (await fitsPassword(key, hash, password)) ? account : undefined
}

export type FactorFault = { code: 'wrong' } | { code: 'wait'; most: number }

/** Takes six digits for an authenticator's code, anything else for a recovery code; either works once. */
async function spendFactor(
  trx: Trx,
  keys: DataKeys,
  door: Door,
  { account_id, typed }: { account_id: string; typed: string },
): Promise<FactorFault | undefined> {
  const key = await accountsKey({ keys })
  const digits = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) {
    if (!(await spendRecoveryCode(trx, key, account_id, typed))) return { code: 'wrong' }
    const detail = { left: await countRecoveryCodes(trx, account_id) }
    await recordEvent(trx, keys, { account_id, act: 'account.recovery-code', subject: 'account', detail })
    return undefined
  }
  const wait = door.knockWithCode(account_id)
  if (wait > 0) return { code: 'wait', most: wait }
  if (!(await spendCode(trx, key, await getAccount(trx, account_id), digits))) return { code: 'wrong' }
  door.welcomeCode(account_id)
  return undefined
}

/** Gives a second factor in a session. @returns the session's new token, or why it was not taken */
export function proveFactor(
  { db, keys }: Vault,
  door: Door,
  given: { account_id: string; typed: string; token: string },
): Promise<{ token: string; fault?: undefined } | { token?: undefined; fault: FactorFault }> {
  return db.transaction().execute(async trx => {
    const fault = await spendFactor(trx, keys, door, given)
    return fault ? { fault } : { token: await proveSession(trx, given.token) }
  })
}
