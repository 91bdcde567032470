import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  decapsulate,
  encapsulate,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decrypt, deriveKey, encrypt } from './cipher.ts'
import { type Place, SealError } from './data-key.ts'
import { isThere, makeFolder, syncFolder } from './key-folder.ts'
import { pad, unpad } from './padding.ts'

const VERSION = 1
const HEAD = 33

// SubjectPublicKeyInfo of X25519 (RFC 8410) up to the key itself.
const SPKI = Buffer.from('302a300506032b656e032100', 'hex')

const contextOf = ({ table, column, row }: Place, scope: string) =>
  JSON.stringify([table, column, row, scope])
const stageKey = (shared: Buffer): KeyObject => deriveKey(createSecretKey(shared), 'stage')

/** The public half of a batch key, ready for use. @param raw 32 bytes */
export const readPublicKey = (raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' })

/**
 * Seals a value that only the private key opens: X25519 as a KEM (RFC 9180, 4.1), then AES-256-GCM.
 * @returns `version 1 | encapsulated key 32 | nonce 12 | ciphertext | tag 16`
 */
export function sealTo(
  publicKey: KeyObject,
  scope: string,
  place: Place,
  value: unknown,
  least?: number,
): Buffer {
  const { sharedKey, ciphertext } = encapsulate(publicKey)
  const head = Buffer.concat([Buffer.from([VERSION]), ciphertext])
  return encrypt(stageKey(sharedKey), head, pad(value, least), contextOf(place, scope))
}

export interface BatchKeyPair {
  /** 32 bytes. */
  publicKey: Buffer
  privateKey: KeyObject
}

export function makeBatchKey(): BatchKeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return { privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length) }
}

/** Opens what was sealed to the public half of a batch key. */
export class BatchKey {
  readonly #key: KeyObject

  constructor(key: KeyObject) {
    this.#key = key
  }

  /** @throws SealError unless it was sealed to this key for this place, to the last bit */
  open<T>(scope: string, place: Place, sealed: Buffer): T {
    const ours = sealed[0] === VERSION && sealed.length > HEAD
    const padded = ours
      ? decrypt(
          stageKey(decapsulate(this.#key, sealed.subarray(1, HEAD))),
          sealed.subarray(HEAD),
          contextOf(place, scope),
        )
      : undefined
    if (!padded) throw new SealError('This was altered, or sealed to another key.')
    return unpad<T>(padded)
  }
}

/** The private keys of batches: one file each, in a folder of the sealer's own that no backup holds. */
export class BatchKeys {
  readonly #folder: string

  /** @param sealerDir the folder of the sealer */
  constructor(sealerDir: string) {
    this.#folder = join(sealerDir, 'batches')
  }

  /** Puts the private half of a key on the disk for good. */
  keep(id: string, { privateKey }: BatchKeyPair): void {
    makeFolder(this.#folder, 0o700)
    const bytes = privateKey.export({ format: 'der', type: 'pkcs8' })
    writeFileSync(this.#path(id), bytes, { mode: 0o400, flag: 'wx', flush: true })
    syncFolder(this.#folder)
  }

  /** @throws where the disk does not say */
  has(id: string): boolean {
    return isThere(this.#path(id))
  }

  /** @throws when there is no such file */
  open(id: string): BatchKey {
    return new BatchKey(createPrivateKey({ key: readFileSync(this.#path(id)), format: 'der', type: 'pkcs8' }))
  }

  destroy(id: string): void {
    rmSync(this.#path(id), { force: true })
    syncFolder(this.#folder)
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.key`)
  }
}
