import { agreed, type Field, oneOf, optional, ticked, wholeNumber } from '../http/form.ts'
import { isId } from '../http/id.ts'
import { cleanLine, cleanName } from '../http/text.ts'
import { parseAddress } from '../mail/address.ts'
import type { Refusal } from '../mail/suppression.ts'
import type { NameVisibility } from './tables.ts'

const visibilities: readonly NameVisibility[] = ['counted', 'recipient', 'public']

const email: Field<string> = typed => {
  const reading = parseAddress(typed)
  return reading.fault === undefined ? { value: reading.address } : { fault: reading.fault }
}

/** A name, needed only of those who let it be seen; of the others it is not kept even when typed. */
const name: Field<string> = (typed, all) => {
  if (!['recipient', 'public'].includes(all('name_visibility').at(-1) ?? '')) return { value: '' }
  const reading = cleanName(typed)
  return reading.fault === 'empty' ? { fault: 'unnamed' } : { ...reading, most: 100 }
}

const line =
  (most: number): Field<string> =>
  typed => ({ ...cleanLine(typed, most), most })

/** A section among those the petition offers. */
const among =
  (ids: string[]): Field<string | ''> =>
  typed =>
    typed === '' || ids.includes(typed) ? { value: typed } : { fault: 'choice' }

const asTyped: Field<string> = typed => ({ value: typed })

export const signForm = (sections: string[]) => ({
  email,
  name_visibility: oneOf(...visibilities),
  name,
  section_id: among(sections),
  workplace: optional(line(120)),
  consent: agreed,
  news: ticked,
  contact: ticked,
  website: asTyped,
  stamp: asTyped,
  via: asTyped,
  proof: asTyped,
  text_version: ((typed: string) => ({ value: Number(typed) || 0 })) as Field<number>,
})

export const proofForm = { proof: asTyped, waiting: asTyped }

export const visibilityForm = { name_visibility: oneOf(...visibilities), name }

const refusals: readonly Refusal[] = ['petition', 'all']

export const withdrawalForm = { refusal: optional(oneOf(...refusals)) }

const reason = line(300)

/** The signatures whose boxes were ticked, each once. */
const chosen: Field<string[]> = (_, all) => {
  const ids = [...new Set(all('signature_id'))]
  return ids.length > 0 && ids.every(isId) ? { value: ids } : { fault: 'choose' }
}

export const readingForm = {
  reason,
  search: optional(line(100)),
  page: ((typed: string) =>
    typed === '' ? { value: 1 } : wholeNumber(1, 1_000_000)(typed, () => [])) as Field<number>,
}

export const invalidationForm = { reason, signature_id: chosen }
