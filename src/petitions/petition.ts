import { createHash, randomUUID } from 'node:crypto'
import type { Insertable, Kysely } from 'kysely'
import type { Database, Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import { isId } from '../http/id.ts'
import { typography } from '../http/typography.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import { type Phase, phaseOf } from './phase.ts'
import type { Act, Locale, Petition, PetitionAct, PetitionsTable, PetitionText } from './tables.ts'

/** A petition with what was done to it and the phase that follows. */
export interface PetitionState extends Petition {
  acts: PetitionAct[]
  phase: Phase
}

export type TextWords = Pick<PetitionText, 'title' | 'summary' | 'text'>

/** What a signatory consents to, in 32 bytes: every word of it. */
export const textHash = ({ title, summary, text }: TextWords): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([title, summary, text]))
    .digest()

async function withState(db: Kysely<Database>, petition: Petition | undefined): Promise<PetitionState> {
  if (!petition) throw new NotFound()
  const acts = await db
    .selectFrom('petition_acts')
    .selectAll()
    .where('petition_id', '=', petition.id)
    .orderBy('created_at')
    .execute()
  return { ...petition, acts, phase: phaseOf(petition, acts) }
}

const slugs = /^[a-z0-9-]{1,100}$/

const findPetition = (db: Kysely<Database>, column: 'id' | 'slug', value: string) =>
  db.selectFrom('petitions').selectAll().where(column, '=', value).executeTakeFirst()

/** @throws NotFound */
export const getPetition = async (db: Kysely<Database>, id: string): Promise<PetitionState> =>
  withState(db, isId(id) ? await findPetition(db, 'id', id) : undefined)

/** @throws NotFound */
export const getPetitionBySlug = async (db: Kysely<Database>, slug: string): Promise<PetitionState> =>
  withState(db, slugs.test(slug) ? await findPetition(db, 'slug', slug) : undefined)

/** The text of a version in a language, in French where it was not translated. */
export async function findText(
  db: Kysely<Database>,
  petitionId: string,
  version: number,
  locale: Locale,
): Promise<PetitionText | undefined> {
  const texts = await db
    .selectFrom('petition_texts')
    .selectAll()
    .where('petition_id', '=', petitionId)
    .where('version', '=', version)
    .execute()
  return texts.find(one => one.locale === locale) ?? texts.find(one => one.locale === 'fr') ?? texts[0]
}

/** As `findText`. @throws NotFound */
export async function getText(
  db: Kysely<Database>,
  petitionId: string,
  version: number,
  locale: Locale,
): Promise<PetitionText> {
  const text = await findText(db, petitionId, version, locale)
  if (!text) throw new NotFound()
  return text
}

/** Title and summary as a printer would set them: they are shown, mailed and listed as they are kept. */
export const printWords = (words: TextWords, locale: Locale): TextWords => ({
  ...words,
  title: typography(words.title, locale),
  summary: typography(words.summary, locale),
})

/** Creates a draft with its own key. @returns its id */
export async function createPetition(
  trx: Trx,
  keys: DataKeys,
  petition: Omit<Insertable<PetitionsTable>, 'id'>,
  texts: Partial<Record<Locale, TextWords>>,
): Promise<string> {
  const id = randomUUID()
  await keys.create(trx, `petition:${id}`)
  await trx
    .insertInto('petitions')
    .values({ ...petition, id })
    .execute()
  const rows = (Object.entries(texts) as [Locale, TextWords][]).map(([locale, typed]) => {
    const words = printWords(typed, locale)
    return { ...words, petition_id: id, version: 1, locale, text_hash: textHash(words) }
  })
  await trx.insertInto('petition_texts').values(rows).execute()
  return id
}

/** Holds a petition until the caller has committed. Signing holds it too: none is kept after the act that ends it. */
export async function lockPetition(trx: Trx, id: string): Promise<void> {
  await trx.selectFrom('petitions').select('id').where('id', '=', id).forUpdate().execute()
}

/** Writes down that something was done, and by whom; the phase follows from it. */
export async function recordAct(
  trx: Trx,
  petitionId: string,
  act: Act,
  accountId: string | null,
  reason = '',
): Promise<void> {
  // Written anew, the row has another version: a signature is kept only in the one it was read in.
  await trx.updateTable('petitions').set({ id: petitionId }).where('id', '=', petitionId).execute()
  await trx
    .insertInto('petition_acts')
    .values({ petition_id: petitionId, act, account_id: accountId, reason })
    .execute()
}
