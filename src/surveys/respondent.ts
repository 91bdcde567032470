import type { Db, Trx } from '../database.ts'
import { type OpenMember, readMember } from '../members/member.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { indexInvited, openInvited } from './invitation.ts'
import type { Invitation, Survey } from './tables.ts'

export interface InvitedMember extends OpenMember {
  /** Whether their address is another than the invitation was made for. */
  readdressed: boolean
}

/** The member an invitation went to; undefined for a printed code, and once the member is erased. */
export async function findInvited(
  vault: Vault,
  key: DataKey,
  { id, member_sealed, address_index }: Invitation,
): Promise<InvitedMember | undefined> {
  if (!member_sealed) return undefined
  const member = await vault.db
    .selectFrom('members')
    .selectAll()
    .where('id', '=', openInvited(key, id, member_sealed))
    .executeTakeFirst()
  if (!member) return undefined
  const now = indexInvited(key, member.address_index)
  const readdressed = !(now && address_index?.equals(now))
  return { ...(await readMember(vault, member)), readdressed }
}

/** A section that a respondent may say is theirs. */
export interface OfferedSection {
  id: string
  name: string
}

/** The sections a survey may go to: all that are open where it belongs, by name. */
export async function listWithin(
  db: Db | Trx,
  { section_id, region_id }: Pick<Survey, 'section_id' | 'region_id'>,
): Promise<OfferedSection[]> {
  const open = db.selectFrom('sections').select(['id', 'name']).orderBy('name').where('closed_at', 'is', null)
  if (section_id) return open.where('id', '=', section_id).execute()
  return (region_id ? open.where('region_id', '=', region_id) : open).execute()
}

/** The sections of a survey: those that were chosen, else all it may go to; by name. */
export async function listOffered(
  db: Db,
  survey: Pick<Survey, 'id' | 'section_id' | 'region_id'>,
): Promise<OfferedSection[]> {
  const chosen = await db
    .selectFrom('survey_sections')
    .innerJoin('sections', 'sections.id', 'survey_sections.section_id')
    .select(['sections.id', 'sections.name'])
    .where('survey_id', '=', survey.id)
    .orderBy('sections.name')
    .execute()
  return chosen.length > 0 ? chosen : listWithin(db, survey)
}
