import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Database, Db } from '../database.ts'
import { Unavailable } from '../errors.ts'
import { BatchKeys } from '../seal/batch-key.ts'
import type { Batch } from './tables.ts'

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
export async function openBatch(db: Kysely<Database>, keys: BatchKeys, surveyId: string): Promise<void> {
  const id = randomUUID()
  const public_key = keys.create(id)
  const opened = await db
    .insertInto('batches')
    .values({ survey_id: surveyId, id, public_key })
    .onConflict(oc => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!opened) keys.destroy(id)
}

/** The sealer's turn: every open sealed survey has one batch that takes its responses. @param keysDir of the key ring */
export function readyBatches(keysDir: string): (db: Db) => Promise<void> {
  const keys = new BatchKeys(keysDir)
  return async db => {
    for (const id of await listUnready(db)) await openBatch(db, keys, id)
  }
}
