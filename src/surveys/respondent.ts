import type { Db } from '../database.ts'
import { type OpenMember, readMember } from '../members/member.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { openInvited } from './invitation.ts'
import type { Invitation, Survey } from './tables.ts'

/** The member an invitation went to; undefined for a printed code, and once the member is erased. */
export async function findInvited(
  vault: Vault,
  key: DataKey,
  { id, member_sealed }: Invitation,
): Promise<OpenMember | undefined> {
  if (!member_sealed) return undefined
  const member = await vault.db
    .selectFrom('members')
    .selectAll()
    .where('id', '=', openInvited(key, id, member_sealed))
    .executeTakeFirst()
  return member && readMember(vault, member)
}

/** A section that a respondent may say is theirs. */
export interface OfferedSection {
  id: string
  name: string
}

/** The sections of a survey: those that were chosen, else all that are open where it belongs; by name. */
export async function listOffered(
  db: Db,
  { id, section_id, region_id }: Pick<Survey, 'id' | 'section_id' | 'region_id'>,
): Promise<OfferedSection[]> {
  const sections = db.selectFrom('sections').select(['sections.id', 'sections.name']).orderBy('sections.name')
  const chosen = await sections
    .innerJoin('survey_sections', 'survey_sections.section_id', 'sections.id')
    .where('survey_id', '=', id)
    .execute()
  if (chosen.length > 0) return chosen
  const open = sections.where('closed_at', 'is', null)
  if (section_id) return open.where('id', '=', section_id).execute()
  return (region_id ? open.where('region_id', '=', region_id) : open).execute()
}
