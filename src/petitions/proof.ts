import { type Challenge, createChallenge, randomInt, type Solution, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { DataKey } from '../seal/data-key.ts'

/** About two seconds on a telephone of five years: 50 to 250 derivations of some 10 ms. */
const COST = 5_000
const LEAST = 50
const MOST = 250
const GOOD_FOR = 20 * 60_000

const secret = (key: DataKey, purpose: string) => key.token('proof-of-work', Buffer.from(purpose))
const secretsOf = (key: DataKey) => ({
  hmacSignatureSecret: secret(key, 'challenge'),
  hmacKeySignatureSecret: secret(key, 'solution'),
})

/** Work for a browser (ALTCHA), signed under the petition's key and good for twenty minutes: JSON. */
export async function challengeOf(key: DataKey): Promise<string> {
  const challenge = await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost: COST,
    counter: randomInt(MOST, LEAST),
    deriveKey,
    expiresAt: new Date(Date.now() + GOOD_FOR),
    ...secretsOf(key),
  })
  return JSON.stringify(challenge)
}

function readProof(proof: string): { challenge: Challenge; solution: Solution } | undefined {
  try {
    const { challenge, solution } = JSON.parse(proof)
    const whole =
      typeof challenge.parameters.salt === 'string' &&
      typeof challenge.signature === 'string' &&
      typeof solution.derivedKey === 'string' &&
      Number.isInteger(solution.counter)
    return whole ? { challenge, solution } : undefined
  } catch {
    return undefined
  }
}

/** Whether the work of a challenge of ours was done, in time and for the first time: a proof works once. */
export async function spendProof(db: Db, key: DataKey, proof: string): Promise<boolean> {
  const given = proof === '' ? undefined : readProof(proof)
  if (!given) return false
  const result = await verifySolution({ ...given, deriveKey, ...secretsOf(key) }).catch(() => undefined)
  if (!result?.verified) return false
  const spent = await db
    .insertInto('spent_challenges')
    .values({
      challenge: given.challenge.signature as string,
      expires_at: sql<Date>`now() + make_interval(secs => ${GOOD_FOR / 1000})`,
    })
    .onConflict(oc => oc.doNothing())
    .executeTakeFirst()
  return spent.numInsertedOrUpdatedRows === 1n
}

/** Forgets challenges that are too old to be spent again. */
export async function forgetChallenges(trx: Trx): Promise<void> {
  await trx.deleteFrom('spent_challenges').where('expires_at', '<', sql<Date>`now()`).execute()
}
