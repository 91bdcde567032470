import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { openDatabase } from '../../src/database.ts'
import { walkSignatories } from '../../src/petitions/signatory.ts'
import { orderExport } from '../../src/reports/export/order.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { checkpoint } from '../support/canary.ts'
import { addSignatures } from '../support/signed.ts'
import { openViewer } from '../support/viewer.ts'
import { measure, printFigure } from './figure.ts'
import { forgetPeak, peakOf } from './process.ts'
import type { Stage } from './stage.ts'

const SMALL = 10_000
const MIDDLE = 100_000
const LARGE = 1_000_000

/** A petition that so many have confirmed. */
async function fillPetition(stage: Stage, count: number): Promise<string> {
  const { id } = await stage.openPetition()
  await addSignatures(stage.vault, id, count)
  // As autovacuum would within a minute: without statistics a plan sorts all rows for each thousand.
  const owner = openDatabase(stage.ownerUrl, 1)
  await sql`analyze signatures`.execute(owner)
  await owner.destroy()
  return id
}

type Format = 'csv' | 'xlsx'

/** Asks for a file and waits until a worker has made it. @returns seconds from the worker's beginning */
async function make(stage: Stage, viewer: Viewer, subject_id: string, format: Format, locked = false) {
  const { db } = stage.vault
  const wanted = { kind: 'signatories', list: 'all', name: 'noms', locale: 'fr', reason: 'Mesurer' } as const
  const { id } = await orderExport(stage.vault, viewer, {
    ...wanted,
    subject_id,
    format,
    locked,
    line_count: 0,
  })
  const begun = async () =>
    (await db
      .selectFrom('jobs')
      .select('id')
      .where('subject_id', '=', id)
      .where('lease', 'is', null)
      .executeTakeFirst()) === undefined
  while (!(await begun())) await pause(5)
  const start = performance.now()
  for (;;) {
    const one = await db
      .selectFrom('exports')
      .select(['finished_at', 'fault'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    if (one.fault) throw new Error(`No file: ${one.fault}`)
    if (one.finished_at) return (performance.now() - start) / 1000
    await pause(20)
  }
}

/** What reading and opening every row takes, and nothing else. */
async function openAll({ vault }: Stage, petitionId: string): Promise<number> {
  const start = performance.now()
  let count = 0
  for await (const _ of walkSignatories(vault, petitionId, 'all')) count += 1
  if (count === 0) throw new Error('No signatory')
  return (performance.now() - start) / 1000
}

/** What a million names cost in memory over ten thousand, in a worker that has made files before. */
async function benchMemory(stage: Stage, viewer: Viewer, small: string, large: string): Promise<void> {
  for (const format of ['csv', 'xlsx'] as const) {
    await make(stage, viewer, small, format)
    forgetPeak(stage.workerPid)
    await make(stage, viewer, small, format)
    const before = peakOf(stage.workerPid)
    const seconds = await make(stage, viewer, large, format)
    printFigure({ figure: `export-${format}-1m`, value: seconds, unit: 's' })
    const value = peakOf(stage.workerPid) - before
    printFigure({ figure: `export-${format}-1m-memory-over-10k`, value, unit: 'MB' })
  }
}

/** Files with names as officers take them, beside the opening of as many sealed rows, and their memory. */
export async function benchExport(stage: Stage): Promise<void> {
  const { viewer } = await openViewer(stage.vault)
  const small = await fillPetition(stage, SMALL)
  const middle = await fillPetition(stage, MIDDLE)
  const large = await fillPetition(stage, LARGE)
  await benchMemory(stage, viewer, small, large)
  // Else the next pay for what a million rows have left to be written.
  await checkpoint(stage.ownerUrl)
  for (const [figure, format, locked] of [
    ['export-csv-100k', 'csv', false],
    ['export-xlsx-100k', 'xlsx', false],
    ['export-csv-zip-100k', 'csv', true],
  ] as const) {
    const [seconds] = await measure(
      () => openAll(stage, middle),
      () => make(stage, viewer, middle, format, locked),
      value => value,
    )
    printFigure({ figure, ...seconds!, unit: 's' })
  }
}
