import { type DataKey, tokenId } from '../seal/data-key.ts'

const MINUTE = 60_000
const GOOD_FOR = 48 * 60
const MOST_KNOWN = 10_000

/** Stamps that were found genuine, with their key: all who read a page in the same minute send the same one. */
const known = new Set<string>()

function isOurs(key: DataKey, stamp: string): boolean {
  const name = `${key.id} ${stamp}`
  if (known.has(name)) return true
  if (!key.holds('stamp', stamp)) return false
  if (known.size === MOST_KNOWN) known.clear()
  known.add(name)
  return true
}

/** The minute a page was made in, signed: the same for everybody who reads it in that minute. */
export function stampOf(key: DataKey, now = Date.now()): string {
  const minute = Buffer.alloc(4)
  minute.writeUInt32BE(Math.floor(now / MINUTE))
  return key.token('stamp', minute)
}

/** How many minutes ago the page of a form was made; undefined when we made no such page within 48 h. */
export function stampAge(key: DataKey, stamp: string, now = Date.now()): number | undefined {
  const minute = tokenId(stamp)
  if (minute?.length !== 4 || !isOurs(key, stamp)) return undefined
  const age = Math.floor(now / MINUTE) - minute.readUInt32BE()
  return age >= 0 && age <= GOOD_FOR ? age : undefined
}
