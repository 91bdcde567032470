import { randomUUID } from 'node:crypto'
import { accountsKey, addAccount } from '../../src/accounts/account.ts'
import { openSession } from '../../src/accounts/session.ts'
import type { Vault } from '../../src/seal/vault.ts'
import type { Viewer } from '../../src/union/scope.ts'

export interface InSession {
  viewer: Viewer
  /** What the cookie of the session holds. */
  session: string
}

/** An administrator in a session. */
export async function openViewer(vault: Vault): Promise<InSession> {
  const key = await accountsKey(vault)
  const standing = { role: 'administrator', region_id: null, federation_id: null } as const
  const email = `maud-${randomUUID()}@confluence.example`
  const given = { name: 'Maud', email, locale: 'fr', ...standing, section_ids: [] } as const
  const account_id = await vault.db
    .transaction()
    .execute(trx => addAccount(trx, key, { ...given, section_ids: [] }))
  if (!account_id) throw new Error('No account')
  const session = await openSession(vault.db, account_id)
  const { id: session_id } = await vault.db
    .selectFrom('sessions')
    .select('id')
    .where('account_id', '=', account_id)
    .executeTakeFirstOrThrow()
  const viewer = { ...standing, section_ids: [], name: 'Maud', factor: true, factor_at: null }
  return { viewer: { ...viewer, account_id, session_id }, session }
}
