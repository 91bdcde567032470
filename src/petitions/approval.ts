import type { Trx } from '../database.ts'
import { enqueueMail } from '../mail/outbox.ts'
import type { Approval } from './hand.ts'
import type { ManagedPetition } from './managed-petition.ts'

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
