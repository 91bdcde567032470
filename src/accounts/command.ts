import { NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import { accountsKey, findAccountByAddress } from './account.ts'
import { liftFactor } from './standing.ts'

/** Takes away the second factor of somebody whom no other administrator can help. @throws NotFound */
export async function liftFactorByAddress(vault: Vault, email: string): Promise<void> {
  const account = await findAccountByAddress(vault.db, await accountsKey(vault), email)
  if (!account) throw new NotFound()
  await liftFactor(vault, { viewer: { account_id: null }, account_id: account.id })
}
