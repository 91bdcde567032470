import { randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import type { Schedule } from '../../jobs/schedule.ts'
import { ALIKE } from '../../seal/padding.ts'
import type { Sealer } from '../../seal/sealer.ts'
import { dropLostBatches, lockOpenBatch, openBatch, spendBatches } from './batch.ts'
import { currentPool, destroySpent, holdPool, listFrozenBefore, openPool } from './pool.ts'
import { responsePlace, type SealedResponse, stagedPlace, stagedScope } from './response.ts'

/** The fewest responses that are mixed. */
const LEAST = 10

/** Rows mixed between two turns of the event loop: some hundredths of a second, in which no page waits longer. */
const STEP = 250

interface Row {
  id: string
  sealed: Buffer
}

/** Any order as likely as any other, by chance that cannot be guessed: Fisher and Yates, as Knuth has it (3.4.2 P). */
function shuffle<T>(list: T[]): T[] {
  for (let rest = list.length; rest > 1; rest -= 1) {
    const at = randomInt(rest)
    ;[list[at], list[rest - 1]] = [list[rest - 1] as T, list[at] as T]
  }
  return list
}

/** The surveys that are open and have enough to mix. */
async function listFull(db: Db): Promise<string[]> {
  const { rows } = await sql<{ survey_id: string }>`
    select survey_id from staged_responses
    where batch_id in (select id from batches where open)
    group by survey_id having count(*) >= ${LEAST}`.execute(db)
  return rows.map(({ survey_id }) => survey_id)
}

/** Writes responses in one statement, in the order given. */
const writeResponses = (trx: Trx, surveyId: string, rows: Row[]) =>
  sql`insert into responses (survey_id, id, sealed)
    select ${surveyId}, id, sealed from unnest(
      ${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.sealed)}::bytea[]
    ) with ordinality as mixed (id, sealed, place) order by place`.execute(trx)

/** The staged responses of these ids, in their order. */
async function readStaged(trx: Trx, ids: string[]): Promise<Row[]> {
  const rows = await trx
    .selectFrom('staged_responses')
    .select(['id', 'sealed'])
    .where('id', 'in', ids)
    .execute()
  const found = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => found.get(id) as Row)
}

/**
 * Mixes a survey's batch: its responses, shuffled, under new ids and the pool's key; the batch is spent, and who
 * answered into it is forgotten. One transaction, so that neither a row's age nor its place says which was whose. The next
 * batch takes over in the same moment; the old key is destroyed after the commit, by `destroySpent`.
 */
export async function mixBatch(db: Db, sealer: Sealer, surveyId: string): Promise<void> {
  await db.transaction().execute(async trx => {
    if (!(await holdPool(trx, surveyId))) return
    const batch = await lockOpenBatch(trx, surveyId)
    if (!batch) return
    const staged = await trx
      .selectFrom('staged_responses')
      .select('id')
      .where('batch_id', '=', batch.id)
      .execute()
    if (staged.length < LEAST) return
    const [from, to] = [
      sealer.batches.open(batch.id),
      await openPool(trx, sealer, await currentPool(trx, surveyId)),
    ]
    const mix = (row: Row): Row => {
      const id = randomUUID()
      const response: SealedResponse = from.open(stagedScope(surveyId), stagedPlace(row.id), row.sealed)
      return { id, sealed: to.seal(responsePlace(id), response, ALIKE) }
    }
    const ids = shuffle(staged.map(({ id }) => id))
    for (let at = 0; at < ids.length; at += STEP) {
      const rows = await readStaged(trx, ids.slice(at, at + STEP))
      await writeResponses(trx, surveyId, rows.map(mix))
    }
    await spendBatches(trx, [batch.id])
    await openBatch(trx, sealer, surveyId)
  })
  await destroySpent(db, sealer)
}

/** Mixes what is ready at its own pace, whenever it came. */
export const mixingSchedule = (db: Db, sealer: Sealer): Schedule => ({
  name: 'mixing',
  every: '1 minute',
  async run(_, log) {
    if (!(await sealer.sits(db))) return log.warn('another process is the sealer')
    await dropLostBatches(db, sealer)
    const before = await listFrozenBefore(db, sealer)
    for (const survey of before)
      log.error({ survey }, 'frozen before the database was restored: neither mixed nor frozen again')
    for (const survey of await listFull(db)) {
      if (before.includes(survey)) continue
      try {
        await mixBatch(db, sealer, survey)
      } catch (error) {
        // One survey's fault keeps no other from being mixed.
        log.error({ survey, name: (error as Error).name }, 'a batch is not mixed')
      }
    }
    await destroySpent(db, sealer)
  },
})
