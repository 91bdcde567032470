import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import { Later, type Run } from '../jobs/worker.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Vault } from '../seal/vault.ts'
import { importPhase } from './import.ts'
import { placeLine, runBatch } from './import-batch.ts'
import { type MemberLine, readLine } from './member-line.ts'
import { FileFault, readRecords } from './records.ts'
import { aboutRegister, indexKey } from './register.ts'
import { sectionFinder } from './section-finder.ts'
import { destroySpool } from './spool.ts'
import type { MemberImport } from './tables.ts'

const BATCH = 500
const MOST_LINES = 1_000_000
/** Milliseconds after which a run makes way for mail, to go on in its turn. */
const SLICE = 4_000

async function* inBatches(
  vault: Vault,
  { position, columns, header, ...file }: MemberImport,
): AsyncGenerator<MemberLine[]> {
  let skip = position + (header ? 1 : 0)
  let left = MOST_LINES - position
  let batch: MemberLine[] = []
  for await (const { line, cells } of readRecords(vault, file)) {
    if (skip > 0) {
      skip -= 1
      continue
    }
    if (left === 0) throw new FileFault('many-lines', line)
    left -= 1
    batch.push(readLine(line, cells, columns ?? []))
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Members of the sections the file names, whom no line of it means. */
const absent = ({ id, section_id }: MemberImport) => sql<boolean>`gone_on is null
  and (section_id = ${section_id} or (${section_id}::uuid is null and exists (
    select from member_import_marks where import_id = ${id} and mark = uuid_send(members.section_id))))
  and not exists (select from member_import_marks where import_id = ${id} and mark = uuid_send(members.id))`

async function countAbsent(trx: Trx, one: MemberImport): Promise<number> {
  const { count } = await trx
    .selectFrom('members')
    .select(sql<number>`count(*)`.as('count'))
    .where(absent(one))
    .executeTakeFirstOrThrow()
  return count
}

async function closeAbsent(trx: Trx, one: MemberImport): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('members')
    .set({ gone_on: sql<string>`current_date` })
    .where(absent(one))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Ends a pass over the file; after the one that took the lines in, the file goes. */
async function finishPass({ db, keys }: Vault, { id }: MemberImport): Promise<void> {
  await db.transaction().execute(async trx => {
    const one = await trx
      .selectFrom('member_imports')
      .selectAll()
      .where('id', '=', id)
      .where('finished_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!one) return
    const close = one.confirmed_at ? closeAbsent : countAbsent
    const gone = one.close_gone ? await close(trx, one) : 0
    const now = sql<Date>`now()`
    await trx
      .updateTable('member_imports')
      .set(one.confirmed_at ? { gone, finished_at: now } : { gone, checked_at: now })
      .where('id', '=', id)
      .execute()
    if (!one.confirmed_at) return
    await destroyFile(trx, id)
    const { account_id, added, moved, updated, unchanged, left_out } = one
    await recordEvent(trx, keys, {
      account_id,
      act: 'member-import.end',
      ...aboutRegister(one),
      detail: { added, moved, updated, unchanged, left_out, gone },
    })
  })
}

async function destroyFile(trx: Trx, id: string): Promise<void> {
  await destroySpool(trx, id)
  await trx.deleteFrom('member_import_marks').where('import_id', '=', id).execute()
}

async function failImport({ db }: Vault, { id }: MemberImport, fault: FileFault): Promise<void> {
  await db.transaction().execute(async trx => {
    await destroyFile(trx, id)
    await trx
      .updateTable('member_imports')
      .set({ fault: fault.code, fault_line: fault.line, finished_at: sql<Date>`now()` })
      .where('id', '=', id)
      .execute()
  })
}

async function runPass(vault: Vault, one: MemberImport, key: DataKey, slice: number): Promise<boolean> {
  const find = await sectionFinder(vault.db, one)
  let { position } = one
  let until: number | undefined
  for await (const batch of inBatches(vault, one)) {
    // The lines passed over to come here are no part of the slice: each brings at least one batch further.
    until ??= Date.now() + slice
    const lines = batch.map(line => placeLine(key, line, find))
    if (!(await runBatch(vault, one, key, lines, position))) return false
    position += batch.length
    if (Date.now() > until) throw new Later('paced', new Date())
  }
  return true
}

/**
 * Runs an import's pass over its file, from where it stands: the check, or the taking in.
 * @param slice milliseconds before it makes way
 */
export function importRun(vault: Vault, slice = SLICE): Run {
  return async ({ subject_id }) => {
    const one = await vault.db
      .selectFrom('member_imports')
      .selectAll()
      .where('id', '=', subject_id)
      .executeTakeFirst()
    if (!one || !['checking', 'importing'].includes(importPhase(one))) return 'given-up'
    try {
      if (!(await runPass(vault, one, await indexKey(vault), slice))) return 'given-up'
      await finishPass(vault, one)
      return 'passed'
    } catch (error) {
      // The file's key is gone: somebody gave the import up.
      if (error instanceof NotFound) return 'given-up'
      if (!(error instanceof FileFault)) throw error
      await failImport(vault, one, error)
      return 'unreadable-file'
    }
  }
}
