import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { DataKey } from '../seal/data-key.ts'
import type { Sealer } from '../seal/sealer.ts'
import { currentPool } from './pool.ts'
import { responsePlace, type SealedResponse, stagedPlace, stagedScope } from './response.ts'
import type { Survey } from './tables.ts'

/** Rows opened between two turns of the event loop: a few milliseconds. */
const STEP = 500

interface Row {
  /** null: mixed, or of a named survey. */
  batch_id: string | null
  id: string
  sealed: Buffer
}

/** Opens what a survey keeps of each response, wherever it stands. */
async function opener(
  trx: Trx,
  sealer: Sealer,
  { id, kind }: Pick<Survey, 'id' | 'kind'>,
  named: DataKey,
): Promise<(row: Row) => SealedResponse> {
  const pool = await currentPool(trx, id)
  const opened = new Map<string, { open: (row: Row) => SealedResponse }>()
  const openerOf = (batch: string | null) => {
    if (batch) {
      const key = sealer.batches.open(batch)
      return {
        open: (row: Row) => key.open<SealedResponse>(stagedScope(id), stagedPlace(row.id), row.sealed),
      }
    }
    const key = kind === 'named' ? named : sealer.pools.open(pool)
    return { open: (row: Row) => key.open<SealedResponse>(responsePlace(row.id), row.sealed) }
  }
  return row => {
    const name = row.batch_id ?? ''
    const by = opened.get(name) ?? openerOf(row.batch_id)
    opened.set(name, by)
    return by.open(row)
  }
}

/**
 * Every response that takes part in a freezing, mixed or left in a batch that is closed, one after another in an
 * order of chance, another one each time. Under `holdPool`. In memory stand a few hundred at once.
 * @param named the survey's own key
 * @throws when a key that sealed one of them is not there
 */
export async function* walkResponses(
  trx: Trx,
  sealer: Sealer,
  survey: Pick<Survey, 'id' | 'kind'>,
  named: DataKey,
): AsyncGenerator<SealedResponse> {
  const open = await opener(trx, sealer, survey, named)
  // gen_random_uuid() draws from the system's own source of chance, random() from a seed.
  await sql`
    declare walk no scroll cursor for
    select * from (
      select null::uuid as batch_id, id, sealed from responses where survey_id = ${survey.id}
      union all
      select batch_id, id, sealed from staged_responses
      where batch_id in (select id from batches where survey_id = ${survey.id} and not open)
    ) as given order by gen_random_uuid()`.execute(trx)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(STEP)} from walk`.execute(trx)
    for (const row of rows) yield open(row)
    if (rows.length < STEP) break
  }
  await sql`close walk`.execute(trx)
}
