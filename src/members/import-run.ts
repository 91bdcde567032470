import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { Job } from '../jobs/queue.ts'
import { SLICE } from '../jobs/slice.ts'
import { Later } from '../jobs/worker.ts'
import { destroySpool } from '../seal/spool.ts'
import type { Vault } from '../seal/vault.ts'
import { importPhase } from './import.ts'
import { placeLine, runBatch } from './import-batch.ts'
import { type OpenFiles, openFiles } from './open-file.ts'
import { FileFault, fileScope } from './records.ts'
import { aboutRegister, indexKey } from './register.ts'
import { sectionFinder } from './section-finder.ts'
import type { MemberImport } from './tables.ts'

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
    const { account_id, updated, unchanged, left_out } = one
    const [added, moved] = [one.added - one.unseen_moves, one.moved + one.unseen_moves]
    await recordEvent(trx, keys, {
      account_id,
      act: 'member-import.end',
      ...aboutRegister(one),
      detail: { added, moved, updated, unchanged, left_out, gone },
    })
  })
}

async function destroyFile(trx: Trx, id: string): Promise<void> {
  await destroySpool(trx, fileScope(id))
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

/** @returns whether the pass came to the file's end; false when the import is not ours any more @throws Later after a slice */
async function runPass(vault: Vault, one: MemberImport, files: OpenFiles, slice: number): Promise<boolean> {
  const until = performance.now() + slice
  const key = await indexKey(vault)
  const find = await sectionFinder(vault.db, one)
  const batches = files.open(one)
  for (let { position } = one; ; ) {
    const { value, done } = await batches.next()
    if (done) return true
    const lines = value.map(line => placeLine(key, line, find))
    if (!(await runBatch(vault, one, key, lines, position))) {
      await batches.return(undefined)
      return false
    }
    position += lines.length
    if (performance.now() < until) continue
    files.pause(one, position, batches)
    throw new Later('paced', new Date())
  }
}

/**
 * Runs an import's pass over its file, from where it stands: the check, or the taking in.
 * @param slice milliseconds before it makes way
 */
export function importRun(vault: Vault, slice = SLICE): (job: Pick<Job, 'subject_id'>) => Promise<string> {
  const files = openFiles(vault)
  return async ({ subject_id }) => {
    const one = await vault.db
      .selectFrom('member_imports')
      .selectAll()
      .where('id', '=', subject_id)
      .executeTakeFirst()
    if (!one || !['checking', 'importing'].includes(importPhase(one))) return 'given-up'
    try {
      if (!(await runPass(vault, one, files, slice))) return 'given-up'
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
