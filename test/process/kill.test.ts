import { text as readAll } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { enqueue } from '../../src/jobs/queue.ts'
import { fileScope, orderExport } from '../../src/reports/export/order.ts'
import { listAtoms } from '../../src/reports/survey/frozen.ts'
import { readSums } from '../../src/reports/survey/sum.ts'
import { textPlace, textScope } from '../../src/reports/written/text.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { readSpool } from '../../src/seal/spool.ts'
import { responsePlace, type SealedResponse } from '../../src/surveys/response/response.ts'
import { seeded } from '../support/frozen.ts'
import { openPetition } from '../support/petition.ts'
import {
  addSections,
  answerSealed,
  asking,
  closeSealed,
  fr,
  keptBatches,
  launchSealed,
  type SealedSurvey,
} from '../support/sealed.ts'
import { addSignatures } from '../support/signed.ts'
import { openViewer } from '../support/viewer.ts'
import { openStruck, until, type Victim } from './struck.ts'

/** `npm run storm` brings all of them. */
const KILLS = process.argv[2] === 'whole' ? 30 : 6
const SIGNED = 4_000
const ANSWERED = 600

t.setTimeout(900_000)
const struck = await openStruck(t)
const { vault, config } = struck
const { db, keys } = vault
const sealer = openSealer(config.KEYS_DIR)
const sections = await addSections(vault, 4)
const definition = asking([
  { kind: 'yes-no', code: 'night', text: fr('La nuit ?') },
  { kind: 'short-text', code: 'why', text: fr('Pourquoi ?') },
])
const petition = await openPetition({ vault })
await addSignatures(vault, petition.id, SIGNED)
const { viewer } = await openViewer(vault)

const names = (count: number, word: string) =>
  Array.from({ length: count }, (_, at) => `${word} ${at}`).sort()
const reasons = names(ANSWERED, 'Raison')

type Table = 'responses' | 'staged_responses' | 'staged_participations' | 'participations' | 'texts'
const open: SealedSurvey[] = []
/** Every batch that responses were sealed to. */
const batches = new Set<string>()
const count = async (table: Table, id: string) =>
  (await db.selectFrom(table).select('survey_id').where('survey_id', '=', id).execute()).length

/** One act of the worker's: how it is asked for, when it has begun and ended, and what must be so then. */
interface Act {
  begun(): Promise<boolean>
  ended(): Promise<boolean>
  check(t: Test): Promise<void>
}

async function launch() {
  const survey = await launchSealed({ vault, config }, definition, sections)
  const given = Array.from({ length: ANSWERED }, (_, at) => ({
    section_id: sections[at % sections.length] as string,
    answers: { night: at % 3 ? 'yes' : 'no', why: `Raison ${at}` },
  }))
  await answerSealed(vault, survey, given)
  for (const { id } of await db.selectFrom('batches').select('id').execute()) batches.add(id)
  return survey
}

/** Whether somebody mixes or freezes now. */
const isHeld = async () => {
  const { rows } = await sql`select from pg_locks where locktype = 'advisory'`.execute(db)
  return rows.length > 0
}

/** Whether the worker has taken a job about this. */
const isLeased = async (subject_id: string) => {
  const job = await db
    .selectFrom('jobs')
    .select('lease')
    .where('subject_id', '=', subject_id)
    .executeTakeFirst()
  return job?.lease != null
}

/** Nothing of a sealed survey waits in a batch, and everyone has taken part once. */
async function checkStaged(t: Test, id: string): Promise<void> {
  t.equal(await count('staged_responses', id), 0, 'nothing staged is left')
  t.equal(await count('staged_participations', id), 0)
  t.equal(await count('participations', id), ANSWERED)
}

async function mixing(): Promise<Act> {
  const survey = await launch()
  const { id } = survey
  await struck.mixNow()
  return {
    begun: isHeld,
    async ended() {
      if ((await count('responses', id)) > 0) return true
      await struck.mixNow()
      return false
    },
    async check(t) {
      const pool = sealer.pools.open({ survey_id: id, period: 1 })
      const rows = await db.selectFrom('responses').selectAll().where('survey_id', '=', id).execute()
      const opened = rows.map(row => pool.open<SealedResponse>(responsePlace(row.id), row.sealed))
      t.same(opened.map(({ answers }) => answers.why).sort(), reasons)
      await checkStaged(t, id)
      open.push(survey)
    },
  }
}

async function freezing(): Promise<Act> {
  const survey = await launch()
  const { id } = survey
  await closeSealed(vault, survey)
  await enqueue(db, { kind: 'survey-freezing', subject_id: id })
  return {
    begun: isHeld,
    async ended() {
      const acts = db.selectFrom('survey_acts').select('act').where('survey_id', '=', id)
      return (await acts.where('act', '=', 'freezing').execute()).length === 1
    },
    async check(t) {
      const ordinary = (await listAtoms(db, id)).filter(({ partition }) => partition === 'ordinary')
      t.equal(
        ordinary.reduce((sum, atom) => sum + atom.response_count, 0),
        ANSWERED,
      )
      const [sums] = await readSums(db, id, [ordinary])
      t.same(
        sums?.items.get('night'),
        new Map([
          ['yes', (ANSWERED * 2) / 3],
          ['no', ANSWERED / 3],
        ]),
      )
      const key = await keys.getByScope(textScope(id))
      const texts = await db.selectFrom('texts').selectAll().where('survey_id', '=', id).execute()
      t.same(texts.map(row => key.open(textPlace(row.id), row.sealed)).sort(), reasons)
      t.equal(await count('responses', id), 0)
      await checkStaged(t, id)
    },
  }
}

async function exporting(): Promise<Act> {
  const wanted = { kind: 'signatories', list: 'all', name: 'noms', locale: 'fr', format: 'csv' } as const
  const { id } = await orderExport(vault, viewer, {
    ...wanted,
    subject_id: petition.id,
    locked: false,
    line_count: SIGNED,
    reason: 'Essayer',
  })
  return {
    begun: () => isLeased(id),
    async ended() {
      const one = db.selectFrom('exports').select('finished_at').where('id', '=', id)
      return (await one.executeTakeFirstOrThrow()).finished_at !== null
    },
    async check(t) {
      const file = await readAll(readSpool(vault, fileScope(id)))
      t.same(Array.from(file.matchAll(/Karim \d+/g), String).sort(), names(SIGNED, 'Karim'))
      const { rows } = await sql`select from spool_chunks where key_id not in (
        select id from data_keys where scope like 'export:%')`.execute(db)
      t.equal(rows.length, 0)
    },
  }
}

const acts = { mixing, freezing, exporting }

/** How long an act takes that nobody disturbs, from its beginning. */
async function time(act: Act): Promise<number> {
  await until(act.begun, 2)
  const since = performance.now()
  await until(act.ended, 2)
  const length = performance.now() - since
  await act.check(t)
  return length
}

const random = seeded(19)
for (const [name, prepare] of Object.entries(acts)) {
  t.test(`P19 ${name}, killed at ${KILLS / 3} random moments, loses and doubles nothing`, async t => {
    let length = await time(await prepare())
    let [hit, turn] = [0, 0]
    for (; hit < KILLS / 3 && turn < KILLS; turn += 1) {
      const act = await prepare()
      const victim: Victim = turn % 2 ? 'postgres' : 'worker'
      const moment = random() * length
      await until(act.begun, 2)
      await pause(moment)
      const isOver = await act.ended()
      // The clock of a busy machine is wrong: what came too late counts for nothing, and the next comes sooner.
      if (isOver) length /= 2
      else hit += 1
      await struck.strike(victim)
      t.comment(`${victim} after ${moment.toFixed()} of ${length.toFixed()} ms${isOver ? ', too late' : ''}`)
      await until(act.ended)
      await act.check(t)
    }
    t.equal(hit, KILLS / 3, `${hit} of ${turn} strikes hit what was not finished`)
  })
}

t.test('once all of it is closed, nothing is under way and no key is left that sealed anything', async t => {
  for (const survey of open) await closeSealed(vault, survey)
  await db.deleteFrom('schedules').where('name', '=', 'freezing').execute()
  await until(async () => sealer.pools.list().length === 0)
  await until(async () => {
    const jobs = db.selectFrom('jobs').select('id').where('finished_at', 'is', null)
    return (await jobs.execute()).length === 0
  })
  for (const table of ['staged_responses', 'responses'] as const)
    t.same(await db.selectFrom(table).select('id').execute(), [], table)
  t.same(await db.selectFrom('batches').select('id').where('open', '=', false).execute(), [])
  // A batch that was never committed leaves the file of a key that sealed nothing.
  t.same(
    keptBatches(config).filter(id => batches.has(id)),
    [],
  )
})
