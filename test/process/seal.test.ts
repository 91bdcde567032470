import { execFile } from 'node:child_process'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import t from 'tap'
import { freezeSurvey } from '../../src/reports/freezing/freezing.ts'
import { listAtoms } from '../../src/reports/survey/frozen.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { getOpenBatch } from '../../src/surveys/response/batch.ts'
import { mixBatch } from '../../src/surveys/response/mixing.ts'
import {
  addSections,
  answerSealed,
  asking,
  closeSealed,
  fr,
  launchSealed,
  type SealedSurvey,
} from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const kills = Number(process.env.KILLS ?? 6)
const count = 12
const unisson = await openUnisson(t)
const { vault, config, databaseUrl } = unisson
const { db } = vault
const sealer = openSealer(config.KEYS_DIR)
const [section = ''] = await addSections(vault, 1)
const definition = asking([{ kind: 'short-text', code: 'why', text: fr('Pourquoi ?') }])

const give = async () => {
  const survey = await launchSealed(unisson, definition, [section])
  const given = Array.from({ length: count }, (_, at) => ({ section_id: section, answers: { why: `${at}` } }))
  await answerSealed(vault, survey, given)
  return survey
}

const run = promisify(execFile)
const script = path.resolve(import.meta.dirname, 'seal-once.ts')
/** Does the act in a process of its own, killed at a moment. @returns how many it passed */
const act = (name: 'mix' | 'freeze', { id }: SealedSurvey, moment = 0): Promise<number> =>
  run(process.execPath, [script, name, id, databaseUrl, config.KEYS_DIR, String(moment)]).then(
    ({ stdout }) => Number(stdout),
    error => {
      if (error.signal === 'SIGKILL') return moment
      throw error
    },
  )

const rows = async (
  table: 'responses' | 'staged_responses' | 'participations' | 'texts',
  { id }: SealedSurvey,
) => (await db.selectFrom(table).select('survey_id').where('survey_id', '=', id).execute()).length

/** The dead process's transaction ends when the database notices. */
async function until(done: () => Promise<boolean>, again: () => Promise<unknown>): Promise<void> {
  for (let turn = 0; !(await done()) && turn < 100; turn += 1) {
    await again().catch(() => {})
    await pause(20)
  }
}

/** Moments spread over all there are, by a seed. */
const moments = (all: number) =>
  Array.from({ length: kills }, (_, at) => 1 + ((at * Math.max(1, Math.floor(all / kills)) + 7 * at) % all))

t.test('P19 killed at any moment of mixing, nothing is lost or doubled', async t => {
  const all = await act('mix', await give())
  for (const moment of moments(all)) {
    const survey = await give()
    const { id } = await getOpenBatch(db, survey.id)
    await act('mix', survey, moment)
    t.equal(
      (await rows('responses', survey)) + (await rows('staged_responses', survey)),
      count,
      `${moment} of ${all}`,
    )
    await until(
      async () => (await rows('responses', survey)) === count,
      () => mixBatch(db, sealer, survey.id),
    )
    t.equal(await rows('responses', survey), count)
    t.equal(await rows('staged_responses', survey), 0, 'nothing staged is left')
    t.equal(await rows('participations', survey), count)
    await unisson.schedules('mixing')
    t.notOk(sealer.batches.has(id), 'no key outlives its batch')
  }
})

t.test('P19 killed at any moment of freezing, nothing is lost or doubled', async t => {
  const first = await give()
  await closeSealed(vault, first)
  const all = await act('freeze', first)
  for (const [turn, moment] of moments(all).entries()) {
    const survey = await give()
    if (turn % 2) await mixBatch(db, sealer, survey.id)
    await closeSealed(vault, survey)
    await act('freeze', survey, moment)
    const isFrozen = async () => (await listAtoms(db, survey.id)).length > 0
    if (!(await isFrozen()))
      t.equal(
        (await rows('responses', survey)) + (await rows('staged_responses', survey)),
        count,
        `${moment} of ${all}`,
      )
    await until(isFrozen, () => freezeSurvey(vault, sealer, survey.id))
    const atoms = await listAtoms(db, survey.id)
    t.same(
      atoms.map(atom => atom.response_count),
      [count, count],
    )
    t.equal(await rows('texts', survey), count)
    for (const table of ['responses', 'staged_responses'] as const) t.equal(await rows(table, survey), 0)
    t.equal(await rows('participations', survey), count)
  }
  await unisson.schedules('mixing')
  t.same(sealer.pools.list().length, kills + 1, 'of the surveys that are open, no other has a key')
})
