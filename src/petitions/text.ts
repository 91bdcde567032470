import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import { Conflict } from '../errors.ts'
import { freeSlug, isSuggested } from '../http/free-slug.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from '../union/scope.ts'
import type { ManagedPetition } from './managed-petition.ts'
import { listTexts } from './opening.ts'
import { printWords, type TextWords, textHash } from './petition.ts'
import type { Phase } from './phase.ts'
import { changePetition } from './subject.ts'
import type { Locale, PetitionText } from './tables.ts'

/** Phases in which nobody has signed yet: a text is still rewritten in place. */
const unsigned: readonly Phase[] = ['draft', 'upcoming']

const isBlank = ({ title, summary, text }: TextWords) => !title && !summary && !text

async function writeText(trx: Trx, { id, text_version }: ManagedPetition, locale: Locale, words: TextWords) {
  const row = { ...words, text_hash: textHash(words) }
  await trx
    .insertInto('petition_texts')
    .values({ ...row, petition_id: id, version: text_version, locale })
    .onConflict(oc =>
      oc.columns(['petition_id', 'version', 'locale']).doUpdateSet({
        ...row,
        created_on: sql<string>`current_date`,
      }),
    )
    .execute()
}

/** The next version of every language, this one in its new words. */
async function addVersion(
  trx: Trx,
  { id, text_version }: ManagedPetition,
  texts: PetitionText[],
  locale: Locale,
  words: TextWords,
) {
  const version = text_version + 1
  const others = texts
    .filter(text => text.locale !== locale)
    .map(({ title, summary, text, locale }) => ({ title, summary, text, locale }))
  const next = isBlank(words) ? others : [...others, { ...words, locale }]
  await trx
    .insertInto('petition_texts')
    .values(
      next.map(({ locale, ...words }) => ({
        ...words,
        locale,
        petition_id: id,
        version,
        text_hash: textHash(words),
      })),
    )
    .execute()
  await trx.updateTable('petitions').set({ text_version: version }).where('id', '=', id).execute()
}

async function rewrite(trx: Trx, petition: ManagedPetition, locale: Locale, words: TextWords) {
  const { id, text_version } = petition
  if (!isBlank(words) || locale === 'fr') return writeText(trx, petition, locale, words)
  await trx
    .deleteFrom('petition_texts')
    .where('petition_id', '=', id)
    .where('version', '=', text_version)
    .where('locale', '=', locale)
    .execute()
}

/** Until it opens, the address follows the French title, unless somebody chose another. */
async function followTitle(trx: Trx, { id, slug }: ManagedPetition, old: string, title: string) {
  if (old === title || !isSuggested(slug, old)) return
  await trx
    .updateTable('petitions')
    .set({ slug: await freeSlug(trx, title, id) })
    .where('id', '=', id)
    .execute()
}

/**
 * Changes the words of a petition in one language. Once it may have been signed this makes a new version; each
 * signature keeps the one it signed. An empty translation goes away.
 * @param petition for which `typed` was found sound
 * @throws Conflict when its words may no longer change, or it has moved on since
 */
export async function changeText(
  vault: Vault,
  viewer: Viewer,
  { id, phase }: ManagedPetition,
  locale: Locale,
  typed: TextWords,
): Promise<void> {
  const words = printWords(typed, locale)
  await changePetition(vault, viewer, id, 'text', async (trx, petition) => {
    if (petition.phase !== phase) throw new Conflict()
    const texts = await listTexts(trx, petition)
    const old = texts.find(text => text.locale === locale)
    if (old?.text_hash.equals(textHash(words))) return
    if (!unsigned.includes(petition.phase)) return addVersion(trx, petition, texts, locale, words)
    await rewrite(trx, petition, locale, words)
    if (locale === 'fr' && petition.phase === 'draft')
      await followTitle(trx, petition, old?.title ?? '', words.title)
  })
}
