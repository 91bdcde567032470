import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/**
 * 32 bytes by HKDF-SHA256 (RFC 5869), independent of those derived for any other purpose. Keys are key
 * objects: they print as nothing, and raw bytes would cost 10 microseconds more at each use.
 */
export function deriveKey(key: KeyObject, ...purpose: string[]): KeyObject {
  const bytes = hkdfSync('sha256', key, '', ['unisson', '1', ...purpose].join('/'), 32)
  return createSecretKey(Buffer.from(bytes))
}

/**
 * AES-256-GCM under a random nonce: at most 2^32 texts under one key (NIST SP 800-38D, 8.3).
 * @returns `head | nonce | ciphertext | tag`; the head is neither encrypted nor authenticated
 */
export function encrypt(key: KeyObject, head: Buffer, text: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(context))
  return Buffer.concat([head, nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()])
}

/** @returns the text, or undefined where a bit of it, its key or its context is not what was encrypted */
export function decrypt(key: KeyObject, box: Buffer, context: string): Buffer | undefined {
  if (box.length < NONCE + TAG) return undefined
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(context))
    .setAuthTag(box.subarray(-TAG))
  const text = decipher.update(box.subarray(NONCE, -TAG))
  try {
    decipher.final()
    return text
  } catch {
    return undefined
  }
}
