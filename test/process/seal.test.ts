import { execFile } from 'node:child_process'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
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

/** `npm run storm` kills at every moment, `npm test` at both sides of each commit and at these. */
const isWhole = process.argv[2] === 'whole'
const FEW = 2

t.setTimeout(1_800_000)
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
interface Course {
  /** A statement has two: the odd one before it is sent, the even one once it is answered. */
  moments: number
  /** Those at which a commit was about to be sent, and those at which it had been answered. */
  commits: number[]
}

/** Does the act in a process of its own, killed at a moment. @returns how it went where it was not */
const act = (name: 'mix' | 'freeze', { id }: SealedSurvey, moment = 0): Promise<Course | undefined> =>
  run(process.execPath, [script, name, id, databaseUrl, config.KEYS_DIR, String(moment)]).then(
    ({ stdout }) => JSON.parse(stdout),
    error => {
      if (error.signal !== 'SIGKILL') throw error
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

/** All moments of an act; or both sides of each commit, and some between, as many before a statement as after one. */
function momentsOf(t: Test, course: Course | undefined, few = FEW): number[] {
  if (!course) throw new Error('It was not to be killed.')
  const { moments, commits } = course
  const sides = new Set(commits.map(moment => moment % 2))
  t.ok(commits.length >= 2 && sides.size === 2, `commits at ${commits} of ${moments}`)
  if (isWhole) return Array.from({ length: moments }, (_, at) => 1 + at)
  const statements = moments / 2
  const some = Array.from({ length: few }, (_, at) => {
    const statement = Math.floor(((at + 0.5) * statements) / few)
    return 2 * statement + 1 + (at % 2)
  })
  return [...new Set([...commits, ...some])].sort((a, b) => a - b)
}

t.test('P19 killed at any moment of mixing, nothing is lost or doubled', async t => {
  const course = await act('mix', await give())
  const all = course?.moments
  for (const moment of momentsOf(t, course)) {
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

let frozen = 0
for (const mixed of [false, true])
  t.test(
    `P19 killed at any moment of freezing, nothing is lost or doubled, ${mixed ? 'mixed' : 'staged'}`,
    async t => {
      const prepare = async () => {
        const survey = await give()
        if (mixed) await mixBatch(db, sealer, survey.id)
        await closeSealed(vault, survey)
        return survey
      }
      const course = await act('freeze', await prepare())
      for (const moment of momentsOf(t, course)) {
        const survey = await prepare()
        await act('freeze', survey, moment)
        const isFrozen = async () => (await listAtoms(db, survey.id)).length > 0
        if (!(await isFrozen()))
          t.equal(
            (await rows('responses', survey)) + (await rows('staged_responses', survey)),
            count,
            `${moment} of ${course?.moments}`,
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
        frozen += 1
      }
    },
  )

t.test('of the surveys that are frozen none has a key, of the others each one', async t => {
  await unisson.schedules('mixing')
  t.ok(frozen > 0)
  for (const { survey_id } of sealer.pools.list()) t.same(await listAtoms(db, survey_id), [])
  const { rows: open } = await sql`select from batches where not open`.execute(db)
  t.same(open, [], 'and no batch of theirs is left')
})
