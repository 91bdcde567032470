import { Readable } from 'node:stream'

/**
 * Puts a file into a zip that opens with a password only (AES-256, WinZip AE-2), as it is read.
 * @param file its bytes, in any pieces
 */
export async function lockZip(
  name: string,
  file: AsyncIterable<Uint8Array>,
  password: string,
): Promise<Readable> {
  const { configure, ZipWriter } = await import('@zip.js/zip.js')
  configure({ useWebWorkers: false })
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const zip = new ZipWriter(writable, { password, encryptionStrength: 3 })
  const locked = Readable.fromWeb(readable as Parameters<typeof Readable.fromWeb>[0])
  // As in `writeSheet`.
  locked.on('error', () => {})
  zip
    .add(name, ReadableStream.from(file))
    .then(() => zip.close())
    .catch(error => locked.destroy(error))
  return locked
}
