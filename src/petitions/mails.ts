import { voice } from '../http/views.ts'
import type { Job } from '../jobs/queue.ts'
import type { Compose, Draft } from '../mail/outbox.ts'
import type { Vault } from '../seal/vault.ts'
import { getSettings } from '../union/settings.ts'
import { getText } from './petition.ts'
import { findSignature, keyOf, openWords, signatureToken } from './signature.ts'

type MailedLink = 'confirmation' | 'withdrawal' | 'visibility'

async function composeMail(
  vault: Vault,
  publicUrl: string,
  { scope_id, subject_id }: Job,
  reminder: boolean,
) {
  const petition_id = scope_id as string
  const id = subject_id as string
  const key = await keyOf(vault, petition_id)
  const signature = await findSignature(vault, { petition_id, id, key })
  if (!signature) return 'gone'
  if (reminder && signature.confirmed_on) return 'confirmed'
  const { email, name } = openWords(key, signature)
  const { locale, name_visibility, confirmed_on } = signature
  const { title } = await getText(vault.db, petition_id, signature.text_version, locale)
  const link = (purpose: MailedLink) =>
    publicUrl + voice(locale).path(`/signatures/${signatureToken(key, purpose, petition_id, id)}/${purpose}`)
  const draft: Draft = {
    to: email,
    locale,
    view: reminder ? 'signature-reminder' : confirmed_on ? 'signature-standing' : 'signature',
    data: {
      name,
      name_visibility,
      petition_title: title,
      union_name: (await getSettings(vault.db)).union_name,
      confirm_url: link('confirmation'),
      withdraw_url: link('withdrawal'),
      visibility_url: link('visibility'),
    },
    petition_id,
    limited: true,
  }
  return draft
}

/** The mail about one's own signature: to confirm while it is pending, to tell the truth once it stands. */
export const signatureMail =
  (vault: Vault, publicUrl: string): Compose =>
  job =>
    composeMail(vault, publicUrl, job, false)

/** The one reminder of a signature that is pending. */
export const reminderMail =
  (vault: Vault, publicUrl: string): Compose =>
  job =>
    composeMail(vault, publicUrl, job, true)
