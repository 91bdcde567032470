import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { Locale } from '../http/words.ts'
import { refuseMail } from '../mail/suppression.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { listMeant, releaseMembers } from './elsewhere.ts'
import type { Match, PlacedLine } from './matching.ts'
import {
  indexMember,
  type MemberIndex,
  type MemberWords,
  openMember,
  sealMember,
  sectionKey,
} from './register.ts'
import type { Member } from './tables.ts'

/** What is said of a member, by a line of a file or by hand. */
export interface Said extends PlacedLine {
  words: MemberWords
  locale: Locale | undefined
}

/** A member as they are to be written. */
interface Written extends MemberIndex {
  id: string
  fresh: boolean
  section_id: string
  sealed: Buffer
  locale: Locale
  /** Whether they come to this section, from another or from being gone. */
  came: boolean
  new_address: boolean
}

export interface Settled {
  act: 'added' | 'moved' | 'updated' | 'unchanged'
  id: string
  written?: Written
  /** Their records in sections that the officer does not follow. */
  left: Member[]
  /** An address to which one of those wanted no mail. */
  refused?: string
}

/** What is said replaces, what is left empty stays. */
const join = (old: MemberWords, said: MemberWords): MemberWords => ({
  number: said.number || old.number,
  name: said.name,
  email: said.email || old.email,
  phone: said.phone || old.phone,
})

/**
 * What becomes of the member who is meant, or of somebody new.
 * @param key of the two indexes
 * @param outside records in sections that the officer does not follow: nothing of them is read into what comes of it
 */
export async function settle(
  vault: Vault,
  key: DataKey,
  { line, member, address_taken }: Match<Said, Member>,
  usual: Locale,
  outside: Member[],
): Promise<Settled> {
  const said = address_taken ? { ...line.words, email: '' } : line.words
  const old = member && openMember(await sectionKey(vault, member.section_id), member)
  const words = old ? join(old, said) : said
  const new_address = words.email !== old?.email
  const index = indexMember(key, words)
  const left = listMeant(outside, index, new_address)
  // Whoever moves keeps the id that their invitations hang on.
  const id = member?.id ?? left[0]?.id ?? randomUUID()
  const locale = line.locale ?? member?.locale ?? usual
  const { section_id } = line
  const moved = member !== undefined && member.section_id !== section_id
  const back = member !== undefined && member.gone_on !== null
  if (!moved && !back && member?.locale === locale && isDeepStrictEqual(words, old))
    return { act: 'unchanged', id, left: [] }
  const written = {
    fresh: !member,
    id,
    section_id,
    sealed: sealMember(await sectionKey(vault, section_id), id, words),
    ...index,
    locale,
    came: moved || back,
    new_address,
  }
  const refused = left.some(({ refused_on }) => refused_on) ? words.email : ''
  return { act: !member || back ? 'added' : moved ? 'moved' : 'updated', id, written, left, refused }
}

const asTable = (rows: Written[]) => sql`
  unnest(${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.section_id)}::uuid[],
    ${rows.map(row => row.sealed)}::bytea[], ${rows.map(row => row.number_index)}::bytea[],
    ${rows.map(row => row.address_index)}::bytea[], ${rows.map(row => row.locale)}::text[],
    ${rows.map(row => row.came)}::boolean[], ${rows.map(row => row.new_address)}::boolean[])
    as given (id, section_id, sealed, number_index, address_index, locale, came, new_address)`

/** Writes members as they were settled, one statement for those who leave, one for those known, one for the new. */
export async function writeMembers(vault: Vault, trx: Trx, settled: Settled[]): Promise<void> {
  await releaseMembers(
    vault,
    trx,
    settled.flatMap(({ left }) => left),
  )
  for (const { refused } of settled) if (refused) await refuseMail(vault, trx, refused, null, 'surveys')
  const written = settled.flatMap(one => one.written ?? [])
  await changeMembers(
    trx,
    written.filter(({ fresh }) => !fresh),
  )
  await insertMembers(
    trx,
    written.filter(({ fresh }) => fresh),
  )
}

async function changeMembers(trx: Trx, rows: Written[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update members set section_id = given.section_id, sealed = given.sealed,
      number_index = given.number_index, address_index = given.address_index, locale = given.locale, gone_on = null,
      added_on = case when given.came then current_date else added_on end,
      readdressed_on = case when members.address_index is distinct from given.address_index then current_date
        else readdressed_on end,
      bounced_on = case when given.new_address then null else bounced_on end
    from ${asTable(rows)} where members.id = given.id`.execute(trx)
}

async function insertMembers(trx: Trx, rows: Written[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into members (id, section_id, sealed, number_index, address_index, locale)
    select id, section_id, sealed, number_index, address_index, locale from ${asTable(rows)}`.execute(trx)
}
