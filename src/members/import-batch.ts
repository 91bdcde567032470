import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { idMark, type Match, matchLines, type PlacedLine } from './matching.ts'
import type { MemberLine } from './member-line.ts'
import {
  indexMember,
  lockRegister,
  type MemberWords,
  openMember,
  sealMember,
  sectionKey,
} from './register.ts'
import type { FindSection } from './section-finder.ts'
import type { ImportFault, Member, MemberImport } from './tables.ts'

type Line = MemberLine & PlacedLine

/** A member as the line leaves them. */
interface Written {
  id: string
  section_id: string
  sealed: Buffer
  number_index: Buffer | null
  address_index: Buffer | null
  locale: string
  came: boolean
  new_address: boolean
}

interface Outcome {
  act: 'added' | 'moved' | 'updated' | 'unchanged'
  written?: Written
}

export const placeLine = (key: DataKey, line: MemberLine, find: FindSection): Line => {
  const found = find(line)
  const faults = 'fault' in found ? [...line.faults, found.fault] : line.faults
  return {
    ...line,
    ...indexMember(key, line.words),
    faults,
    section_id: 'id' in found ? found.id : '',
    left_out: faults.some(({ kept }) => !kept),
  }
}

const buffers = (lines: Line[]) => ({
  numbers: lines.flatMap(line => line.number_index ?? []),
  addresses: lines.flatMap(line => line.address_index ?? []),
})

async function listMet(trx: Trx, lines: Line[]): Promise<Member[]> {
  const { numbers, addresses } = buffers(lines)
  return trx
    .selectFrom('members')
    .selectAll()
    .where(
      sql<boolean>`number_index = any(${numbers}::bytea[]) or address_index = any(${addresses}::bytea[])`,
    )
    .execute()
}

async function listMarks(trx: Trx, id: string, lines: Line[], members: Member[]) {
  const { numbers, addresses } = buffers(lines)
  const ids = members.map(member => Buffer.from(idMark(member.id), 'hex'))
  const rows = await trx
    .selectFrom('member_import_marks')
    .select(['mark', 'line'])
    .where('import_id', '=', id)
    .where(sql<boolean>`mark = any(${[...numbers, ...addresses, ...ids]}::bytea[])`)
    .execute()
  return new Map(rows.map(({ mark, line }) => [mark.toString('hex'), line]))
}

/** What a matched line makes of a member: what it says replaces, what it leaves empty stays. */
async function settle(
  vault: Vault,
  key: DataKey,
  { line, member, address_taken }: Match<Line, Member>,
  locale: Member['locale'],
): Promise<Outcome> {
  const said: MemberWords = { ...line.words, email: address_taken ? '' : line.words.email }
  const old = member && openMember(await sectionKey(vault, member.section_id), member)
  const words: MemberWords = old
    ? {
        number: said.number || old.number,
        name: said.name,
        email: said.email || old.email,
        phone: said.phone || old.phone,
      }
    : said
  const spoken = line.locale ?? member?.locale ?? locale
  const moved = member !== undefined && member.section_id !== line.section_id
  const back = member !== undefined && member.gone_on !== null
  const same =
    old && JSON.stringify({ ...old, ...words }) === JSON.stringify(old) && member?.locale === spoken
  if (same && !moved && !back) return { act: 'unchanged' }
  const id = member?.id ?? randomUUID()
  const index = indexMember(key, words)
  const written: Written = {
    id,
    section_id: line.section_id,
    sealed: sealMember(await sectionKey(vault, line.section_id), id, words),
    ...index,
    locale: spoken,
    came: moved || back,
    new_address: words.email !== old?.email,
  }
  return { act: !member || back ? 'added' : moved ? 'moved' : 'updated', written }
}

const columnsOf = (rows: Written[]) => sql`
  unnest(${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.section_id)}::uuid[],
    ${rows.map(row => row.sealed)}::bytea[], ${rows.map(row => row.number_index)}::bytea[],
    ${rows.map(row => row.address_index)}::bytea[], ${rows.map(row => row.locale)}::text[],
    ${rows.map(row => row.came)}::boolean[], ${rows.map(row => row.new_address)}::boolean[])
    as given (id, section_id, sealed, number_index, address_index, locale, came, new_address)`

async function writeMembers(trx: Trx, added: Written[], changed: Written[]): Promise<void> {
  if (changed.length > 0)
    await sql`update members set section_id = given.section_id, sealed = given.sealed,
        number_index = given.number_index, address_index = given.address_index, locale = given.locale, gone_on = null,
        added_on = case when given.came then current_date else added_on end,
        bounced_on = case when given.new_address then null else bounced_on end
      from ${columnsOf(changed)} where members.id = given.id`.execute(trx)
  if (added.length > 0)
    await sql`insert into members (id, section_id, sealed, number_index, address_index, locale)
      select id, section_id, sealed, number_index, address_index, locale from ${columnsOf(added)}`.execute(
      trx,
    )
}

async function writeNotes(trx: Trx, id: string, faults: ImportFault[], marks: ReadonlyMap<string, number>) {
  if (faults.length > 0)
    await trx
      .insertInto('member_import_faults')
      .values(faults.map(fault => ({ import_id: id, ...fault })))
      .execute()
  await sql`insert into member_import_marks (import_id, mark, line)
    select ${id}, mark, line from unnest(${[...marks.keys()].map(mark => Buffer.from(mark, 'hex'))}::bytea[],
      ${[...marks.values()]}::int[]) as given (mark, line)
    on conflict (import_id, mark) do update set line = excluded.line where member_import_marks.line = 0`.execute(
    trx,
  )
}

/**
 * Takes lines in, or in a check only says what they would do, and notes how far the import has come.
 * @param lines at most a few hundred, the ones that follow `position`
 * @returns whether this worker still runs it: false when it was given up, or another has gone on
 */
export async function runBatch(
  vault: Vault,
  one: MemberImport,
  key: DataKey,
  lines: Line[],
  position: number,
): Promise<boolean> {
  return vault.db.transaction().execute(async trx => {
    await lockRegister(trx)
    const held = await trx
      .selectFrom('member_imports')
      .select('id')
      .where('id', '=', one.id)
      .where('position', '=', position)
      .forUpdate()
      .executeTakeFirst()
    if (!held) return false
    const members = await listMet(trx, lines)
    const matching = matchLines(lines, members, await listMarks(trx, one.id, lines, members))
    const counts = { added: 0, moved: 0, updated: 0, unchanged: 0 }
    const [added, changed]: [Written[], Written[]] = [[], []]
    for (const match of matching.matches) {
      const { act, written } = await settle(vault, key, match, one.locale)
      counts[act] += 1
      if (!written) continue
      // Whoever is new has an id only now: without its mark they would count as absent.
      matching.marks.set(idMark(written.id), match.line.line)
      ;(match.member ? changed : added).push(written)
    }
    if (one.confirmed_at) await writeMembers(trx, added, changed)
    const faults = lines.flatMap(({ line, faults }) => faults.map(fault => ({ line, ...fault })))
    await writeNotes(trx, one.id, [...faults, ...matching.faults], matching.marks)
    await trx
      .updateTable('member_imports')
      .set(eb => ({
        position: position + lines.length,
        added: eb('added', '+', counts.added),
        moved: eb('moved', '+', counts.moved),
        updated: eb('updated', '+', counts.updated),
        unchanged: eb('unchanged', '+', counts.unchanged),
        left_out: eb('left_out', '+', lines.length - matching.matches.length),
      }))
      .where('id', '=', one.id)
      .execute()
    return true
  })
}
