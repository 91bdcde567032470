import { agreed, type Field, oneOf, optional, ticked } from '../http/form.ts'
import { cleanLine, cleanName } from '../http/text.ts'
import { parseAddress } from '../mail/address.ts'
import type { NameVisibility } from './tables.ts'

export const visibilities: readonly NameVisibility[] = ['counted', 'recipient', 'public']

const email: Field<string> = typed => {
  const reading = parseAddress(typed)
  return reading.fault === undefined ? { value: reading.address } : { fault: reading.fault }
}

/** A name, needed only of those who let it be seen; of the others it is not kept even when typed. */
const name: Field<string> = (typed, all) =>
  ['recipient', 'public'].includes(all('name_visibility').at(-1) ?? '') ? cleanName(typed) : { value: '' }

const line =
  (most: number): Field<string> =>
  typed =>
    cleanLine(typed, most)

/** A section among those the petition offers. */
const among =
  (ids: string[]): Field<string | ''> =>
  typed =>
    typed === '' || ids.includes(typed) ? { value: typed } : { fault: 'choice' }

export const signForm = (sections: string[]) => ({
  email,
  name_visibility: oneOf(...visibilities),
  name,
  section_id: among(sections),
  workplace: optional(line(120)),
  consent: agreed,
  news: ticked,
  contact: ticked,
  website: ((typed: string) => ({ value: typed })) as Field<string>,
  stamp: ((typed: string) => ({ value: typed })) as Field<string>,
  text_version: ((typed: string) => ({ value: Number(typed) || 0 })) as Field<number>,
})

export const visibilityForm = { name_visibility: oneOf(...visibilities), name }
