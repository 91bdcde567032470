import argon2 from 'argon2'
import type { Field } from '../http/form.ts'
import type { DataKey } from '../seal/data-key.ts'

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const cost = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const LEAST = 12
const MOST = 200
const usual =
  /motdepasse|password|passw0rd|azerty(?:uiop)?|qwerty(?:uiop)?|qwertz|syndicat|unisson|bonjour|soleil|admin(?:istrateur)?|bienvenue|welcome|0?1234567890?|123456|1234|abcd(?:ef)?|(?:19|20)\d\d/g

// What a stolen table holds cannot even be guessed at without the key ring.
const pepper = (key: DataKey): Buffer => key.index(' password')

// A digest of the same cost that nothing fits: an address nobody has takes as long as one somebody has.
const nobody = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

export const hashPassword = (key: DataKey, password: string): Promise<string> =>
  argon2.hash(password, { ...cost, secret: pepper(key) })

/** Takes the same time whether there is a hash or none. */
export const fitsPassword = (
  key: DataKey,
  hash: string | null | undefined,
  password: string,
): Promise<boolean> => argon2.verify(hash ?? nobody, password, { secret: pepper(key) })

/** A password as typed, NFKC so that every keyboard types the same one. */
export const typedPassword: Field<string> = typed => {
  const value = typed.slice(0, MOST * 4).normalize('NFKC')
  return value === '' ? { fault: 'empty' } : { value }
}

/** A new password: 12 to 200 characters that are more than a usual word with a year behind it. */
export const newPassword: Field<string> = typed => {
  if (typed.length > MOST * 8) return { fault: 'long', most: MOST }
  const value = typed.normalize('NFKC')
  const { length } = [...value]
  if (length === 0) return { fault: 'empty' }
  if (length < LEAST) return { fault: 'short', most: LEAST }
  if (length > MOST) return { fault: 'long', most: MOST }
  const own = new Set(value.toLowerCase().replace(usual, ''))
  return own.size < 5 ? { fault: 'simple' } : { value }
}
