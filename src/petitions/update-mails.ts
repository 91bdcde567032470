import { plainText } from '../http/rich-text.ts'
import { voice } from '../http/views.ts'
import { Later } from '../jobs/worker.ts'
import { domainOf } from '../mail/address.ts'
import type { Compose } from '../mail/outbox.ts'
import type { Vault } from '../seal/vault.ts'
import { isBarred } from '../union/employer-domain.ts'
import { getSettings } from '../union/settings.ts'
import { getPetition, getText } from './petition.ts'
import { findSignature, keyOf, openWords, signatureToken } from './signature.ts'
import { isReader } from './update.ts'

const HOUR = 3_600_000

/**
 * News of a petition, to one who asked for it. Asked again when it is about to leave: whoever withdrew, refused or
 * was found invalid meanwhile gets none, and none leaves while the petition is suspended.
 */
export function updateMail(vault: Vault, publicUrl: string): Compose {
  const { db } = vault
  return async ({ scope_id, subject_id }) => {
    const update = await db
      .selectFrom('petition_updates')
      .selectAll()
      .where('id', '=', scope_id)
      .executeTakeFirst()
    if (!update) return 'gone'
    const petition = await getPetition(db, update.petition_id)
    if (petition.phase === 'suspended') throw new Later('suspended', new Date(Date.now() + HOUR))
    const key = await keyOf(vault, petition.id)
    const id = subject_id as string
    const signature = await findSignature(vault, { petition_id: petition.id, id, key })
    if (!signature || !(await isReader(db, petition.id, id))) return 'gone'
    const { email, name } = openWords(key, signature)
    if (await isBarred(db, domainOf(email))) return 'employer'
    const { locale } = signature
    const link = (purpose: 'news' | 'withdrawal' | 'visibility') =>
      publicUrl +
      voice(locale).path(`/signatures/${signatureToken(key, purpose, petition.id, id)}/${purpose}`)
    const stop_url = link('news')
    return {
      to: email,
      locale,
      view: 'petition-update',
      petition_id: petition.id,
      headers: {
        'List-Unsubscribe': `<${stop_url}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
      data: {
        title: update.title,
        text: update.text,
        text_plain: plainText(update.text),
        petition_title: (await getText(db, petition.id, petition.text_version, locale)).title,
        petition_url: publicUrl + voice(locale).path(`/petitions/${petition.slug}`),
        union_name: (await getSettings(db)).union_name,
        name,
        name_visibility: signature.name_visibility,
        stop_url,
        withdraw_url: link('withdrawal'),
        visibility_url: link('visibility'),
      },
    }
  }
}
