import { domainToASCII, domainToUnicode } from 'node:url'
import { confused, endings, type Provider, providers } from './providers.ts'

export type AddressFault = 'empty' | 'long' | 'control' | 'space' | 'extra' | 'at' | 'local' | 'domain'

export type ParsedAddress =
  | { address: string; fault?: undefined }
  | { address?: undefined; fault: AddressFault }

const atom = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
const asciiDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$/
const providerByDomain = new Map(
  providers.flatMap(provider => provider.domains.map(name => [name, provider])),
)

/**
 * Exactly one addr-spec (RFC 5321) as somebody types it: no display name, list, comment, quoted local part
 * (RFC 5321 4.1.2 advises against giving one out) or address literal; the local part in ASCII (an accent
 * there is a slip far more often than RFC 6531); a domain of at least two labels, in Unicode or punycode, its
 * one spelling (UTS 46); at most 254 octets with the domain in punycode. The address comes back as typed, to
 * be written to; `domainOf` has the punycode.
 */
export function parseAddress(typed: string): ParsedAddress {
  if (/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u.test(typed)) return { fault: 'control' }
  // NFC may take the square of a length.
  if (typed.trim().length > 1_000) return { fault: 'long' }
  const address = typed.trim().normalize('NFC')
  if (address === '') return { fault: 'empty' }
  if (address.length > 254) return { fault: 'long' }
  const at = address.lastIndexOf('@')
  if (at < 0) return { fault: 'at' }
  const local = address.slice(0, at)
  if (/^".*"$/.test(local)) return { fault: 'local' }
  if (/[<>()[\],;:"\\]/.test(local) || /[<>(),;"]/.test(address)) return { fault: 'extra' }
  if (/\s/.test(address)) return { fault: 'space' }
  if (local.includes('@')) return { fault: 'extra' }
  if (local.length > 64 || !atom.test(local)) return { fault: 'local' }
  const domain = domainOf(address)
  if (local.length + 1 + domain.length > 254) return { fault: 'long' }
  return isOneSpelling(address.slice(at + 1), domain) ? { address } : { fault: 'domain' }
}

/** The domain in lower case and punycode; empty when it has none. */
export function domainOf(address: string): string {
  return domainToASCII(address.slice(address.lastIndexOf('@') + 1))
}

/**
 * What the blind index is made of, never where mail goes: lower case, punycode, and per provider without what
 * that provider is known to ignore. Two people of any other domain stay two: `a.b@corp.fr`, `ab@corp.fr`.
 *
 * @param address as `parseAddress` gives it
 */
export function canonicalAddress(address: string): string {
  const domain = domainOf(address)
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase()
  const provider = providerByDomain.get(domain)
  return provider ? canonicalAt(provider, local, domain) : `${local}@${domain}`
}

/**
 * Where mail to an address ends up, labels left out under every domain (RFC 5233): one person may sign for each
 * label of a company's address, but a stranger who makes them up drowns one mailbox.
 */
export function mailboxOf(address: string): string {
  return canonicalAddress(address).replace(/(?<=.)\+.*(?=@)/, '')
}

/**
 * The address that was probably meant where the domain looks like a slip for a provider's; undefined where
 * it is itself a provider's or like none. Only to be asked, never to be put in place of what was typed.
 */
export function suggestAddress(address: string): string | undefined {
  const domain = domainOf(address)
  if (providerByDomain.has(domain)) return undefined
  const meant = confused[domain] ?? nearest(domain)
  return meant && `${address.slice(0, address.lastIndexOf('@'))}@${meant}`
}

/** Nothing but letters, digits, hyphens and dots, and no spelling that would be written to as another domain. */
function isOneSpelling(domain: string, ascii: string): boolean {
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) || !asciiDomain.test(ascii)) return false
  const unicode = domainToUnicode(ascii)
  return !/\bxn--/.test(unicode) && [ascii, unicode].includes(domain.toLowerCase())
}

function canonicalAt({ domains, merged, label, ignored }: Provider, local: string, domain: string): string {
  const cut = label ? local.indexOf(label) : -1
  const person = cut > 0 ? local.slice(0, cut) : local
  const bare = ignored ? person.replace(ignored, '') : person
  return `${bare || local}@${merged ? domains[0] : domain}`
}

function nearest(domain: string): string | undefined {
  const [name, ending] = halves(domain)
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const known of providerByDomain.keys()) {
    const [knownName, knownEnding] = halves(known)
    if (ending !== knownEnding && !endings[knownEnding]?.includes(ending)) continue
    const slips = name === knownName ? 0 : slipsBetween(name, knownName)
    // Below five letters, or with another first one, the nearest name is mostly a firm's own.
    const most = knownName.length < 5 || name[0] !== knownName[0] ? 0 : knownName.length < 7 ? 1 : 2
    if (slips > most || slips >= least) continue
    best = known
    least = slips
  }
  return best
}

function halves(domain: string): [name: string, ending: string] {
  const dot = domain.indexOf('.')
  return [domain.slice(0, dot), domain.slice(dot + 1)]
}

/** Letters added, left out, changed or swapped with their neighbour (optimal string alignment). */
function slipsBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = swap ? rows[i - 2]![j - 2]! + 1 : change
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, change, swapped))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
