import { NotFound } from '../errors.ts'
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

/** What stands after /invitations/ in a link. */
export const invitationToken = (
  key: DataKey,
  purpose: InvitationLink,
  surveyId: string,
  id: string,
): string => key.token(purpose, Buffer.concat([bytesOf(surveyId), bytesOf(id)]))

/** @throws NotFound when we never gave it out for this purpose, the survey's key is gone, or the invitation is */
export async function readInvitation(
  vault: Vault,
  purpose: InvitationLink,
  token: string,
): Promise<{ invitation: Invitation; key: DataKey }> {
  const bytes = tokenId(token)
  if (bytes?.length !== 32) throw new NotFound()
  const survey_id = uuidOf(bytes.subarray(0, 16))
  const key = await surveyKey(vault, survey_id)
  if (!key.holds(purpose, token)) throw new NotFound()
  const invitation = await findInvitation(vault, survey_id, uuidOf(bytes.subarray(16)))
  if (!invitation) throw new NotFound()
  return { invitation, key }
}

export const findInvitation = (
  { db }: Vault,
  surveyId: string,
  id: string,
): Promise<Invitation | undefined> =>
  db
    .selectFrom('invitations')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Whether an invitation has had its one response. */
export async function hasAnswered(
  { db }: Vault,
  { survey_id, id }: Pick<Invitation, 'survey_id' | 'id'>,
): Promise<boolean> {
  const found = await db
    .selectFrom('participations')
    .select('invitation_id')
    .where('survey_id', '=', survey_id)
    .where('invitation_id', '=', id)
    .executeTakeFirst()
  return found !== undefined
}
