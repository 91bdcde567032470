import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import { enqueueMail } from '../mail/outbox.ts'
import type { Vault } from '../seal/vault.ts'
import type { Viewer } from '../union/scope.ts'
import { accountsKey, addAccount, type NewAccount } from './account.ts'
import { makeLink } from './link.ts'
import { placedDetail } from './standing.ts'

async function sendInvitation(trx: Trx, accountId: string): Promise<void> {
  await enqueueMail(trx, {
    kind: 'account-invitation',
    subject_id: await makeLink(trx, accountId, 'invitation'),
  })
}

/** Makes an account that waits for its officer, and mails them the link. @returns its id, or undefined when the address has one */
export async function inviteOfficer(
  vault: Vault,
  viewer: Viewer,
  invited: Omit<NewAccount, 'invited_by' | 'password_hash'>,
): Promise<string | undefined> {
  const key = await accountsKey(vault)
  return vault.db.transaction().execute(async trx => {
    const id = await addAccount(trx, key, { ...invited, invited_by: viewer.account_id })
    if (!id) return undefined
    await sendInvitation(trx, id)
    await recordEvent(trx, vault.keys, {
      account_id: viewer.account_id,
      act: 'account.invitation',
      subject: 'account',
      subject_id: id,
      detail: placedDetail(invited),
    })
    return id
  })
}

/** Sends an invitation again, under a new link: the one before opens nothing any more. */
export async function inviteAgain(vault: Vault, viewer: Viewer, accountId: string): Promise<void> {
  await vault.db.transaction().execute(async trx => {
    await sendInvitation(trx, accountId)
    await recordEvent(trx, vault.keys, {
      account_id: viewer.account_id,
      act: 'account.invitation.again',
      subject: 'account',
      subject_id: accountId,
    })
  })
}
