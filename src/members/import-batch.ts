import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { listMet, listReaches } from './elsewhere.ts'
import { idMark, matchLines } from './matching.ts'
import type { MemberLine } from './member-line.ts'
import { indexMember, lockRegister } from './register.ts'
import type { FindSection } from './section-finder.ts'
import { type Said, type Settled, settle, writeMembers } from './settling.ts'
import type { ImportFault, Member, MemberImport } from './tables.ts'

export type PlacedMember = MemberLine & Said

/** Says where a line goes and by what its member is found. @param key of the two indexes */
export function placeLine(key: DataKey, line: MemberLine, find: FindSection): PlacedMember {
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

async function listMarks(trx: Trx, id: string, lines: Said[], members: Member[]) {
  const indexes = lines.flatMap(line => [line.number_index ?? [], line.address_index ?? []].flat())
  const ids = members.map(member => Buffer.from(idMark(member.id), 'hex'))
  const rows = await trx
    .selectFrom('member_import_marks')
    .select(['mark', 'line'])
    .where('import_id', '=', id)
    .where(sql<boolean>`mark = any(${[...indexes, ...ids]}::bytea[])`)
    .execute()
  return new Map(rows.map(({ mark, line }) => [mark.toString('hex'), line]))
}

async function writeMarks(trx: Trx, id: string, marks: ReadonlyMap<string, number>): Promise<void> {
  const bytes = [...marks.keys()].map(mark => Buffer.from(mark, 'hex'))
  await sql`insert into member_import_marks (import_id, mark, line)
    select ${id}, mark, line from unnest(${bytes}::bytea[], ${[...marks.values()]}::int[]) as given (mark, line)
    on conflict (import_id, mark) do update set line = excluded.line where member_import_marks.line = 0`.execute(
    trx,
  )
}

async function writeFaults(trx: Trx, id: string, faults: ImportFault[]): Promise<void> {
  if (faults.length === 0) return
  const rows = faults.map(fault => ({ import_id: id, ...fault }))
  await trx.insertInto('member_import_faults').values(rows).execute()
}

/** Holds an import that stands at this line. @returns false when it was given up, or another worker has gone on with it */
async function holdImport(trx: Trx, id: string, position: number): Promise<boolean> {
  const held = trx.selectFrom('member_imports').select('id').where('id', '=', id)
  return (await held.where('position', '=', position).forUpdate().executeTakeFirst()) !== undefined
}

async function advance(trx: Trx, id: string, lines: number, settled: Settled[]): Promise<void> {
  const count = (act: Settled['act']) => settled.filter(one => one.act === act).length
  const unseen = settled.filter(({ act, left }) => act === 'added' && left.length > 0)
  await trx
    .updateTable('member_imports')
    .set(eb => ({
      position: eb('position', '+', lines),
      added: eb('added', '+', count('added')),
      moved: eb('moved', '+', count('moved')),
      unseen_moves: eb('unseen_moves', '+', unseen.length),
      updated: eb('updated', '+', count('updated')),
      unchanged: eb('unchanged', '+', count('unchanged')),
      left_out: eb('left_out', '+', lines - settled.length),
    }))
    .where('id', '=', id)
    .execute()
}

/**
 * Takes lines in, or in a check only says what they would do, all or none of them.
 * @param lines a few hundred, those that follow `position`
 * @returns whether this worker still runs the import
 */
export const runBatch = (
  vault: Vault,
  one: MemberImport,
  key: DataKey,
  lines: PlacedMember[],
  position: number,
): Promise<boolean> =>
  vault.db.transaction().execute(async trx => {
    const { id, confirmed_at, locale } = one
    await lockRegister(trx)
    if (!(await holdImport(trx, id, position))) return false
    const { inside, outside } = await listMet(trx, lines, await listReaches(trx, one))
    const { matches, faults, marks } = matchLines(lines, inside, await listMarks(trx, id, lines, inside))
    const settled: Settled[] = []
    const elsewhere = new Set(outside)
    for (const match of matches) {
      const member = await settle(vault, key, match, locale, [...elsewhere])
      for (const left of member.left) elsewhere.delete(left)
      // Somebody new has an id only now, and without its mark would count as absent.
      marks.set(idMark(member.id), match.line.line)
      settled.push(member)
    }
    if (confirmed_at) await writeMembers(vault, trx, settled)
    const read = lines.flatMap(({ line, faults }) => faults.map(fault => ({ line, ...fault })))
    await writeFaults(trx, id, [...read, ...faults])
    await writeMarks(trx, id, marks)
    await advance(trx, id, lines.length, settled)
    return true
  })
