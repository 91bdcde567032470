import type { DataKey } from '../seal/data-key.ts'

// No letter that reads as a figure or as another letter (Crockford's base 32).
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/** The code as it is printed, in groups of four: 60 bits that follow from the sheet under the survey's key. */
export function printedCode(key: DataKey, sheetId: string, number: number): string {
  const bytes = key.index(`sheet ${sheetId} ${number}`)
  const letters = Array.from({ length: LENGTH }, (_, at) => alphabet[bytes[at]! % 32])
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** A code as somebody types it, in its one spelling; undefined when it is none. */
export function canonicalCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return code.length === LENGTH && [...code].every(letter => alphabet.includes(letter)) ? code : undefined
}
