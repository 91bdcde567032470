import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { ImportFault } from './tables.ts'

const BATCH = 2_000

/** What was found in an import's file, by line, after one line. */
export const listFaults = (db: Db, importId: string, after: number, most: number): Promise<ImportFault[]> =>
  db
    .selectFrom('member_import_faults')
    .select(['line', 'field', 'code', 'other_line', 'kept'])
    .where('import_id', '=', importId)
    .where('line', '>', after)
    .orderBy('line')
    .orderBy('field')
    .limit(most)
    .execute()

export async function countFaults(db: Db, importId: string): Promise<number> {
  const { count } = await db
    .selectFrom('member_import_faults')
    .select(sql<number>`count(*)`.as('count'))
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow()
  return count
}

/** All of them, in bounded memory. */
export async function* walkFaults(db: Db, importId: string): AsyncGenerator<ImportFault> {
  let after = 0
  for (;;) {
    const batch = await listFaults(db, importId, after, BATCH)
    // A batch may end within a line, whose other faults the next one brings.
    const last = batch.length === BATCH ? batch.at(-1)!.line - 1 : Number.POSITIVE_INFINITY
    for (const fault of batch) if (fault.line <= last) yield fault
    if (batch.length < BATCH) return
    after = last
  }
}
