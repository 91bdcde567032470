import type { Db } from '../database.ts'
import type { Field } from '../http/form.ts'
import { inSections, type Owned, type Viewer } from './scope.ts'
import { getSettings } from './settings.ts'

/** Who may own what this viewer begins: the value of a choice, and its name. */
export interface OwnerChoice extends Owned {
  value: string
  label: string
}

/** The open sections a viewer reads. */
export const sectionChoices = async (db: Db, viewer: Viewer): Promise<OwnerChoice[]> => {
  const sections = await db
    .selectFrom('sections')
    .select(['id', 'name'])
    .where(inSections(viewer))
    .where('closed_at', 'is', null)
    .orderBy('name')
    .execute()
  return sections.map(({ id, name }) => ({ value: id, label: name, section_id: id, region_id: null }))
}

/** The owners a viewer may choose: their sections, their region, or the union, as their role has it. */
export async function listOwners(db: Db, viewer: Viewer): Promise<OwnerChoice[]> {
  if (viewer.role === 'section-leader') return sectionChoices(db, viewer)
  if (viewer.role === 'administrator') {
    const { union_name } = await getSettings(db)
    return [{ value: 'union', label: union_name, section_id: null, region_id: null }]
  }
  const region = viewer.region_id
    ? await db.selectFrom('regions').selectAll().where('id', '=', viewer.region_id).executeTakeFirst()
    : undefined
  if (!region || region.closed_at) return []
  return [{ value: region.id, label: region.name, section_id: null, region_id: region.id }]
}

/** One of these owners; the only one goes without saying. */
export const oneOwner =
  (owners: OwnerChoice[]): Field<OwnerChoice> =>
  typed => {
    const owner = owners.find(({ value }) => value === typed) ?? (owners.length === 1 ? owners[0] : undefined)
    return owner ? { value: owner } : { fault: 'choose' }
  }
