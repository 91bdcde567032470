import { type Field, oneOf } from '../http/form.ts'
import { cleanLine, cleanName } from '../http/text.ts'
import { type Locale, locales } from '../http/words.ts'
import { parseAddress } from '../mail/address.ts'
import { newPassword, typedPassword } from './password.ts'

const missing = (fault: string): string => (fault === 'empty' ? 'missing' : fault)

const name: Field<string> = typed => {
  const { value, fault } = cleanName(typed)
  return value === undefined ? { fault: missing(fault), most: 100 } : { value }
}

const email: Field<string> = typed => {
  const { address, fault } = parseAddress(typed)
  return address === undefined ? { fault: missing(fault) } : { value: address }
}

/** An address to look up: one that cannot be is nobody's. */
const anyAddress: Field<string> = typed => {
  const { address, fault } = parseAddress(typed)
  return fault === 'empty' ? { fault: missing(fault) } : { value: address ?? '' }
}

/** Carried along unread; who uses it judges it. */
const carried: Field<string> = typed => ({ value: typed })

const code: Field<string> = typed =>
  typed.trim() === '' ? { fault: 'empty' } : { value: typed.slice(0, 40) }

const locale = oneOf<Locale>(...locales)

const unionName: Field<string> = typed => {
  const line = cleanLine(typed, 100)
  return line.fault ? { fault: line.fault, most: 100 } : { value: line.value }
}

export const signInForm = { email: anyAddress, password: typedPassword, next: carried }
export const factorForm = { code, next: carried, draft: carried }
export const setUpForm = { union_name: unionName, name, email, password: newPassword }
export const resetForm = { email }
export const newPasswordForm = { password: newPassword }
export const passwordForm = { current: typedPassword, password: newPassword }
export const profileForm = { name, locale }
