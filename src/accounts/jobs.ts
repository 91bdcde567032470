import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { Schedule } from '../jobs/schedule.ts'

async function forgetSessions(trx: Trx): Promise<void> {
  await trx.deleteFrom('sessions').where('expires_at', '<', sql<Date>`now()`).execute()
}

/** Links of more than a month, and whoever was invited and never came. */
async function forgetInvitations(trx: Trx): Promise<void> {
  const monthAgo = sql<Date>`now() - interval '30 days'`
  await trx.deleteFrom('account_links').where('created_at', '<', monthAgo).execute()
  await trx
    .deleteFrom('accounts')
    .where('password_hash', 'is', null)
    .where('created_at', '<', monthAgo)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('account_links')
            .select('account_links.id')
            .whereRef('account_links.account_id', '=', 'accounts.id'),
        ),
      ),
    )
    .execute()
}

export const accountSchedules: Schedule[] = [
  { name: 'account-sessions', every: '1 hour', run: forgetSessions },
  { name: 'account-invitations', every: '1 day', run: forgetInvitations },
]
