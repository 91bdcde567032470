import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { groupCommit } from '../group-commit.ts'
import type { Phase } from './phase.ts'
import { holdPhases } from './phases.ts'
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

/** What is pending may be confirmed after closing too, for the days it lives; not once the list was handed over. */
export const canConfirm = (phase: Phase): boolean => phase === 'open' || phase === 'closed'

async function storeConfirmations(db: Db, rows: Confirming[]): Promise<boolean[]> {
  return db.transaction().execute(async trx => {
    const phases = await holdPhases(trx, [...new Set(rows.map(row => row.petition_id))])
    const confirmed = await updateSignatures(
      trx,
      rows.filter(row => canConfirm(phases.get(row.petition_id) ?? 'draft')),
    )
    return rows.map(row => confirmed.has(row.petition_id + row.id))
  })
}

async function updateSignatures(trx: Trx, rows: Confirming[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const { rows: confirmed } = await sql<{ petition_id: string; id: string }>`
    with given as (
      select * from unnest(
        ${rows.map(row => row.petition_id)}::uuid[], ${rows.map(row => row.id)}::uuid[],
        ${rows.map(row => Buffer.from(row.seen, 'base64url'))}::bytea[]
      ) as given (petition_id, id, seen)
    ), held as (
      -- The same order everywhere, or two commits that share signatures would wait for each other.
      select s.petition_id, s.id, given.seen from signatures s join given using (petition_id, id)
      order by s.petition_id, s.id for update of s
    ), confirmed as (
      update signatures s set confirmed_on = (now() at time zone 'utc')::date
      from held
      where s.petition_id = held.petition_id and s.id = held.id
        and s.confirmed_on is null and sha256(s.sealed) = held.seen
      returning s.petition_id, s.id
    ), counted as (
      insert into count_changes (petition_id, day, confirmed)
      select petition_id, (now() at time zone 'utc')::date, count(*) from confirmed group by petition_id
    )
    select petition_id, id from confirmed`.execute(trx)
  return new Set(confirmed.map(row => row.petition_id + row.id))
}

export type ConfirmSignature = (row: Confirming) => Promise<boolean>

/**
 * Confirms, many in one commit. Answers false when it was confirmed before, is gone, has other words by now, or its
 * petition takes none.
 */
export const confirmationDesk = (db: Db): ConfirmSignature =>
  groupCommit(rows => storeConfirmations(db, rows))
