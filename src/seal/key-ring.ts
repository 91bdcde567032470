import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { decrypt, deriveKey, encrypt } from './cipher.ts'
import { makeFolder, writeWhole } from './key-folder.ts'

const KEY_LENGTH = 32
const VERSION = 1
const ID_END = 9
const OTHERS = 0o077

/** Files are ranked by the number before the dash: the highest is the newest key. */
const KEY_FILE = /^\d{4}-([0-9a-f]{16})\.key$/

export class KeyRingError extends Error {
  readonly code: 'missing' | 'short' | 'wrong' | 'exposed'
  constructor(code: KeyRingError['code'], sentence: string) {
    super(sentence)
    this.code = code
  }
}

/** The keys that encrypt keys. They are never written anywhere but to their files. */
export class KeyRing {
  readonly newestId: string
  readonly #newest: KeyObject
  readonly #keys: Map<string, KeyObject>

  /** @param keys at least one, oldest first, of 32 bytes each */
  constructor(keys: Buffer[]) {
    this.#keys = new Map(keys.map(key => [keyId(key), createSecretKey(key)]))
    this.newestId = keyId(keys.at(-1)!)
    this.#newest = this.#keys.get(this.newestId)!
  }

  /** @returns `version 1 | id of the wrapping key 8 | nonce 12 | ciphertext | tag 16` */
  wrap(scope: string, key: Buffer): Buffer {
    const head = Buffer.from([VERSION, ...Buffer.from(this.newestId, 'hex')])
    return encrypt(deriveKey(this.#newest, 'wrap'), head, key, scope)
  }

  /** @throws KeyRingError `wrong` when it was wrapped by another ring or for another scope, or is damaged */
  unwrap(scope: string, wrapped: Buffer): Buffer {
    const ours = wrapped[0] === VERSION ? this.#keys.get(wrapped.toString('hex', 1, ID_END)) : undefined
    const key = ours && decrypt(deriveKey(ours, 'wrap'), wrapped.subarray(ID_END), scope)
    if (!key) throw new KeyRingError('wrong', `No key of this key ring opens the data key of ${scope}.`)
    return key
  }

  /** 32 bytes that hold until the next rotation. */
  derive(purpose: string): Buffer {
    return deriveKey(this.#newest, 'derive', purpose).export()
  }
}

/**
 * Makes the folder and its first key. Killed at any step, it leaves either a whole ring or none.
 * @throws when a key stands in the folder; KeyRingError `exposed` when the folder is open to others
 */
export function createKeyRing(dir: string): KeyRing {
  const folder = resolve(dir)
  makeFolder(folder, 0o700)
  refuseExposed(folder)
  if (listKeyFiles(folder).length > 0) throw new Error(`A key already stands in ${folder}.`)
  const key = randomBytes(KEY_LENGTH)
  writeWhole(join(folder, `0001-${keyId(key)}.key`), key)
  return openKeyRing(folder)
}

/** @throws KeyRingError whose message says which file or folder is at fault and what to do */
export function openKeyRing(dir: string): KeyRing {
  const folder = resolve(dir)
  const names = existsSync(folder) ? listKeyFiles(folder) : []
  if (names.length === 0) {
    throw new KeyRingError('missing', `There is no key in ${folder}. Put the backup of the key ring back.`)
  }
  refuseExposed(folder)
  return new KeyRing(names.map(name => readKey(folder, name)))
}

function listKeyFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.key'))
    .sort()
}

function readKey(folder: string, name: string): Buffer {
  const path = join(folder, name)
  refuseExposed(path)
  const key = readFileSync(path)
  if (key.length < KEY_LENGTH) {
    throw new KeyRingError('short', `${path} is cut short. Put the backup of the key ring back.`)
  }
  if (key.length > KEY_LENGTH || KEY_FILE.exec(name)?.[1] !== keyId(key)) {
    throw new KeyRingError(
      'wrong',
      `${path} is not the key of that name. Put the backup of the key ring back.`,
    )
  }
  return key
}

function refuseExposed(path: string): void {
  const { mode } = statSync(path)
  if (mode & OTHERS) throw new KeyRingError('exposed', `${path} is open to others. Run: chmod go= '${path}'`)
}

function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}
