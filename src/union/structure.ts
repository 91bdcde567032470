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

const french = new Intl.Collator('fr', { numeric: true })

/** Open ones first, then by name as a dictionary has it, whatever the database's own order. */
export const inOrder = <Row extends { name: string; closed_at: Date | null }>(rows: Row[]): Row[] =>
  rows.toSorted(
    (a, b) => Number(a.closed_at !== null) - Number(b.closed_at !== null) || french.compare(a.name, b.name),
  )

/** What a verb found wrong once it held the lock, as a form shows it. */
export type Faults = Record<string, { code: string }>

/** @throws NotFound when nothing was changed */
export function changed({ numUpdatedRows }: { numUpdatedRows: bigint }): void {
  if (numUpdatedRows === 0n) throw new NotFound()
}
