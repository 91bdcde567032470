const PREFIX = 4
const SMALLEST = 64
const STEP = 1024

/** A value as JSON, filled up to the size of its bucket: what is sealed says little by its length. */
export function pad(value: unknown): Buffer {
  const text = JSON.stringify(value)
  const length = Buffer.byteLength(text)
  const padded = Buffer.alloc(bucket(PREFIX + length))
  padded.writeUInt32BE(length)
  padded.write(text, PREFIX)
  return padded
}

export const unpad = <T>(padded: Buffer): T =>
  JSON.parse(padded.toString('utf8', PREFIX, PREFIX + padded.readUInt32BE()))

function bucket(length: number): number {
  if (length > STEP) return Math.ceil(length / STEP) * STEP
  let size = SMALLEST
  while (size < length) size *= 2
  return size
}
