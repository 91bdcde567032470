import type { Db } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { Locale } from '../http/words.ts'
import { legalBodyOf, ownerName } from '../union/legal-body.ts'
import { countSignatures } from './count.ts'
import { nextGoal } from './goal.ts'
import { getPetitionBySlug, getText, type PetitionState } from './petition.ts'
import { isPublic } from './phase.ts'
import { keptUntil } from './retention.ts'
import type { LegalBodyShown, PetitionShow, PictureShown } from './views.ts'

const offeredSections = (db: Db, petitionId: string) =>
  db
    .selectFrom('petition_sections')
    .innerJoin('sections', 'sections.id', 'petition_sections.section_id')
    .select(['sections.id', 'sections.name'])
    .where('petition_id', '=', petitionId)
    .where('sections.closed_at', 'is', null)
    .orderBy('sections.name')
    .execute()

const picturePath = (slug: string, id: string, ending: 'webp' | 'jpg') =>
  `/petitions/${slug}/pictures/${id}.${ending}`

async function listPartners(db: Db, { id, slug }: PetitionState) {
  const partners = await db
    .selectFrom('petition_partners')
    .leftJoin('petition_pictures', join =>
      join
        .onRef('petition_pictures.petition_id', '=', 'petition_partners.petition_id')
        .onRef('petition_pictures.partner', '=', 'petition_partners.position'),
    )
    .select(['petition_partners.name', 'petition_pictures.id as picture_id'])
    .where('petition_partners.petition_id', '=', id)
    .orderBy('position')
    .execute()
  return partners.map(({ name, picture_id }) => ({
    name,
    logo: picture_id && picturePath(slug, picture_id, 'webp'),
  }))
}

export async function findPicture(db: Db, { id, slug }: PetitionState): Promise<PictureShown | null> {
  const picture = await db
    .selectFrom('petition_pictures')
    .select(['id', 'width', 'height', 'alternative'])
    .where('petition_id', '=', id)
    .where('partner', 'is', null)
    .executeTakeFirst()
  if (!picture) return null
  const { width, height, alternative } = picture
  return {
    webp: picturePath(slug, picture.id, 'webp'),
    jpeg: picturePath(slug, picture.id, 'jpg'),
    width,
    height,
    alternative,
  }
}

async function listUpdates(db: Db, petitionId: string) {
  const updates = await db
    .selectFrom('petition_updates')
    .select(['title', 'text', 'created_at'])
    .where('petition_id', '=', petitionId)
    .orderBy('created_at', 'desc')
    .execute()
  return updates.map(({ title, text, created_at }) => ({
    title,
    text,
    posted_on: created_at.toISOString().slice(0, 10),
  }))
}

/** Who runs it and until when its data is kept. */
export async function legalOf(db: Db, petition: PetitionState): Promise<LegalBodyShown> {
  const { name, address, contact, data_protection_contact } = await legalBodyOf(db, petition)
  return {
    body_name: name,
    address,
    contact,
    dpo_contact: data_protection_contact,
    kept_until: keptUntil(petition),
  }
}

/** What a petition's public page says, form aside, and the hash of the text it says it with. */
export type PetitionFacts = Omit<PetitionShow, 'stamp' | 'form'> & { petition_id: string; text_hash: Buffer }

/** @throws NotFound also before a petition opens */
export async function getPublicPetition(db: Db, slug: string): Promise<PetitionState> {
  const petition = await getPetitionBySlug(db, slug)
  if (!isPublic(petition.phase)) throw new NotFound()
  return petition
}

/** As `readFacts`, for the public. @throws NotFound also before a petition opens */
export const readPublicFacts = async (
  db: Db,
  slug: string,
  locale: Locale,
  publicUrl: string,
): Promise<PetitionFacts> => readFacts(db, await getPublicPetition(db, slug), locale, publicUrl)

export async function readFacts(
  db: Db,
  petition: PetitionState,
  locale: Locale,
  publicUrl: string,
): Promise<PetitionFacts> {
  const [words, count, sections, partners, picture, updates, owner_name, legal] = await Promise.all([
    getText(db, petition.id, petition.text_version, locale),
    countSignatures(db, petition.id),
    offeredSections(db, petition.id),
    listPartners(db, petition),
    findPicture(db, petition),
    listUpdates(db, petition.id),
    ownerName(db, petition),
    legalOf(db, petition),
  ])
  const {
    slug,
    text_version,
    recipient_name,
    recipient_office,
    recipient_company,
    phase,
    opens_on,
    closes_on,
  } = petition
  const suspension = phase === 'suspended' ? petition.acts.at(-1) : undefined
  return {
    petition_id: petition.id,
    text_hash: words.text_hash,
    petition: {
      slug,
      title: words.title,
      summary: words.summary,
      text: words.text,
      text_locale: words.locale,
      text_version,
      text_on: words.created_on,
      recipient_name,
      recipient_office,
      recipient_company,
      phase,
      opens_on,
      closes_on,
      outcome: petition.outcome,
      suspension_reason: suspension?.reason ?? '',
      picture,
      owner_name,
      partners,
      updates,
    },
    count,
    goal: nextGoal(count, petition.goal),
    sections: sections.length > 0 ? sections : null,
    workplace_free: petition.workplace_asked,
    legal,
    url: `${publicUrl}/petitions/${slug}`,
  }
}
