import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { decrypt, deriveKey, encrypt } from './cipher.ts'
import { pad, unpad } from './padding.ts'

const VERSION = 1
const HEAD = 17
const TOKEN_MAC = 16
const TOKEN_ID_MAX = 64
const TOKEN = /^([\w-]{2,86})\.([\w-]{22})$/

/** Where a sealed field stands. What was sealed for one place opens in no other. */
export interface Place {
  table: string
  column: string
  row: string
}

/** A sealed field was altered, moved, or belongs to another key. */
export class SealError extends Error {}

/** The key of one petition, survey or register, and of all that is sealed, indexed and linked under it. */
export class DataKey {
  readonly id: string
  readonly scope: string
  readonly #key: KeyObject
  readonly #head: Buffer
  readonly #sealing: KeyObject
  readonly #indexing: KeyObject
  readonly #signing = new Map<string, KeyObject>()

  /**
   * @param id a UUID
   * @param key 32 random bytes
   */
  constructor(id: string, scope: string, key: Buffer) {
    this.id = id
    this.scope = scope
    this.#key = createSecretKey(key)
    this.#head = Buffer.from([VERSION, ...Buffer.from(id.replaceAll('-', ''), 'hex')])
    if (key.length !== 32 || this.#head.length !== HEAD)
      throw new RangeError('A data key is a UUID and 32 bytes.')
    this.#sealing = deriveKey(this.#key, 'seal')
    this.#indexing = deriveKey(this.#key, 'index')
  }

  /**
   * Values of one bucket (64, 128, 256, 512, 1,024 bytes of JSON and its length, then four times as much each) seal
   * to the same size.
   * @param value anything JSON can hold
   * @param least bytes of its bucket
   * @returns `version 1 | key id 16 | nonce 12 | ciphertext | tag 16`
   */
  seal(place: Place, value: unknown, least?: number): Buffer {
    return encrypt(this.#sealing, this.#head, pad(value, least), this.#context(place))
  }

  /** @throws SealError unless it was sealed by this key for this place, to the last bit */
  open<T>(place: Place, sealed: Buffer): T {
    if (!sealed.subarray(0, HEAD).equals(this.#head)) throw new SealError('This is not sealed by this key.')
    const padded = decrypt(this.#sealing, sealed.subarray(HEAD), this.#context(place))
    if (!padded) throw new SealError('This was altered, or sealed for another place.')
    return unpad<T>(padded)
  }

  /**
   * The blind index of an address or a number, 32 bytes by HMAC-SHA256. Two kinds of things indexed under
   * one key must differ in their first characters.
   */
  index(canonical: string): Buffer {
    return createHmac('sha256', this.#indexing).update(canonical).digest()
  }

  /**
   * A link's token, the same each time and dead when the key is.
   * @param id 1 to 64 bytes
   * @returns `id.mac`, both base64url
   */
  token(purpose: string, id: Buffer): string {
    if (id.length < 1 || id.length > TOKEN_ID_MAX)
      throw new RangeError('The id of a token has 1 to 64 bytes.')
    return `${id.toString('base64url')}.${this.#tokenMac(purpose, id).toString('base64url')}`
  }

  /** Says in constant time whether this key gave out the token for this purpose. */
  holds(purpose: string, token: string): boolean {
    const parts = parseToken(token)
    return parts !== undefined && timingSafeEqual(parts.mac, this.#tokenMac(purpose, parts.id))
  }

  #tokenMac(purpose: string, id: Buffer): Buffer {
    const key = this.#signing.get(purpose) ?? deriveKey(this.#key, 'token', purpose)
    this.#signing.set(purpose, key)
    return createHmac('sha256', key).update(id).digest().subarray(0, TOKEN_MAC)
  }

  #context({ table, column, row }: Place): string {
    return JSON.stringify([table, column, row, this.scope])
  }
}

/** @returns the id a token claims, not yet verified; undefined when it is no token at all */
export function tokenId(token: string): Buffer | undefined {
  return parseToken(token)?.id
}

function parseToken(token: string): { id: Buffer; mac: Buffer } | undefined {
  const [, id, mac] = TOKEN.exec(token) ?? []
  if (!id || !mac) return undefined
  const parts = { id: Buffer.from(id, 'base64url'), mac: Buffer.from(mac, 'base64url') }
  // Spare bits at the end of base64 would give one token several spellings.
  const canonical = parts.id.toString('base64url') === id && parts.mac.toString('base64url') === mac
  return canonical ? parts : undefined
}
