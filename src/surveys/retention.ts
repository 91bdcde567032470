import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import type { Schedule } from '../jobs/schedule.ts'
import type { DataKeys } from '../seal/data-keys.ts'

/** How long things are kept after the last day of a survey: privacy contract, section 2. */
const PARTICIPATION = '14 days'
const NAMED = '3 months'

/** Surveys over for so long whose answers are counted. */
const over = (kept: string) => sql`
  select s.id, s.kind from surveys s
  join lateral (
    select min(created_at at time zone 'utc')::date as closed_on from survey_acts
    where survey_id = s.id and act = 'closure'
  ) c on true
  where least(closed_on, closes_on) <= ((now() at time zone 'utc')::date - ${kept}::interval)::date
    and exists (select from survey_acts where survey_id = s.id and act = 'freezing')`

/** Invitations deleted at once, with their participations: a step of a second at most. */
const STEP = 20_000

const destroyKeys = (trx: Trx, ids: string[]) =>
  trx
    .deleteFrom('data_keys')
    .where(
      'scope',
      'in',
      ids.map(id => `survey:${id}`),
    )
    .execute()

async function recordErasure(trx: Trx, keys: DataKeys, what: string, ids: string[]): Promise<void> {
  for (const id of ids)
    await recordEvent(trx, keys, {
      account_id: null,
      act: `survey.${what}-erasure`,
      subject: 'survey',
      subject_id: id,
    })
}

/** @returns whether it was the last step */
async function deleteInvitations(trx: Trx, id: string): Promise<boolean> {
  const next = trx.selectFrom('invitations').select('id').where('survey_id', '=', id).limit(STEP)
  const { numDeletedRows } = await trx
    .deleteFrom('invitations')
    .where('survey_id', '=', id)
    .where('id', 'in', next)
    .executeTakeFirst()
  return numDeletedRows < STEP
}

/**
 * Forgets who was invited and who answered, step by step, each at the next turn; of a sealed survey the key goes first,
 * and what is left under it is unreadable from then on. Written down as done once the last row is gone.
 */
async function forgetParticipation(trx: Trx, keys: DataKeys): Promise<void> {
  const { rows } = await sql<{ id: string; kind: string }>`
    with over as (${over(PARTICIPATION)})
    select id, kind from over
    where exists (select from invitations where survey_id = over.id)
      or exists (select from code_sheets where survey_id = over.id)
      or exists (select from survey_rounds where survey_id = over.id)
      or kind = 'sealed' and exists (select from data_keys where scope = 'survey:' || over.id)`.execute(trx)
  if (rows.length === 0) return
  const sealed = rows.filter(({ kind }) => kind === 'sealed').map(({ id }) => id)
  if (sealed.length > 0) await destroyKeys(trx, sealed)
  for (const { id } of rows) {
    if (!(await deleteInvitations(trx, id))) return
    for (const table of ['code_sheets', 'survey_rounds'] as const)
      await trx.deleteFrom(table).where('survey_id', '=', id).execute()
    await recordErasure(trx, keys, 'participation', [id])
  }
}

/** Forgets what was answered with a name. */
async function forgetNamed(trx: Trx, keys: DataKeys): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    with over as (${over(NAMED)})
    select id from over
    where kind = 'named' and exists (select from data_keys where scope = 'survey:' || over.id)`.execute(trx)
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await trx.deleteFrom('responses').where('survey_id', 'in', ids).execute()
  await destroyKeys(trx, ids)
  await recordErasure(trx, keys, 'responses', ids)
}

export const retentionSchedules = (keys: DataKeys): Schedule[] => [
  { name: 'survey-participation', every: '1 minute', run: trx => forgetParticipation(trx, keys) },
  { name: 'survey-responses', every: '1 day', run: trx => forgetNamed(trx, keys) },
]
