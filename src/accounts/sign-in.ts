import type { Trx } from '../database.ts'
import { Limit, networkOf } from '../http/limit.ts'
import { canonicalAddress } from '../mail/address.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { accountsKey, findAccountByAddress } from './account.ts'
import { countRecoveryCodes, spendCode, spendRecoveryCode } from './factor.ts'
import { fitsPassword } from './password.ts'
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

export type FactorReading =
  | { means: 'code' }
  | { means: 'recovery'; left: number }
  | { fault: 'code' }
  | { fault: 'wait'; most: number }

/** Takes six digits for an authenticator's code, anything else for a recovery code; either works once. */
export async function giveFactor(
  trx: Trx,
  key: DataKey,
  door: Door,
  { account, typed }: { account: Account; typed: string },
): Promise<FactorReading> {
  const digits = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) {
    const spent = await spendRecoveryCode(trx, key, account.id, typed)
    return spent ? { means: 'recovery', left: await countRecoveryCodes(trx, account.id) } : { fault: 'code' }
  }
  const wait = door.knockWithCode(account.id)
  if (wait > 0) return { fault: 'wait', most: wait }
  if (!(await spendCode(trx, key, account, digits))) return { fault: 'code' }
  door.welcomeCode(account.id)
  return { means: 'code' }
}
