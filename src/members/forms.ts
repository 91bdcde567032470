import { type Field, oneOf, optional, ticked, wholeNumber } from '../http/form.ts'
import { cleanLine, cleanName } from '../http/text.ts'
import { type Locale, locales } from '../http/words.ts'
import { parseAddress } from '../mail/address.ts'
import { sheetFormats } from '../print/sheet.ts'
import { isPhone, readNumber } from './member-line.ts'

const missing = (fault: string): string => (fault === 'empty' ? 'missing' : fault)

const name: Field<string> = typed => {
  const { value, fault } = cleanName(typed)
  return value === undefined ? { fault: missing(fault), most: 100 } : { value }
}

const number: Field<string> = typed => ({ ...readNumber(typed), most: 40 })

const email: Field<string> = typed => {
  const { address, fault } = parseAddress(typed)
  return address === undefined ? { fault: missing(fault) } : { value: address }
}

/** By one of the two a member is found again. */
const orNumber: Field<string> = (typed, all) =>
  typed.trim() === '' && (all('number').at(-1) ?? '').trim() !== '' ? { value: '' } : email(typed, all)

const phone: Field<string> = typed => (isPhone(typed.trim()) ? { value: typed.trim() } : { fault: 'phone' })

export const memberForm = {
  name,
  number: optional(number),
  email: orNumber,
  phone: optional(phone),
  locale: oneOf<Locale>(...locales),
  refuses: ticked,
}

const reason: Field<string> = typed => ({ ...cleanLine(typed, 300), most: 300 })

export const readingForm = {
  reason,
  search: optional<string>(typed => ({ ...cleanLine(typed, 100), most: 100 })),
  page: ((typed, all) =>
    typed === '' ? { value: 1 } : wholeNumber(1, 100_000)(typed, all)) as Field<number>,
}
export const exportForm = { reason, format: oneOf(...sheetFormats) }
export const copyForm = { reason }
