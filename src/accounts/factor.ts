import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { Database, Trx } from '../database.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Account } from './tables.ts'

const PERIOD = 30
const RECOVERY_CODES = 10
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

const place = (id: string) => ({ table: 'accounts', column: 'factor_sealed', row: id })

const totpOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD })

/** A factor not yet set up: its secret in base32, and the same sealed, which its form carries until a code proves it. */
export interface FactorDraft {
  secret: string
  draft: string
}

export function newFactor(key: DataKey, accountId: string): FactorDraft {
  const secret = new Secret({ size: 20 }).base32
  return { secret, draft: key.seal(place(accountId), { secret }).toString('base64url') }
}

/** @returns the draft a form carried, or undefined when it is not one of ours for this account */
export function readFactor(key: DataKey, accountId: string, draft: string): FactorDraft | undefined {
  try {
    return { ...key.open<{ secret: string }>(place(accountId), Buffer.from(draft, 'base64url')), draft }
  } catch {
    return undefined
  }
}

/** What the QR code holds. @param issuer, label how the authenticator names the entry */
export const factorUri = (secret: string, issuer: string, label: string): string =>
  new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
  }).toString()

/** The time step a code belongs to, one step early or late at most (RFC 6238, 5.2); undefined when it fits none. */
function stepOf(secret: string, code: string): number | undefined {
  const delta = totpOf(secret).validate({ token: code, window: 1 })
  return delta === null ? undefined : TOTP.counter({ period: PERIOD }) + delta
}

/** Sets up a factor once a code proves that the authenticator holds it. @returns whether it did */
export async function setUpFactor(
  trx: Trx,
  accountId: string,
  factor: FactorDraft,
  code: string,
): Promise<boolean> {
  const step = stepOf(factor.secret, code)
  if (step === undefined) return false
  const set = await trx
    .updateTable('accounts')
    .set({ factor_sealed: Buffer.from(factor.draft, 'base64url'), factor_counter: step })
    .where('id', '=', accountId)
    .where('factor_sealed', 'is', null)
    .executeTakeFirst()
  return set.numUpdatedRows === 1n
}

/** Spends a code of the authenticator: a step is accepted once, and none before it again. */
export async function spendCode(trx: Trx, key: DataKey, account: Account, code: string): Promise<boolean> {
  if (!account.factor_sealed) return false
  const { secret } = key.open<{ secret: string }>(place(account.id), account.factor_sealed)
  const step = stepOf(secret, code)
  if (step === undefined) return false
  const spent = await trx
    .updateTable('accounts')
    .set({ factor_counter: step })
    .where('id', '=', account.id)
    .where(eb => eb.or([eb('factor_counter', 'is', null), eb('factor_counter', '<', step)]))
    .executeTakeFirst()
  return spent.numUpdatedRows === 1n
}

export async function removeFactor(trx: Trx, accountId: string): Promise<void> {
  await trx
    .updateTable('accounts')
    .set({ factor_sealed: null, factor_counter: null })
    .where('id', '=', accountId)
    .execute()
  await trx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
}

const recoveryHash = (key: DataKey, accountId: string, code: string): Buffer =>
  key.index(` recovery ${accountId} ${code}`)

/** Makes ten recovery codes of 50 bits in place of any before; they are known to whoever reads them now. */
export async function makeRecoveryCodes(trx: Trx, key: DataKey, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    [...randomBytes(10)].map(byte => alphabet[byte % alphabet.length]).join(''),
  )
  await trx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
  const rows = codes.map(code => ({ account_id: accountId, code_hash: recoveryHash(key, accountId, code) }))
  await trx.insertInto('recovery_codes').values(rows).execute()
  return codes.map(code => `${code.slice(0, 5)}-${code.slice(5)}`)
}

/** Spends a recovery code, however it was typed: o for 0, i or l for 1, with or without its dash. */
export async function spendRecoveryCode(
  trx: Trx,
  key: DataKey,
  accountId: string,
  typed: string,
): Promise<boolean> {
  const code = typed
    .toLowerCase()
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')
    .replace(/[^0-9a-z]/g, '')
  const spent = await trx
    .deleteFrom('recovery_codes')
    .where('account_id', '=', accountId)
    .where('code_hash', '=', recoveryHash(key, accountId, code))
    .executeTakeFirst()
  return spent.numDeletedRows === 1n
}

export async function countRecoveryCodes(db: Kysely<Database>, accountId: string): Promise<number> {
  const { left } = await db
    .selectFrom('recovery_codes')
    .select(eb => eb.fn.countAll<number>().as('left'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return left
}
