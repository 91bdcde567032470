import { type Field, oneOf, optional } from '../http/form.ts'
import { cleanLine, cleanText } from '../http/text.ts'
import { domainOf, parseAddress } from '../mail/address.ts'

const line =
  (most: number): Field<string> =>
  typed => ({ most, ...cleanLine(typed, most) })

const lines =
  (most: number): Field<string> =>
  typed => ({ most, ...cleanText(typed, most) })

/** A name that stands in lists and files: a letter in it, and nothing a spreadsheet would run. */
export const label: Field<string> = typed => {
  if (typed.trim() === '') return { fault: 'nameless' }
  const name = line(120)(typed, () => [])
  if ('fault' in name && name.fault) return name
  if (/^[=+\-@]/.test(typed.trim().normalize('NFKC'))) return { fault: 'formula' }
  return /\p{L}/u.test(typed) ? name : { fault: 'letterless' }
}

export const place: Field<string> = typed => (typed.trim() === '' ? { value: '' } : label(typed, () => []))

/** One of these ids, or none. */
const among =
  (ids: string[]): Field<string | null> =>
  typed =>
    typed === '' ? { value: null } : ids.includes(typed) ? { value: typed } : { fault: 'choice' }

/** One of these ids; the only one goes without saying. */
const oneAmong =
  (ids: string[]): Field<string> =>
  typed =>
    ids.length === 1 ? { value: ids[0]! } : oneOf(...ids)(typed, () => [])

export const groupForm = (bodies: string[]) => ({ name: label, legal_body_id: among(bodies) })

export const sectionForm = (choices: Record<'regions' | 'federations' | 'bodies', { id: string }[]>) => ({
  name: label,
  company: place,
  city: place,
  region_id: oneAmong(choices.regions.map(one => one.id)),
  federation_id: among(choices.federations.map(one => one.id)),
  legal_body_id: among(choices.bodies.map(one => one.id)),
})

export const legalBodyForm = {
  name: line(160),
  address: lines(400),
  contact: line(200),
  data_protection_contact: line(200),
}

/** A web address people are sent to: https, a host, no password in it. */
const webAddress: Field<string> = typed => {
  const url = URL.parse(typed.trim())
  const sound =
    url?.protocol === 'https:' && url.hostname.includes('.') && !url.username && typed.trim().length <= 500
  return sound ? { value: url.href } : { fault: 'url' }
}

const colour: Field<string> = typed => {
  const hex = /^#?([0-9a-f]{6})$/i.exec(typed.trim())?.[1]
  return hex ? { value: `#${hex.toLowerCase()}` } : { fault: 'colour' }
}

/** A word for one and a word for several: both or neither. */
const pairedWord =
  (other: string): Field<string> =>
  (typed, all) => {
    if (typed.trim() !== '') return label(typed, all)
    return (all(other).at(-1) ?? '').trim() === '' ? { value: '' } : { fault: 'pair' }
  }

export const settingsForms = {
  publication: (bodies: string[]) => ({
    union_name: line(80),
    publisher: optional(line(160)),
    publication_director: optional(line(120)),
    host_name: optional(line(160)),
    host_address: optional(lines(400)),
    legal_body_id: among(bodies),
  }),
  appearance: () => ({ accent: colour, join_url: optional(webAddress) }),
  words: () => ({
    region_word: pairedWord('regions_word'),
    regions_word: pairedWord('region_word'),
    federation_word: pairedWord('federations_word'),
    federations_word: pairedWord('federation_word'),
    section_word: pairedWord('sections_word'),
    sections_word: pairedWord('section_word'),
  }),
  approval: () => ({ approval: oneOf('none', 'region', 'union') }),
}

/** A mark that a link may carry: short, and the same in every hand. */
const markCode: Field<string> = typed => {
  const code = typed.trim().toLowerCase()
  return /^[a-z0-9-]{1,20}$/.test(code) ? { value: code } : { fault: code === '' ? 'empty' : 'mark' }
}

export const sourceForm = { code: markCode, name: label }

/** A domain as it follows an @, in lower case and punycode. */
const mailDomain: Field<string> = typed => {
  const bare = typed.trim().replace(/^@/, '')
  if (bare === '') return { fault: 'empty' }
  const { address } = parseAddress(`contact@${bare}`)
  return address ? { value: domainOf(address) } : { fault: 'domain' }
}

const pastDay: Field<string | null> = typed => {
  if (typed === '') return { value: null }
  const date = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : undefined
  const real = date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(typed)
  if (!real || typed < '1900') return { fault: 'day' }
  return date.getTime() > Date.now() ? { fault: 'future' } : { value: typed }
}

export const employerDomainForm = { domain: mailDomain, agreement_on: pastDay }
