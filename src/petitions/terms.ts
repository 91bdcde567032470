import type { Db } from '../database.ts'
import { Conflict } from '../errors.ts'
import { isSlugFree } from '../http/free-slug.ts'
import type { Vault } from '../seal/vault.ts'
import { inSections, type Viewer } from '../union/scope.ts'
import type { ManagedPetition } from './managed-petition.ts'
import { changePetition } from './subject.ts'
import type { Petition } from './tables.ts'

export type Recipient = Pick<Petition, 'recipient_name' | 'recipient_office' | 'recipient_company'>
export type Terms = Pick<Petition, 'slug' | 'goal' | 'opens_on' | 'closes_on' | 'listed'>

export const changeRecipient = (vault: Vault, viewer: Viewer, id: string, recipient: Recipient) =>
  changePetition(vault, viewer, id, 'recipient', async trx => {
    await trx.updateTable('petitions').set(recipient).where('id', '=', id).execute()
  })

export const changeOutcome = (vault: Vault, viewer: Viewer, id: string, outcome: string) =>
  changePetition(vault, viewer, id, 'outcome', async trx => {
    await trx.updateTable('petitions').set({ outcome }).where('id', '=', id).execute()
  })

/** What of the terms still moves: the address and the first day until it opens, the rest until it closes. */
const moving = ({ phase }: ManagedPetition, { slug, opens_on, ...terms }: Terms): Partial<Terms> =>
  phase === 'draft' ? { slug, opens_on, ...terms } : phase === 'upcoming' ? { opens_on, ...terms } : terms

/**
 * @param petition for which `terms` were found sound
 * @returns false when another petition has this slug @throws Conflict when it has moved on since
 */
export const changeTerms = (
  vault: Vault,
  viewer: Viewer,
  { id, phase }: ManagedPetition,
  terms: Terms,
): Promise<boolean> =>
  changePetition(vault, viewer, id, 'terms', async (trx, petition) => {
    if (petition.phase !== phase) throw new Conflict()
    const set = moving(petition, terms)
    if (set.slug && !(await isSlugFree(trx, 'petitions', set.slug, id))) return false
    await trx.updateTable('petitions').set(set).where('id', '=', id).execute()
    return true
  })

export interface SectionChoice {
  id: string
  name: string
  region_name: string
  offered: boolean
}

/** The sections that may be offered in the form: those the viewer reads, and those that are offered already. */
export function listSectionChoices(db: Db, viewer: Viewer, petitionId: string): Promise<SectionChoice[]> {
  return db
    .selectFrom('sections')
    .innerJoin('regions', 'regions.id', 'sections.region_id')
    .leftJoin('petition_sections', join =>
      join
        .onRef('petition_sections.section_id', '=', 'sections.id')
        .on('petition_sections.petition_id', '=', petitionId),
    )
    .select(['sections.id', 'sections.name', 'regions.name as region_name'])
    .select(eb => eb('petition_sections.section_id', 'is not', null).$castTo<boolean>().as('offered'))
    .where(eb =>
      eb.or([
        eb.and([inSections(viewer)(eb as never), eb('sections.closed_at', 'is', null)]),
        eb('petition_sections.section_id', 'is not', null),
      ]),
    )
    .orderBy('regions.name')
    .orderBy('sections.name')
    .execute()
}

/** @param ids among `listSectionChoices` */
export const changeSections = (
  vault: Vault,
  viewer: Viewer,
  id: string,
  ids: string[],
  workplace_asked: boolean,
) =>
  changePetition(vault, viewer, id, 'sections', async trx => {
    await trx.deleteFrom('petition_sections').where('petition_id', '=', id).execute()
    if (ids.length > 0) {
      const rows = ids.map(section_id => ({ petition_id: id, section_id }))
      await trx.insertInto('petition_sections').values(rows).execute()
    }
    await trx.updateTable('petitions').set({ workplace_asked }).where('id', '=', id).execute()
  })
