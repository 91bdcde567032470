import { locales, translator } from '../http/words.ts'
import type { ColumnKind, Columns } from './tables.ts'

export const columnKinds = [
  'number',
  'name',
  'first_name',
  'email',
  'phone',
  'locale',
  'section',
  'region',
] as const satisfies ColumnKind[]

/** Columns past this one are not looked at. */
export const MOST_COLUMNS = 60

/** Letters and digits alone, so that `N° d’adhérent` and `no d'adherent` meet. */
export const fold = (words: string): string =>
  words
    .normalize('NFKD')
    .replace(/[\p{M}°]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const headings: Record<ColumnKind, string> = {
  number:
    'numero/no/n/numero adherent/no adherent/n adherent/numero d adherent/n d adherent/numero de carte/id',
  name: 'nom/nom de famille/nom complet/nom et prenom/prenom et nom/surname/last name/full name',
  first_name: 'prenom/prenoms/first name/given name',
  email:
    'mail/email/e mail/courriel/adresse e mail/adresse email/adresse mail/adresse electronique/email address',
  phone: 'tel/telephone/portable/mobile/numero de telephone/telephone portable/phone number',
  locale: 'langue/language',
  section: 'section syndicale/nom de la section',
  region: 'departement/county',
}

const kindByHeading = new Map<string, ColumnKind>(
  columnKinds.flatMap(kind => {
    const ours = locales.map(locale => fold(translator(locale)(`members.column.${kind}`)))
    return [...headings[kind].split('/'), ...ours].map(heading => [heading, kind] as const)
  }),
)

/**
 * What the columns of a file seem to hold, by their titles; each kind once.
 * @param words what the union calls its levels
 */
export function guessColumns(head: string[], words: Partial<Record<ColumnKind, string>> = {}): Columns {
  const own = new Map(Object.entries(words).map(([kind, word]) => [fold(word), kind as ColumnKind]))
  const taken = new Set<ColumnKind>()
  return head.slice(0, MOST_COLUMNS).map(title => {
    const kind = own.get(fold(title)) ?? kindByHeading.get(fold(title))
    if (!kind || taken.has(kind)) return null
    taken.add(kind)
    return kind
  })
}

/** A first line with an address in it is a member's already, not a line of titles. */
export const looksLikeTitles = (head: string[]): boolean => !head.some(cell => cell.includes('@'))

/** What is wrong with a choice of columns, by the field of the form that shows it. */
export function checkColumns(columns: Columns, sectioned: boolean): Record<string, { code: string }> {
  const faults: Record<string, { code: string }> = {}
  columns.forEach((kind, at) => {
    if (kind && columns.indexOf(kind) < at) faults[`column_${at}`] = { code: 'column-twice' }
  })
  const lacks = (...kinds: ColumnKind[]) => !kinds.some(kind => columns.includes(kind))
  const missing = lacks('name', 'first_name')
    ? 'name'
    : lacks('number', 'email')
      ? 'key'
      : sectioned && lacks('section')
        ? 'section'
        : undefined
  if (missing) faults.column_0 ??= { code: `column-${missing}` }
  return faults
}
