import { mkdtempSync, rmSync } from 'node:fs'
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

t.test('a second sealer, with another folder, leaves every batch alone while the first is there', async t => {
  const [section = ''] = await addSections(vault, 1)
  const night = { kind: 'yes-no' as const, code: 'night', text: fr('La nuit ?') }
  const survey = await launchSealed(unisson, asking([night]), [section])
  await answerSealed(
    vault,
    survey,
    Array.from({ length: 12 }, () => ({ section_id: section, answers: {} })),
  )
  t.equal(await stagedOf(survey.id), 12)
  const second = openSealer(elsewhere)
  const mix = () =>
    db.transaction().execute(trx => mixingSchedule(db, second).run(trx, pino({ level: 'silent' })))
  await readyBatches(second)(db)
  await mix()
  t.equal(await stagedOf(survey.id), 12)
  t.equal(await openSealer(config.KEYS_DIR).sits(db), true, 'the first after a new start')
  t.equal(await second.sits(db), false)
})

t.test('after ten silent minutes, as after a restore, it takes the seat', async t => {
  await sql`update sealers set seen_at = now() - interval '11 minutes'`.execute(db)
  t.equal(await openSealer(elsewhere).sits(db), true)
  t.equal(await openSealer(config.KEYS_DIR).sits(db), false)
})
