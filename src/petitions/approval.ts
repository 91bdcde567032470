import { accountsKey, openProfile } from '../accounts/account.ts'
import type { Trx } from '../database.ts'
import { voice } from '../http/views.ts'
import { type Compose, enqueueMail } from '../mail/outbox.ts'
import type { Vault } from '../seal/vault.ts'
import { getSettings } from '../union/settings.ts'
import type { Approval } from './hand.ts'
import type { ManagedPetition } from './managed-petition.ts'
import { getPetition, getText } from './petition.ts'
import type { Locale } from './tables.ts'

/** Writes to those whose agreement is asked for: the region's officers where it is theirs to give, else the administrators. */
export async function inviteApprovers(
  trx: Trx,
  { id, standing_region_id }: ManagedPetition,
  approval: Approval,
): Promise<void> {
  const accounts = trx.selectFrom('accounts').select('id').where('closed_at', 'is', null)
  const regional =
    approval === 'region'
      ? await accounts
          .where('role', '=', 'regional-officer')
          .where('region_id', '=', standing_region_id)
          .execute()
      : []
  const asked = regional.length > 0 ? regional : await accounts.where('role', '=', 'administrator').execute()
  await enqueueMail(
    trx,
    ...asked.map(account => ({ kind: 'petition-approval', scope_id: id, subject_id: account.id })),
  )
}

/** Asks for an agreement, as long as it is still wanted when the mail leaves. */
export function approvalMail(vault: Vault, publicUrl: string): Compose {
  const { db } = vault
  return async ({ scope_id, subject_id }) => {
    const account = await db
      .selectFrom('accounts')
      .select(['id', 'profile_sealed', 'locale'])
      .where('id', '=', subject_id)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    const petition = await getPetition(db, scope_id as string)
    if (!account || petition.phase !== 'waiting') return 'gone'
    const { email, name } = openProfile(await accountsKey(vault), account)
    const locale = account.locale as Locale
    const { title } = await getText(db, petition.id, petition.text_version, locale)
    return {
      to: email,
      locale,
      view: 'petition-approval',
      data: {
        name,
        title,
        petition_title: title,
        url: publicUrl + voice(locale).path(`/manage/petitions/${petition.id}`),
        union_name: (await getSettings(db)).union_name,
      },
    }
  }
}
