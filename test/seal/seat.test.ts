import fs, { mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pino from 'pino'
import t from 'tap'
import { openSealer } from '../../src/seal/sealer.ts'
import { readyBatches } from '../../src/surveys/response/batch.ts'
import { mixingSchedule } from '../../src/surveys/response/mixing.ts'
import { addSections, answerSealed, asking, fr, launchSealed } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault, config } = unisson
const { db } = vault
const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'unisson-'))
t.teardown(() => rmSync(elsewhere, { recursive: true }))

const stagedOf = async (id: string) =>
  (await db.selectFrom('staged_responses').select('id').where('survey_id', '=', id).execute()).length

async function launchAnswered() {
  const [section = ''] = await addSections(vault, 1)
  const night = { kind: 'yes-no' as const, code: 'night', text: fr('La nuit ?') }
  const survey = await launchSealed(unisson, asking([night]), [section])
  await answerSealed(
    vault,
    survey,
    Array.from({ length: 12 }, () => ({ section_id: section, answers: {} })),
  )
  return survey.id
}

t.test('a sealer that dies while it names its folder names it the next time', async t => {
  await db.deleteFrom('sealers').execute()
  const [folder, { writeFileSync }] = [path.join(elsewhere, 'dying'), fs]
  fs.writeFileSync = (path: fs.PathOrFileDescriptor, _: unknown, options?: fs.WriteFileOptions) => {
    writeFileSync(path, '', options)
    throw new Error('killed')
  }
  syncBuiltinESMExports()
  await t.rejects(openSealer(folder).sits(db), { message: 'killed' })
  fs.writeFileSync = writeFileSync
  syncBuiltinESMExports()
  t.equal(await openSealer(folder).sits(db), true)
  await db.deleteFrom('sealers').execute()
})

t.test('a second sealer, with another folder, leaves every batch alone while the first is there', async t => {
  const id = await launchAnswered()
  t.equal(await stagedOf(id), 12)
  const second = openSealer(elsewhere)
  const mix = () =>
    db.transaction().execute(trx => mixingSchedule(db, second).run(trx, pino({ level: 'silent' })))
  await readyBatches(second)(db)
  await mix()
  t.equal(await stagedOf(id), 12)
  t.equal(await openSealer(config.KEYS_DIR).sits(db), true, 'the first after a new start')
  t.equal(await second.sits(db), false)
})

t.test('a folder of keys that goes away for a moment, or cannot be read, costs no response', async t => {
  const id = await launchAnswered()
  const sealer = openSealer(config.KEYS_DIR)
  t.equal(await sealer.sits(db), true)
  const mix = () => mixingSchedule(db, sealer).run(undefined as never, pino({ level: 'silent' }))
  const folder = path.join(config.KEYS_DIR, 'sealer')
  const batches = path.join(folder, 'batches')

  renameSync(folder, `${folder}-away`)
  await mix()
  t.equal(await stagedOf(id), 12, 'unmounted')
  renameSync(`${folder}-away`, folder)

  renameSync(batches, `${batches}-away`)
  // A loop of links is a fault of the disk that no right of the tests' user goes past.
  symlinkSync(batches, batches)
  await t.rejects(mix(), { code: 'ELOOP' })
  t.equal(await stagedOf(id), 12, 'unreadable')
  rmSync(batches)
  renameSync(`${batches}-away`, batches)

  await mix()
  t.equal(await stagedOf(id), 0, 'mixed once it is back')
  const taken = db.selectFrom('participations').select('day').where('survey_id', '=', id)
  t.equal((await taken.execute()).length, 12)
})

t.test('after ten silent minutes, as after a restore, it takes the seat', async t => {
  await sql`update sealers set seen_at = now() - interval '11 minutes'`.execute(db)
  t.equal(await openSealer(elsewhere).sits(db), true)
  t.equal(await openSealer(config.KEYS_DIR).sits(db), false)
})
