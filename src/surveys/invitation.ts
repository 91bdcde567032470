import { sql } from 'kysely'
import { NotFound } from '../errors.ts'
import { inGroups } from '../in-groups.ts'
import { type DataKey, tokenId } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import type { Invitation } from './tables.ts'

/** What a mailed link is for: to answer, or to hear no more of surveys. */
export type InvitationLink = 'response' | 'refusal'

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
const place = (id: string) => ({ table: 'invitations', column: 'member_sealed', row: id })

export const surveyKey = ({ keys }: Vault, surveyId: string): Promise<DataKey> =>
  keys.getByScope(`survey:${surveyId}`)

const invitationId = (key: DataKey, whom: string): string => uuidOf(key.index(whom).subarray(0, 16))

/** The invitation a member has to a survey: the same whenever it is asked for. @param key the survey's */
export const memberInvitation = (key: DataKey, memberId: string): string =>
  invitationId(key, `member ${memberId}`)

/** The invitation that a printed code is. @param code as `canonicalCode` gives it */
export const codeInvitation = (key: DataKey, code: string): string => invitationId(key, `code ${code}`)

export const sealInvited = (key: DataKey, id: string, memberId: string): Buffer =>
  key.seal(place(id), memberId)

/** The id of the member who was invited. */
export const openInvited = (key: DataKey, id: string, sealed: Buffer): string =>
  key.open<string>(place(id), sealed)

/**
 * The address that an invitation is made for, as the register finds it, under the survey's key. Mail goes there or
 * nowhere: whoever could point it elsewhere would see who is still written to.
 */
export const indexInvited = (key: DataKey, address_index: Buffer | null): Buffer | null =>
  address_index && key.index(`address ${address_index.toString('hex')}`)

/** What stands after /invitations/ in a link. */
export const invitationToken = (
  key: DataKey,
  purpose: InvitationLink,
  surveyId: string,
  id: string,
): string => key.token(purpose, Buffer.concat([bytesOf(surveyId), bytesOf(id)]))

/** An invitation, and whether it has had its one response. */
export interface InvitationState extends Invitation {
  answered: boolean
}

type InvitationKey = Pick<Invitation, 'survey_id' | 'id'>

/** One result a key, in order; undefined where there is no such invitation. */
export async function findInvitations(
  { db }: Vault,
  keys: InvitationKey[],
): Promise<(InvitationState | undefined)[]> {
  const { rows } = await sql<InvitationState | { survey_id: null }>`
    select i.*, p.invitation_id is not null as answered
    from unnest(${keys.map(key => key.survey_id)}::uuid[], ${keys.map(key => key.id)}::uuid[])
      with ordinality as asked (survey_id, id, at)
    left join invitations i on i.survey_id = asked.survey_id and i.id = asked.id
    left join participations p on p.survey_id = i.survey_id and p.invitation_id = i.id
    order by at`.execute(db)
  return rows.map(row => (row.survey_id === null ? undefined : row))
}

export type FindInvitation = (key: InvitationKey) => Promise<InvitationState | undefined>

/** Finds invitations, those that are asked for together in one query. */
export const invitationDesk = (vault: Vault): FindInvitation => inGroups(keys => findInvitations(vault, keys))

/** @throws NotFound when we never gave it out for this purpose, the survey's key is gone, or the invitation is */
export async function readInvitation(
  vault: Vault,
  find: FindInvitation,
  purpose: InvitationLink,
  token: string,
): Promise<{ invitation: InvitationState; key: DataKey }> {
  const bytes = tokenId(token)
  if (bytes?.length !== 32) throw new NotFound()
  const survey_id = uuidOf(bytes.subarray(0, 16))
  const key = await surveyKey(vault, survey_id)
  if (!key.holds(purpose, token)) throw new NotFound()
  const invitation = await find({ survey_id, id: uuidOf(bytes.subarray(16)) })
  if (!invitation) throw new NotFound()
  return { invitation, key }
}
