import { canonicalAddress } from '../mail/address.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Account } from './tables.ts'

/** Who an officer is, sealed in one piece under the key of the accounts. */
export interface Profile {
  email: string
  name: string
}

const place = (id: string) => ({ table: 'accounts', column: 'profile_sealed', row: id })

export const addressIndex = (key: DataKey, email: string): Buffer => key.index(canonicalAddress(email))

export const sealProfile = (key: DataKey, id: string, profile: Profile): Buffer =>
  key.seal(place(id), profile)

export const openProfile = (
  key: DataKey,
  { id, profile_sealed }: Pick<Account, 'id' | 'profile_sealed'>,
): Profile => key.open<Profile>(place(id), profile_sealed)
