import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import { canonicalAddress } from '../mail/address.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import type { Owned } from '../union/scope.ts'
import type { Member } from './tables.ts'

/** Who a member is, sealed in one piece; what is not known is empty. */
export interface MemberWords {
  number: string
  name: string
  email: string
  phone: string
}

/** By what a member is found again, in whatever section. */
export interface MemberIndex {
  number_index: Buffer | null
  address_index: Buffer | null
}

const scopeOf = (sectionId: string) => `register:${sectionId}`
const place = (id: string) => ({ table: 'members', column: 'sealed', row: id })

/** The key of a section's register, made with its first member. @throws NotFound when there is no such section */
export async function sectionKey(vault: Vault, sectionId: string): Promise<DataKey> {
  try {
    return await vault.keys.getByScope(scopeOf(sectionId))
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    await createSectionKey(vault, sectionId)
    return vault.keys.getByScope(scopeOf(sectionId))
  }
}

async function createSectionKey({ db, keys }: Vault, sectionId: string): Promise<void> {
  await db.transaction().execute(async trx => {
    const section = trx.selectFrom('sections').select('id').where('id', '=', sectionId)
    if (!(await section.forNoKeyUpdate().executeTakeFirst())) throw new NotFound()
    const scope = scopeOf(sectionId)
    const known = await trx.selectFrom('data_keys').select('id').where('scope', '=', scope).executeTakeFirst()
    if (!known) await keys.create(trx, scope)
  })
}

/** The one key of all registers, for their two indexes. */
export const indexKey = ({ keys }: Vault): Promise<DataKey> => keys.getByScope('register')

/** One spelling of a member number: no spaces, capitals. Leading zeros count. */
const canonicalNumber = (number: string): string => number.normalize('NFKC').replace(/\s/g, '').toUpperCase()

export const indexMember = (
  key: DataKey,
  { number, email }: Pick<MemberWords, 'number' | 'email'>,
): MemberIndex => ({
  number_index: number === '' ? null : key.index(`number ${canonicalNumber(number)}`),
  address_index: email === '' ? null : key.index(`address ${canonicalAddress(email)}`),
})

export const sealMember = (key: DataKey, id: string, words: MemberWords): Buffer => key.seal(place(id), words)

export const openMember = (key: DataKey, { id, sealed }: Pick<Member, 'id' | 'sealed'>): MemberWords =>
  key.open<MemberWords>(place(id), sealed)

/** One writer at a time: who is who is decided over the whole register. */
export async function lockRegister(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('register of members'))`.execute(trx)
}

/** What an act on registers was about, for the audit: a section, a region or the whole union. */
export function aboutRegister({ section_id, region_id }: Owned): {
  subject: string
  subject_id: string | null
} {
  if (section_id) return { subject: 'section', subject_id: section_id }
  return region_id ? { subject: 'region', subject_id: region_id } : { subject: 'union', subject_id: null }
}
