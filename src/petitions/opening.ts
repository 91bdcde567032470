import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { today } from '../http/day.ts'
import { canPublish } from '../union/settings.ts'
import type { Settings } from '../union/tables.ts'
import type { PetitionState, TextWords } from './petition.ts'
import type { Locale, PetitionText } from './tables.ts'

/** What a petition still lacks before it can open, and where to mend it. */
export interface Gap {
  code:
    | 'title'
    | 'text'
    | 'blanks'
    | 'translation'
    | 'translation-blanks'
    | 'recipient'
    | 'no-end'
    | 'past-end'
    | 'late-end'
    | 'publisher'
  /** The form of the petition that mends it, after `/manage/petitions/:id/`; none where it is the union's settings. */
  place: string | null
}

/** What a template leaves to fill in: words in brackets that are no link. */
const blank = /\[[^\][\n]{1,200}\](?!\()/

const monthsAfter = (day: string, months: number): string => {
  const date = new Date(day)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

/** The last day a petition may stay open: twelve months after its first. */
export const latestEnd = (opens_on: string | null): string => {
  const day = today()
  return monthsAfter(opens_on && opens_on > day ? opens_on : day, 12)
}

/** The words of a version of a petition, French first. */
export const listTexts = (
  db: Kysely<Database>,
  { id, text_version }: Pick<PetitionState, 'id' | 'text_version'>,
): Promise<PetitionText[]> =>
  db
    .selectFrom('petition_texts')
    .selectAll()
    .where('petition_id', '=', id)
    .where('version', '=', text_version)
    .orderBy('locale', 'desc')
    .execute()

function* textGaps({ locale, title, summary, text }: TextWords & { locale: Locale }): Generator<Gap> {
  const place = `texts/${locale}`
  if (locale !== 'fr' && !(title && text)) yield { code: 'translation', place }
  if (locale === 'fr' && !title) yield { code: 'title', place }
  if (locale === 'fr' && !text) yield { code: 'text', place }
  if (blank.test(`${title}\n${summary}\n${text}`))
    yield { code: locale === 'fr' ? 'blanks' : 'translation-blanks', place }
}

function* termGaps({ opens_on, closes_on }: PetitionState): Generator<Gap> {
  const place = 'terms'
  if (!closes_on) yield { code: 'no-end', place }
  else if (closes_on < today() || (opens_on && closes_on < opens_on)) yield { code: 'past-end', place }
  else if (closes_on > latestEnd(opens_on)) yield { code: 'late-end', place }
}

export async function listGaps(
  db: Kysely<Database>,
  petition: PetitionState,
  settings: Settings,
): Promise<Gap[]> {
  const texts = await listTexts(db, petition)
  const { recipient_name, recipient_office, recipient_company } = petition
  const recipient = `${recipient_name}\n${recipient_office}\n${recipient_company}`
  const gaps = [...texts.flatMap(text => [...textGaps(text)])]
  if (!recipient_name || blank.test(recipient)) gaps.push({ code: 'recipient', place: 'recipient' })
  gaps.push(...termGaps(petition))
  if (!canPublish(settings)) gaps.push({ code: 'publisher', place: null })
  return gaps
}
