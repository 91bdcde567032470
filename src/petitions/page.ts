import type { Db } from '../database.ts'
import type { Locale } from '../http/words.ts'
import { type LegalBody, legalBodyOf, ownerName } from '../union/legal-body.ts'
import { countSignatures } from './count.ts'
import { nextGoal } from './goal.ts'
import { getPetitionBySlug, getText, type PetitionState } from './petition.ts'

/** The facts of a petition's public page: the same for everybody. */
export type PetitionFacts = Awaited<ReturnType<typeof readFacts>>

const monthsAfter = (day: string, months: number): string => {
  const date = new Date(day)
  date.setUTCMonth(date.getUTCMonth() + months)
  return date.toISOString().slice(0, 10)
}

/** Until when the data of a petition is kept: three months after it closes. */
export const keptUntil = ({ closes_on }: Pick<PetitionState, 'closes_on'>): string | null =>
  closes_on && monthsAfter(closes_on, 3)

const offeredSections = (db: Db, petitionId: string) =>
  db
    .selectFrom('petition_sections')
    .innerJoin('sections', 'sections.id', 'petition_sections.section_id')
    .select(['sections.id', 'sections.name'])
    .where('petition_id', '=', petitionId)
    .where('sections.closed_at', 'is', null)
    .orderBy('sections.name')
    .execute()

const listPartners = (db: Db, petitionId: string) =>
  db
    .selectFrom('petition_partners')
    .leftJoin('petition_pictures', join =>
      join
        .onRef('petition_pictures.petition_id', '=', 'petition_partners.petition_id')
        .onRef('petition_pictures.partner', '=', 'petition_partners.position'),
    )
    .select(['petition_partners.name', 'petition_pictures.id as picture_id'])
    .where('petition_partners.petition_id', '=', petitionId)
    .orderBy('position')
    .execute()

const findPicture = (db: Db, petitionId: string) =>
  db
    .selectFrom('petition_pictures')
    .select(['id', 'width', 'height', 'alternative'])
    .where('petition_id', '=', petitionId)
    .where('partner', 'is', null)
    .executeTakeFirst()

const listUpdates = (db: Db, petitionId: string) =>
  db
    .selectFrom('petition_updates')
    .select(['title', 'text', 'created_at'])
    .where('petition_id', '=', petitionId)
    .orderBy('created_at', 'desc')
    .execute()

/** @throws NotFound */
export async function readFacts(db: Db, slug: string, locale: Locale) {
  const petition = await getPetitionBySlug(db, slug)
  return readFactsOf(db, petition, locale)
}

export async function readFactsOf(db: Db, petition: PetitionState, locale: Locale) {
  const [words, count, sections, partners, picture, updates, owner_name, legal] = await Promise.all([
    getText(db, petition.id, petition.text_version, locale),
    countSignatures(db, petition.id),
    offeredSections(db, petition.id),
    listPartners(db, petition.id),
    findPicture(db, petition.id),
    listUpdates(db, petition.id),
    ownerName(db, petition),
    legalBodyOf(db, petition),
  ])
  return {
    petition: {
      ...petition,
      title: words.title,
      summary: words.summary,
      text: words.text,
      text_on: words.created_on,
      suspension_reason: petition.phase === 'suspended' ? (petition.acts.at(-1)?.reason ?? '') : '',
      owner_name,
      partners,
      picture: picture ?? null,
      updates,
    },
    text_hash: words.text_hash,
    count,
    goal: nextGoal(count, petition.goal),
    sections,
    legal: { ...legal, kept_until: keptUntil(petition) },
  }
}

export type { LegalBody }
