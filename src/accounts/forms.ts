import { type Field, oneOf } from '../http/form.ts'
import { cleanLine, cleanName } from '../http/text.ts'
import { type Locale, locales } from '../http/words.ts'
import { parseAddress } from '../mail/address.ts'
import type { Role } from '../union/scope.ts'
import { newPassword, typedPassword } from './password.ts'
import type { Offer } from './standing.ts'

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

const factorCode: Field<string> = typed =>
  typed.trim() === '' ? { fault: 'empty' } : { value: typed.slice(0, 40) }

const locale = oneOf<Locale>(...locales)

const unionName: Field<string> = typed => {
  const line = cleanLine(typed, 100)
  return line.fault ? { fault: line.fault, most: 100 } : { value: line.value }
}

export const signInForm = { email: anyAddress, password: typedPassword, next: carried }
export const factorForm = { factor_code: factorCode, next: carried, draft: carried }
export const setUpForm = { union_name: unionName, name, email, password: newPassword }
export const resetForm = { email }
export const newPasswordForm = { password: newPassword }
export const passwordForm = { current: typedPassword, password: newPassword }
export const profileForm = { name, locale }

const among =
  (places: { id: string }[]): Field<string> =>
  typed => {
    if (typed === '') return { fault: 'choose' }
    return places.some(({ id }) => id === typed) ? { value: typed } : { fault: 'choice' }
  }

const severalAmong =
  (places: { id: string }[], name: string): Field<string[]> =>
  (_, all) => {
    const chosen = [...new Set(all(name))]
    if (chosen.length === 0) return { fault: 'choose' }
    return chosen.every(id => places.some(place => place.id === id)) ? { value: chosen } : { fault: 'choice' }
  }

/** A field that only counts in one role; in the others, nothing. */
const inRole =
  <T, None>(role: Role, field: Field<T>, none: None): Field<T | None> =>
  (typed, all) =>
    all('role').at(-1) === role ? field(typed, all) : { value: none }

/** A role and a place among those the viewer may give. */
export const standingForm = (offer: Offer) => ({
  role: oneOf(...offer.roles),
  region_id: inRole('regional-officer', among(offer.regions), null),
  federation_id: inRole('federation-officer', among(offer.federations), null),
  section_ids: inRole('section-leader', severalAmong(offer.sections, 'section_ids'), [] as string[]),
})

export const invitationForm = (offer: Offer) => ({ name, email, locale, ...standingForm(offer) })
