const PREFIX = 4
const SMALLEST = 64
const LARGE = 1024

/** The least bucket of what lies beside others that nobody may tell apart: nearly all of it fits. */
export const ALIKE = 1024

/**
 * A value as JSON, filled up to the size of its bucket: what is sealed says little by its length.
 * @param least of the bucket, in bytes
 */
export function pad(value: unknown, least = SMALLEST): Buffer {
  const text = JSON.stringify(value)
  const length = Buffer.byteLength(text)
  const padded = Buffer.alloc(bucket(PREFIX + length, least))
  padded.writeUInt32BE(length)
  padded.write(text, PREFIX)
  return padded
}

export const unpad = <T>(padded: Buffer): T =>
  JSON.parse(padded.toString('utf8', PREFIX, PREFIX + padded.readUInt32BE()))

/** The most bytes that, as JSON of their base64, fill a bucket of this size. */
export const bytesFilling = (size: number): number => Math.floor((size - PREFIX - '""'.length) / 4) * 3

function bucket(length: number, least: number): number {
  let size = least
  while (size < length) size *= size < LARGE ? 2 : 4
  return size
}
