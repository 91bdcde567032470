import { cleanLine, cleanName } from '../http/text.ts'
import type { Locale } from '../http/words.ts'
import { parseAddress } from '../mail/address.ts'
import { fold } from './column.ts'
import type { MemberWords } from './register.ts'
import type { Columns, ImportFault } from './tables.ts'

export type LineFault = Omit<ImportFault, 'line'>

/** A line of a file as far as it can be read without looking at the register. */
export interface MemberLine {
  line: number
  words: MemberWords
  /** The language it names, if any. */
  locale: Locale | undefined
  section: string
  region: string
  /** Those that are not `kept` leave the line out. */
  faults: LineFault[]
}

const languages: Record<string, Locale> = {
  fr: 'fr',
  francais: 'fr',
  french: 'fr',
  en: 'en',
  anglais: 'en',
  english: 'en',
}

const phone = /^\+?[\d (./)-]{6,25}$/

export const isPhone = (typed: string): boolean => phone.test(typed) && typed.replace(/\D/g, '').length >= 6

/** A member number: one line of at most 40 characters. */
export const readNumber = (typed: string) => cleanLine(typed, 40)

/** A cell without the apostrophe that keeps a spreadsheet from running it. */
const bare = (cell = ''): string => cell.trim().replace(/^'(?=[=+\-@])/, '')

/** Reads the cells of one line; what cannot be used is a fault, never an error. */
export function readLine(line: number, cells: string[], columns: Columns): MemberLine {
  const typed = Object.fromEntries(columns.map((kind, at) => [kind ?? '', bare(cells[at])]))
  const faults: LineFault[] = []
  const fault = (field: LineFault['field'], code: string, kept: boolean) => {
    faults.push({ field, code, kept, other_line: null })
    return ''
  }
  const name = cleanName([typed.first_name, typed.name].filter(Boolean).join(' '))
  const number = typed.number ? readNumber(typed.number) : { value: '' }
  const address = typed.email ? parseAddress(typed.email) : { address: '' }
  const known = Boolean(number.value || address.address)
  const words = {
    name: name.value ?? fault('name', name.fault === 'empty' ? 'missing' : name.fault, false),
    number: number.value ?? fault('number', number.fault, known),
    email: address.address ?? fault('email', address.fault, known),
    phone: !typed.phone || isPhone(typed.phone) ? (typed.phone ?? '') : fault('phone', 'phone', true),
  }
  if (!known && faults.every(({ kept, field }) => kept || field === 'name')) fault('line', 'nobody', false)
  const locale = languages[fold(typed.locale ?? '')]
  if (typed.locale && !locale) fault('locale', 'language', true)
  return { line, words, locale, section: typed.section ?? '', region: typed.region ?? '', faults }
}
