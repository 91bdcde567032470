import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database, Db } from '../database.ts'
import { groupCommit } from '../group-commit.ts'
import type { Signature } from './tables.ts'

interface Confirming {
  petition_id: string
  id: string
  /** `seal of the words` that stood on the page with the button. */
  seen: string
}

/** A short proof of which words a page showed; other words have another. */
export const seenWords = ({ sealed }: Pick<Signature, 'sealed'>): string =>
  createHash('sha256').update(sealed).digest('base64url')

async function storeConfirmations(db: Db, rows: Confirming[]): Promise<boolean[]> {
  const confirmed = await db.transaction().execute(async trx => {
    const ordered = [...rows].sort((a, b) => (a.petition_id + a.id < b.petition_id + b.id ? -1 : 1))
    return updateSignatures(trx, ordered)
  })
  return rows.map(({ petition_id, id }) => confirmed.has(petition_id + id))
}

async function updateSignatures(trx: Kysely<Database>, rows: Confirming[]): Promise<Set<string>> {
  const { rows: confirmed } = await sql<{ petition_id: string; id: string }>`
    with given as (
      select * from unnest(
        ${rows.map(row => row.petition_id)}::uuid[], ${rows.map(row => row.id)}::uuid[],
        ${rows.map(row => Buffer.from(row.seen, 'base64url'))}::bytea[]
      ) as given (petition_id, id, seen)
    ), confirmed as (
      update signatures set confirmed_on = (now() at time zone 'utc')::date
      from given
      where signatures.petition_id = given.petition_id and signatures.id = given.id
        and signatures.confirmed_on is null and sha256(signatures.sealed) = given.seen
      returning signatures.petition_id, signatures.id
    ), counted as (
      insert into count_changes (petition_id, day, confirmed)
      select petition_id, (now() at time zone 'utc')::date, count(*) from confirmed group by petition_id
    )
    select petition_id, id from confirmed`.execute(trx)
  return new Set(confirmed.map(row => row.petition_id + row.id))
}

export type ConfirmSignature = (row: Confirming) => Promise<boolean>

/** Confirms, many in one commit. Answers false when it was confirmed before, is gone, or its words changed meanwhile. */
export const confirmationDesk = (db: Db): ConfirmSignature =>
  groupCommit(rows => storeConfirmations(db, rows))
