import { sql } from 'kysely'
import type { Trx } from '../../database.ts'
import { startRound } from './round.ts'

/** Invites the members of the surveys whose first day has come since they were launched. */
export async function inviteOnFirstDay(trx: Trx): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from surveys s
    where audience = 'invited' and opens_on <= (now() at time zone 'utc')::date
      and (closes_on is null or closes_on >= (now() at time zone 'utc')::date)
      and not exists (select from survey_rounds where survey_id = s.id)
      and 'launch' = (select act from survey_acts where survey_id = s.id order by created_at desc limit 1)
    for update of s skip locked`.execute(trx)
  for (const { id } of rows) await startRound(trx, { survey_id: id, kind: 'invitation', account_id: null })
}
