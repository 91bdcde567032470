import { today } from '../http/day.ts'
import { day, type Field, line, lines, oneOf, optional, ticked, wholeNumber } from '../http/form.ts'
import { isSlug } from '../http/slug.ts'
import { type OwnerChoice, oneOwner } from '../union/owner.ts'
import type { ManagedPetition } from './managed-petition.ts'
import { latestEnd } from './opening.ts'
import type { Phase } from './phase.ts'
import type { Locale } from './tables.ts'

/** The petition to start from, where it is one of ours. */
const copied =
  (ids: string[]): Field<string> =>
  (typed, all) =>
    all('from').at(-1) !== 'petition' || ids.includes(typed) ? { value: typed } : { fault: 'choose' }

export const startForm = (owners: OwnerChoice[], templates: string[], copies: string[]) => ({
  from: oneOf('blank', 'petition', ...templates.map(code => `template:${code}`)),
  copy: copied(copies),
  owner: oneOwner(owners),
})

/** A field that must be filled in when `needed` says so of the rest of the form. */
const neededWhen =
  (needed: (all: (name: string) => string[]) => boolean, field: Field<string>): Field<string> =>
  (typed, all) =>
    needed(all) ? field(typed, all) : optional(field)(typed, all)

const anyWords = (all: (name: string) => string[]) =>
  ['title', 'summary', 'text'].some(name => all(name).at(-1)?.trim())

/** Nothing is asked of a draft yet. After that the French words stay, and a translation is whole or not there. */
export function textForm(locale: Locale, phase: Phase) {
  const needed = phase === 'draft' ? () => false : locale === 'fr' ? () => true : anyWords
  return {
    title: neededWhen(needed, line(150)),
    summary: optional(lines(400)),
    text: neededWhen(needed, lines(20_000)),
  }
}

export const recipientForm = {
  recipient_name: optional(line(120)),
  recipient_office: optional(line(160)),
  recipient_company: optional(line(160)),
}

const slug: Field<string> = typed => {
  const value = typed.trim().toLowerCase()
  return isSlug(value) ? { value } : { fault: 'slug' }
}

const kept =
  <T>(value: T): Field<T> =>
  () => ({ value })

const opening: Field<string | null> = (typed, all) => {
  if (typed === '') return { value: null }
  const reading = day(typed, all)
  return 'value' in reading && reading.value < today() ? { fault: 'past' } : reading
}

/**
 * The last day: after the first, within twelve months, and never later than what those who signed have read, since
 * until when their data is kept hangs on it.
 */
const closing =
  ({ opens_on, closes_on, phase }: ManagedPetition): Field<string | null> =>
  (typed, all) => {
    const promised = phase === 'open' || phase === 'suspended'
    if (typed === '') return promised ? { fault: 'day' } : { value: null }
    const reading = day(typed, all)
    if ('fault' in reading) return reading
    const first = promised ? opens_on : (all('opens_on').at(-1) ?? '')
    if (promised && closes_on && reading.value > closes_on) return { fault: 'promised' }
    if (reading.value < today()) return { fault: 'past' }
    if (first && reading.value < first) return { fault: 'before' }
    return reading.value > latestEnd(promised ? null : first) ? { fault: 'late' } : reading
  }

/** What of the terms still moves, as `changeTerms` has it; the rest stays as it is. */
export const termsForm = (petition: ManagedPetition) => ({
  slug: petition.phase === 'draft' ? slug : kept(petition.slug),
  opens_on: petition.phase === 'open' || petition.phase === 'suspended' ? kept(petition.opens_on) : opening,
  closes_on: closing(petition),
  goal: wholeNumber(10, 10_000_000),
  listed: ticked,
})

const several =
  (ids: string[]): Field<string[]> =>
  (_, all) => {
    const chosen = [...new Set(all('section_ids'))]
    return chosen.every(id => ids.includes(id)) ? { value: chosen } : { fault: 'choice' }
  }

export const sectionsForm = (ids: string[]) => ({ section_ids: several(ids), workplace_asked: ticked })

/** What a picture shows, in words. */
export const pictureForm = { alternative: optional(line(200)) }

export const partnerForm = { name: line(120) }

export const updateForm = { title: line(150), text: lines(8_000) }

/** The last act there was when the page of this one was read. */
const after: Field<string> = typed => ({ value: typed })

export const actForm = {
  nothing: { after },
  reason: { after, reason: lines(600) },
  outcome: { after, outcome: lines(2_000) },
}

export const outcomeForm = { outcome: optional(lines(2_000)) }
