import type { Db } from '../database.ts'
import { today } from '../http/day.ts'
import { voice } from '../http/views.ts'
import type { Job } from '../jobs/queue.ts'
import { domainOf } from '../mail/address.ts'
import type { Compose, Draft } from '../mail/outbox.ts'
import type { Vault } from '../seal/vault.ts'
import { isBarred } from '../union/employer-domain.ts'
import { ownerName } from '../union/legal-body.ts'
import { getSettings } from '../union/settings.ts'
import { headOf } from './head.ts'
import { findInvitations, type InvitationLink, invitationToken, surveyKey } from './invitation.ts'
import { findInvited } from './respondent.ts'
import { getSurvey } from './survey.ts'

/**
 * Asked again when it is about to leave: nobody is written to who has answered, left, refused or cannot be reached,
 * nothing leaves once the survey is closed, and nothing to an address that an officer wrote down since.
 */
async function composeMail(
  vault: Vault,
  publicUrl: string,
  view: string,
  { scope_id, subject_id }: Job,
): Promise<Draft | string> {
  const { db } = vault
  const survey = await getSurvey(db, scope_id as string)
  if (survey.phase !== 'open') return 'closed'
  const key = await surveyKey(vault, survey.id)
  const [invitation] = await findInvitations(vault, [{ survey_id: survey.id, id: subject_id as string }])
  const member = invitation && (await findInvited(vault, key, invitation))
  if (!invitation || !member?.email || member.gone_on) return 'gone'
  if (member.refused_on) return 'refused'
  if (member.bounced_on) return 'bounced'
  if (member.readdressed) return 'readdressed'
  if (invitation.answered) return 'answered'
  if (await isBarred(db, domainOf(member.email))) return 'employer'
  const { locale } = member
  const link = (purpose: InvitationLink) =>
    publicUrl +
    voice(locale).path(`/invitations/${invitationToken(key, purpose, survey.id, invitation.id)}/${purpose}`)
  const stop_url = link('refusal')
  const { title, kind, closes_on } = headOf(survey, locale)
  return {
    to: member.email,
    locale,
    view,
    surveys: true,
    ...(view === 'survey-invitation' && { bounced: () => noteBounce(db, member.id) }),
    headers: {
      'List-Unsubscribe': `<${stop_url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    data: {
      title,
      kind,
      closes_on,
      owner_name: await ownerName(db, survey),
      union_name: (await getSettings(db)).union_name,
      answer_url: link('response'),
      stop_url,
      lost: invitation.lost_on !== null,
    },
  }
}

/** Of an invitation only: noted of a reminder, it would tell the officer that this member has not answered. */
async function noteBounce(db: Db, memberId: string): Promise<void> {
  const day = today()
  await db.updateTable('members').set({ bounced_on: day }).where('id', '=', memberId).execute()
}

export const surveyMails = (vault: Vault, publicUrl: string): Record<string, Compose> =>
  Object.fromEntries(
    ['survey-invitation', 'survey-reminder'].map(view => [
      view,
      (job: Job) => composeMail(vault, publicUrl, view, job),
    ]),
  )
