import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { inGroups } from '../in-groups.ts'
import type { Phase } from './phase.ts'
import { listStandings, petitionsOf, type Standing, stillStanding } from './phases.ts'
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

type Confirmed = Pick<Signature, 'petition_id' | 'id' | 'name_visibility'>
type Found = Confirmed | { petition_id: string; id: null }

const nameOf = ({ petition_id, id }: Pick<Signature, 'petition_id' | 'id'>) => petition_id + id

async function storeConfirmations(db: Db, rows: Confirming[]): Promise<(Confirmed | undefined)[]> {
  const confirmed = await confirmStanding(db, rows)
  return rows.map(row => confirmed.get(nameOf(row)))
}

async function confirmStanding(db: Db, rows: Confirming[]): Promise<Map<string, Confirmed>> {
  const standings = await listStandings(db, petitionsOf(rows))
  const taken = rows.filter(row => canConfirm(standings.get(row.petition_id)?.phase ?? 'draft'))
  if (taken.length === 0) return new Map()
  const found = await updateSignatures(db, taken, [...standings.values()])
  const confirmed = new Map(found.flatMap(row => (row.id ? [[nameOf(row), row]] : [])))
  // An officer changed a petition meanwhile: its standing is read again.
  const held = new Set(found.map(row => row.petition_id))
  const missed = taken.filter(row => !held.has(row.petition_id))
  return missed.length === 0 ? confirmed : new Map([...confirmed, ...(await confirmStanding(db, missed))])
}

/**
 * One statement: the signatures that still have the words that were seen, and the change of their petition's count.
 * @returns them, and a row without id for a petition that stands as it was read, none of whose were confirmed
 */
async function updateSignatures(db: Db, rows: Confirming[], read: Standing[]): Promise<Found[]> {
  const { rows: found } = await sql<Found>`
    with held as (${stillStanding(read)}), given as (
      select s.ctid as place, given.seen
      from unnest(
        ${rows.map(row => row.petition_id)}::uuid[], ${rows.map(row => row.id)}::uuid[],
        ${rows.map(row => Buffer.from(row.seen, 'base64url'))}::bytea[]
      ) as given (petition_id, id, seen)
      join held on held.id = given.petition_id
      join signatures s on s.petition_id = given.petition_id and s.id = given.id
      -- The same order everywhere, or two commits that share signatures would wait for each other.
      order by s.petition_id, s.id for update of s
    ), confirmed as (
      update signatures s set confirmed_on = (now() at time zone 'utc')::date
      from given
      -- By where the row is: by its key, the planner may walk all that is pending, for each row anew.
      where s.ctid = given.place and s.confirmed_on is null and sha256(s.sealed) = given.seen
      returning s.petition_id, s.id, s.name_visibility
    ), counted as (
      insert into count_changes (petition_id, day, confirmed)
      select petition_id, (now() at time zone 'utc')::date, count(*) from confirmed group by petition_id
    )
    select held.id as petition_id, confirmed.id, name_visibility
    from held left join confirmed on confirmed.petition_id = held.id`.execute(db)
  return found
}

export type ConfirmSignature = (row: Confirming) => Promise<Confirmed | undefined>

/**
 * Confirms, many in one commit. Answers with nothing when it was confirmed before, is gone, has other words by now, or
 * its petition takes none.
 */
export const confirmationDesk = (db: Db): ConfirmSignature => inGroups(rows => storeConfirmations(db, rows))
