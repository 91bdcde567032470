import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database, Db, Trx } from '../../database.ts'
import { Unavailable } from '../../errors.ts'
import { makeBatchKey } from '../../seal/batch-key.ts'
import type { Sealer } from '../../seal/sealer.ts'
import type { Batch } from '../tables.ts'

/** The batch that takes a survey's responses now. @throws Unavailable for the moment in which there is none */
export async function getOpenBatch(db: Kysely<Database>, surveyId: string): Promise<Batch> {
  const batch = await db
    .selectFrom('batches')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .where('open', '=', true)
    .executeTakeFirst()
  if (!batch) throw new Unavailable()
  return batch
}

/** As `getOpenBatch`, once no response is on its way into it; undefined where there is none. */
export const lockOpenBatch = (trx: Trx, surveyId: string): Promise<Batch | undefined> =>
  trx
    .selectFrom('batches')
    .selectAll()
    .where('survey_id', '=', surveyId)
    .where('open', '=', true)
    .forUpdate()
    .executeTakeFirst()

/** The sealed surveys that are open and have no batch to answer into. */
async function listUnready(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from surveys s
    where kind = 'sealed' and (closes_on is null or closes_on >= (now() at time zone 'utc')::date)
      and not exists (select from batches where survey_id = s.id and open)
      and 'launch' = (select act from survey_acts where survey_id = s.id order by created_at desc limit 1)`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Opens a batch for a survey. One that another opened meanwhile stays the only one. */
export async function openBatch(trx: Trx, { batches }: Sealer, surveyId: string): Promise<void> {
  const id = randomUUID()
  const pair = makeBatchKey()
  const opened = await trx
    .insertInto('batches')
    .values({ survey_id: surveyId, id, public_key: pair.publicKey })
    .onConflict(oc => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  // Before the commit: nobody seals to a key that could be lost with the power.
  if (opened) batches.keep(id, pair)
}

/** The sealer's turn: every open sealed survey has one batch that takes its responses. */
export const readyBatches = (sealer: Sealer) => async (db: Db) => {
  if (!(await sealer.sits(db))) return
  for (const id of await listUnready(db)) await db.transaction().execute(trx => openBatch(trx, sealer, id))
}

/** Empties batches in the act that takes their responses elsewhere; `destroySpent` destroys their keys after it. */
export async function spendBatches(trx: Trx, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  const staged = await trx.deleteFrom('staged_responses').where('batch_id', 'in', ids).executeTakeFirst()
  await trx.deleteFrom('staged_participations').where('batch_id', 'in', ids).execute()
  await trx.updateTable('batches').set({ open: false, spent: true }).where('id', 'in', ids).execute()
  return Number(staged.numDeletedRows)
}

/** A batch whose key is gone takes its responses with it: those who gave them have not answered. */
async function dropLost(trx: Trx, id: string): Promise<void> {
  const lost = trx
    .selectFrom('staged_participations')
    .select(['survey_id', 'invitation_id'])
    .where('batch_id', '=', id)
  const today = sql<string>`(now() at time zone 'utc')::date`
  await trx
    .updateTable('invitations')
    .set({ lost_on: today })
    .where(({ eb, refTuple }) =>
      eb(refTuple('survey_id', 'id'), 'in', lost.$asTuple('survey_id', 'invitation_id')),
    )
    .execute()
  await trx
    .deleteFrom('participations')
    .where(({ eb, refTuple }) =>
      eb(refTuple('survey_id', 'invitation_id'), 'in', lost.$asTuple('survey_id', 'invitation_id')),
    )
    .execute()
  await spendBatches(trx, [id])
}

/** After a restore: drops the batches whose keys no backup has. @throws where the disk does not say which it has */
export async function dropLostBatches(db: Db, { batches, sitsSurely }: Sealer): Promise<void> {
  const full = db.selectFrom('batches').select('id').where('spent', '=', false)
  for (const { id } of await full.execute()) {
    if (batches.has(id)) continue
    await db.transaction().execute(async trx => {
      const held = await trx
        .selectFrom('batches')
        .select('id')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (held && (await sitsSurely(trx)) && !batches.has(id)) await dropLost(trx, id)
    })
  }
}
