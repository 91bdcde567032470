import { sql } from 'kysely'
import { type Db, faultOfConnection, type Trx } from '../../database.ts'
import { Gone, NotFound } from '../../errors.ts'
import { holdJob, type Job } from '../../jobs/queue.ts'
import { Later, type LongRun } from '../../jobs/worker.ts'
import { lockZip } from '../../print/locked-zip.ts'
import { type Cell, writeSheet } from '../../print/sheet.ts'
import type { DataKey } from '../../seal/data-key.ts'
import { spoolFile } from '../../seal/spool.ts'
import type { Vault } from '../../seal/vault.ts'
import { fileScope, type Order, orderPlace } from './order.ts'
import { responseFile } from './responses.ts'
import { signatoryFile } from './signatories.ts'
import type { Export } from './tables.ts'

/** How often an error of ours is met before somebody who waits is told. */
const MOST_ATTEMPTS = 3

/** A list that leaves as a file. */
export interface NamesFile {
  /** What its sheet is called. */
  sheet: string
  /** Its titles first. */
  lines: AsyncIterable<Cell[]>
}

/** @throws NotFound when what it lists is gone */
export type OpenNames = (vault: Vault, one: Export) => Promise<NamesFile>

const files: Record<Export['kind'], OpenNames> = { signatories: signatoryFile, responses: responseFile }

async function* under(origin: string, lines: AsyncIterable<Cell[]>, count: () => void) {
  yield [origin]
  for await (const line of lines) {
    count()
    yield line
  }
}

/** @throws NotFound when the file is wanted no more */
async function noteProgress(trx: Trx, id: string, position: number): Promise<void> {
  const noted = await trx.updateTable('exports').set({ position }).where('id', '=', id).executeTakeFirst()
  if (noted.numUpdatedRows === 0n) throw new NotFound()
}

/** Two at once would mix their pieces: each is kept under the job's lease. @throws Later once another has it */
async function makeFile(
  vault: Vault,
  one: Export,
  key: DataKey,
  job: Job,
  stopping: AbortSignal,
): Promise<void> {
  const { id, format, locale, name } = one
  const { origin, password } = key.open<Order>(orderPlace(id), one.order_sealed)
  const { sheet, lines } = await files[one.kind](vault, one)
  let position = 0
  const counted = under(origin, lines, () => {
    position += 1
  })
  const plain = writeSheet(counted, { format, locale, name: sheet })
  const file = password ? await lockZip(`${name}.${format}`, plain, password) : plain
  await spoolFile(vault, fileScope(id), file, async (_, trx) => {
    if (stopping.aborted || !(await holdJob(trx, job))) throw new Later('paused', new Date())
    await noteProgress(trx, id, position)
  })
}

const finish = (db: Db, job: Job, id: string, fault: string | null) =>
  db.transaction().execute(async trx => {
    if (!(await holdJob(trx, job))) throw new Later('paused', new Date())
    await trx
      .updateTable('exports')
      .set({ finished_at: sql<Date>`now()`, fault })
      .where('id', '=', id)
      .execute()
  })

/** Why there will be no file, in a word; undefined where another attempt may help. */
function faultOf(error: unknown, { attempts }: Job): string | undefined {
  if (error instanceof NotFound || error instanceof Gone) return 'gone'
  const passes = error instanceof Later || faultOfConnection(error)
  return passes || attempts < MOST_ATTEMPTS ? undefined : 'failed'
}

/** Makes a file with names, sealed as it grows. After a stop or a crash it is made anew: half of it is none. */
export const exportRun =
  (vault: Vault): LongRun =>
  async (job, stopping) => {
    const { db, keys } = vault
    const wanted = db.selectFrom('exports').selectAll().where('id', '=', job.subject_id)
    const one = await wanted.executeTakeFirst()
    if (!one || one.finished_at) return 'given-up'
    try {
      await makeFile(vault, one, await keys.getByScope(fileScope(one.id)), job, stopping)
      await finish(db, job, one.id, null)
      return 'made'
    } catch (error) {
      const fault = faultOf(error, job)
      if (!fault) throw error
      await finish(db, job, one.id, fault)
      return fault
    }
  }
