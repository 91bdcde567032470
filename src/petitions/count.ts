import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** Folds the changes written since last time into the days. Rows are taken by deleting them, so two at once count nothing twice. */
export async function foldCounts(db: Kysely<Database>): Promise<void> {
  const waiting = await db.selectFrom('count_changes').select('petition_id').limit(1).executeTakeFirst()
  if (!waiting) return
  await sql`
    with taken as (delete from count_changes returning *)
    insert into petition_days (petition_id, day, confirmed, withdrawn, invalidated)
    select petition_id, day, sum(confirmed), sum(withdrawn), sum(invalidated)
    from taken group by petition_id, day order by petition_id, day
    on conflict (petition_id, day) do update set
      confirmed = petition_days.confirmed + excluded.confirmed,
      withdrawn = petition_days.withdrawn + excluded.withdrawn,
      invalidated = petition_days.invalidated + excluded.invalidated`.execute(db)
}

/** How many stand: confirmed, less withdrawn and invalidated. What is not folded yet is counted too: one who has just confirmed is of them. */
export async function countSignatures(db: Kysely<Database>, petitionId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(sum(confirmed - withdrawn - invalidated), 0)::int as count
    from (select * from petition_days union all select * from count_changes) as changes
    where petition_id = ${petitionId}`.execute(db)
  return rows[0]!.count
}

/**
 * Counts every petition's rows anew, mends a difference and names it. One statement reads rows, days and waiting
 * changes in one snapshot: since each act commits with its change, nothing needs to stand still for it.
 * @returns the petitions whose count had drifted, and by how many
 */
export async function recountSignatures(
  db: Kysely<Database>,
): Promise<{ petition_id: string; difference: number }[]> {
  const { rows } = await sql<{ petition_id: string; difference: number }>`
    with standing as (
      select petition_id, count(*)::int as count from signatures s
      where confirmed_on is not null and not exists (
        select from invalidations i where i.petition_id = s.petition_id and i.signature_id = s.id)
      group by petition_id
    ), told as (
      select petition_id, sum(confirmed - withdrawn - invalidated)::int as count
      from (select * from petition_days union all select * from count_changes) as changes
      group by petition_id
    )
    insert into count_changes (petition_id, day, confirmed)
    select p.id, (now() at time zone 'utc')::date, coalesce(standing.count, 0) - coalesce(told.count, 0)
    from petitions p
    join data_keys on data_keys.scope = 'petition:' || p.id
    left join standing on standing.petition_id = p.id
    left join told on told.petition_id = p.id
    where coalesce(standing.count, 0) <> coalesce(told.count, 0)
    returning petition_id, confirmed as difference`.execute(db)
  return rows
}
