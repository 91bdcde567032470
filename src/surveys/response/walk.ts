import { sql } from 'kysely'
import type { Trx } from '../../database.ts'
import { Later } from '../../jobs/worker.ts'
import type { DataKey } from '../../seal/data-key.ts'
import type { Pool } from '../../seal/pool-key.ts'
import type { Sealer } from '../../seal/sealer.ts'
import type { Survey } from '../tables.ts'
import { responsePlace, type SealedResponse, stagedPlace, stagedScope } from './response.ts'

/** Rows opened between two turns of the event loop: a few milliseconds. */
const STEP = 500

interface Row {
  /** null: mixed, or of a named survey. */
  batch_id: string | null
  id: string
  sealed: Buffer
}

/** What is to be frozen, and what opens it. */
export interface Walked {
  survey: Pick<Survey, 'id'>
  pool: Pool
  /** Those that are closed, with what is left in them. */
  batches: string[]
  sealer: Sealer
  /** The key of a named survey. */
  named?: DataKey
  stopping?: AbortSignal
}

type Open = (row: Row) => SealedResponse

/** Opens what a survey keeps of each response, wherever it stands. */
function opener({ survey: { id }, pool, sealer, named }: Walked): Open {
  const opened = new Map<string | null, Open>()
  const openerOf = (batch: string | null): Open => {
    if (batch) {
      const key = sealer.batches.open(batch)
      return row => key.open(stagedScope(id), stagedPlace(row.id), row.sealed)
    }
    const key = named ?? sealer.pools.open(pool)
    return row => key.open(responsePlace(row.id), row.sealed)
  }
  return row => {
    const open = opened.get(row.batch_id) ?? openerOf(row.batch_id)
    opened.set(row.batch_id, open)
    return open(row)
  }
}

/**
 * Every response that takes part in a freezing, mixed or left in a batch that is closed, one after another in an
 * order of chance, another one each time. Under `holdPool`. In memory stand a few hundred at once.
 * @throws when a key that sealed one of them is not there; Later as soon as the worker stops
 */
export async function* walkResponses(trx: Trx, walked: Walked): AsyncGenerator<SealedResponse> {
  const open = opener(walked)
  const { id } = walked.survey
  // gen_random_uuid() draws from the system's own source of chance, random() from a seed.
  await sql`
    declare walk no scroll cursor for
    select * from (
      select null::uuid as batch_id, id, sealed from responses where survey_id = ${id}
      union all
      select batch_id, id, sealed from staged_responses
      where batch_id = any(${walked.batches}::uuid[])
    ) as given order by gen_random_uuid()`.execute(trx)
  for (;;) {
    if (walked.stopping?.aborted) throw new Later('paused', new Date())
    const { rows } = await sql<Row>`fetch ${sql.lit(STEP)} from walk`.execute(trx)
    for (const row of rows) yield open(row)
    if (rows.length < STEP) break
  }
  await sql`close walk`.execute(trx)
}
