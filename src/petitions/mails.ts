import { voice } from '../http/views.ts'
import type { Compose } from '../mail/outbox.ts'
import type { Vault } from '../seal/vault.ts'
import { getSettings } from '../union/settings.ts'
import { getText } from './petition.ts'
import { findSignature, keyOf, openWords, signatureToken } from './signature.ts'

/** The mails about one's own signature: to confirm while it is pending, to tell the truth once it stands. */
export function signatureMail(vault: Vault, publicUrl: string): Compose {
  return async ({ scope_id, subject_id }) => {
    const petition_id = scope_id as string
    const id = subject_id as string
    const key = await keyOf(vault, petition_id)
    const signature = await findSignature(vault, { petition_id, id, key })
    if (!signature) return 'gone'
    const { email, name } = openWords(key, signature)
    const { title } = await getText(vault.db, petition_id, signature.text_version, signature.locale)
    const link = (purpose: 'confirmation' | 'withdrawal' | 'visibility') =>
      publicUrl +
      voice(signature.locale).path(`/signatures/${signatureToken(key, purpose, petition_id, id)}/${purpose}`)
    return {
      to: email,
      locale: signature.locale,
      view: signature.confirmed_on ? 'signature-standing' : 'signature',
      data: {
        name,
        name_visibility: signature.name_visibility,
        petition_title: title,
        union_name: (await getSettings(vault.db)).union_name,
        confirm_url: link('confirmation'),
        withdraw_url: link('withdrawal'),
        visibility_url: link('visibility'),
      },
    }
  }
}
