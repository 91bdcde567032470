import { type Expression, sql } from 'kysely'
import type { Trx } from '../database.ts'
import { NotFound } from '../errors.ts'

/** One lock for the whole structure: it changes a few times a year, and its rules span tables. */
export async function lockStructure(trx: Trx): Promise<void> {
  await trx.selectFrom('settings').select('id').forUpdate().execute()
}

/** Two names that differ in case alone are one to whoever reads a list. */
export const sameName = (column: Expression<string>, name: string) =>
  sql<boolean>`lower(${column}) = lower(${name})`

/** What a verb found wrong once it held the lock, as a form shows it. */
export type Faults = Record<string, { code: string }>

/** @throws NotFound when nothing was changed */
export function changed({ numUpdatedRows }: { numUpdatedRows: bigint }): void {
  if (numUpdatedRows === 0n) throw new NotFound()
}
