import { voice } from '../http/views.ts'
import type { Locale } from '../http/words.ts'
import type { Compose } from '../mail/outbox.ts'
import type { Vault } from '../seal/vault.ts'
import { getSettings } from '../union/settings.ts'
import { accountsKey, openProfile } from './account.ts'
import { findLinkById, type LinkPurpose, linkPath, linkToken } from './link.ts'

const linkMail =
  (vault: Vault, publicUrl: string, purpose: LinkPurpose, view: string): Compose =>
  async ({ subject_id }) => {
    const linked = await findLinkById(vault.db, purpose, subject_id ?? '')
    if (!linked) return 'gone'
    const key = await accountsKey(vault)
    const { email, name } = openProfile(key, linked.account)
    const locale = linked.account.locale as Locale
    const url = publicUrl + voice(locale).path(linkPath(purpose, linkToken(key, purpose, linked.link_id)))
    const { union_name } = await getSettings(vault.db)
    return { to: email, locale, view, data: { name, url, union_name } }
  }

/** The mails that let an officer in, by kind. A link that was spent or replaced before they leave sends none. */
export const accountMails = (vault: Vault, publicUrl: string): Record<string, Compose> => ({
  'account-invitation': linkMail(vault, publicUrl, 'invitation', 'account-invitation'),
  'password-reset': linkMail(vault, publicUrl, 'reset', 'password-reset'),
})
