import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { canonicalAddress, domainOf } from './address.ts'

/** What somebody wants no more mail about: one petition, the surveys of this union, or anything at all. */
export type Refusal = 'petition' | 'surveys' | 'all'

const refusedIndex = (key: DataKey, email: string) => key.index(`refused ${canonicalAddress(email)}`)

// A bounce is held against the spelling that bounced and no other: under one index for all spellings, a
// stranger who makes up one that the provider does not know would silence the person behind the others.
const bouncedIndex = (key: DataKey, email: string) =>
  key.index(`bounced ${email.slice(0, email.lastIndexOf('@'))}@${domainOf(email)}`)

const keyOf = ({ keys }: Vault): Promise<DataKey> => keys.getByScope('suppressions')

/** Why an address gets no mail, about a petition or, without one, about surveys: its owner refused it, or its server said it does not exist. */
export async function findSuppression(
  vault: Vault,
  email: string,
  petitionId?: string,
): Promise<'refused' | 'bounced' | undefined> {
  const key = await keyOf(vault)
  const row = await vault.db
    .selectFrom('suppressions')
    .select('code')
    .where('address_index', 'in', [refusedIndex(key, email), bouncedIndex(key, email)])
    .where(eb =>
      eb.or([
        eb('reach', '=', 'all'),
        petitionId ? eb('scope_id', '=', petitionId) : eb('reach', '=', 'surveys'),
      ]),
    )
    .orderBy('code', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.code
}

/** Writes down, in the transaction of the act, what the owner of an address refuses from now on. */
export async function refuseMail(
  vault: Vault,
  trx: Trx,
  email: string,
  petitionId: string | null,
  reach: Refusal,
): Promise<void> {
  const address_index = refusedIndex(await keyOf(vault), email)
  const scope_id = reach === 'petition' ? petitionId : null
  await trx
    .insertInto('suppressions')
    .values({ address_index, reach, scope_id, code: 'refused' })
    .onConflict(oc => oc.doNothing())
    .execute()
}

/** Takes back, in the transaction of the act, that the owner of an address wants no mail about surveys. */
export async function allowSurveyMail(vault: Vault, trx: Trx, email: string): Promise<void> {
  await trx
    .deleteFrom('suppressions')
    .where('address_index', '=', refusedIndex(await keyOf(vault), email))
    .where('reach', '=', 'surveys')
    .execute()
}

/** Whether a server said that the address itself does not exist or is closed, and not that it dislikes us or the mail (RFC 3463). */
export const isBounce = (code: string): boolean => /^refused\.5\.(1\.([1236]|10)|2\.1)$/.test(code)

export async function recordBounce(vault: Vault, email: string): Promise<void> {
  const address_index = bouncedIndex(await keyOf(vault), email)
  await vault.db
    .insertInto('suppressions')
    .values({ address_index, reach: 'all', scope_id: null, code: 'bounced' })
    .onConflict(oc => oc.doNothing())
    .execute()
}

/** An address that did not exist may exist again after 30 days. */
export async function forgetBounces(trx: Trx): Promise<void> {
  await trx
    .deleteFrom('suppressions')
    .where('code', '=', 'bounced')
    .where('created_on', '<', sql<string>`current_date - 30`)
    .execute()
}
