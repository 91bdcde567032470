import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import t from 'tap'
import { importRun } from '../../src/members/import-run.ts'
import { post } from '../support/officers.ts'
import { figure, get, importFile, openStage, workOn } from './stage.ts'

t.setTimeout(120_000)
const stage = await openStage(t)
const { samira, dourges, vault, config } = stage
const { db } = vault

const COUNT = 5_000
const lines = (from: string, count: number) =>
  Array.from({ length: count }, (_, at) => `R-${at};Membre ${from};r${at}@atelier.example`).join('\n')
const file = (from: string, count = 2_000) => `Numéro;Nom;E-mail\n${lines(from, count)}\n`

async function countMembers() {
  const { count, distinct } = await db
    .selectFrom('members')
    .select([sql<number>`count(*)`.as('count'), sql<number>`count(distinct number_index)`.as('distinct')])
    .executeTakeFirstOrThrow()
  return [count, distinct]
}

const position = async () =>
  (
    await db
      .selectFrom('member_imports')
      .select('position')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow()
  ).position

/** Starts a worker of its own and kills it, with no chance to tidy, once the import has come past a line. */
async function killWorkerPast(line: number): Promise<number> {
  const settings = { ...config, PORT: '0', WORKER: 'true', SMTP_URL: '', LOG_LEVEL: 'fatal' }
  const env = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]))
  const worker = spawn(process.execPath, ['src/worker.ts'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  const ended = once(worker, 'exit')
  while ((await position()) < line && worker.exitCode === null) await pause(5)
  worker.kill('SIGKILL')
  await ended
  return position()
}

/** The dead worker's lease runs out. */
const expireLease = () =>
  db
    .updateTable('jobs')
    .set({ leased_until: sql<Date>`now() - interval '1 second'` })
    .where('finished_at', 'is', null)
    .execute()

t.test('a worker killed in the middle loses nothing and doubles nothing', async t => {
  const { path, checked } = await importFile(stage, samira, dourges, file('Inès', COUNT), {}, false)
  t.equal(figure(checked, 'Nouveaux membres'), COUNT)
  await post(stage, `${path}/confirmation`, {}, samira.cookie)
  const at = await killWorkerPast(1_000)
  t.ok(at >= 1_000 && at < COUNT, `killed at line ${at}`)
  t.same(await countMembers(), [at, at])
  t.match((await get(stage, samira, `${path}/progress.json`)).json(), { phase: 'importing' })
  await expireLease()
  await workOn(stage, samira, path)
  const done = (await get(stage, samira, path)).body
  t.equal(figure(done, 'Nouveaux membres'), COUNT)
  t.same(await countMembers(), [COUNT, COUNT])
})

t.test('slices, however short, come to the end', async t => {
  const { path } = await importFile(stage, samira, dourges, file('Rose'), {}, false)
  await post(stage, `${path}/confirmation`, {}, samira.cookie)
  const job = await db
    .selectFrom('jobs')
    .selectAll()
    .where('finished_at', 'is', null)
    .executeTakeFirstOrThrow()
  const run = importRun(vault, 0)
  let turns = 0
  for (;;) {
    const ended = await run(job).catch(later => later.code)
    turns += 1
    if (ended === 'passed') break
    t.equal(ended, 'paced')
  }
  t.equal(turns, 5)
  t.equal(figure((await get(stage, samira, path)).body, 'Fiches corrigées'), 2_000)
  t.same(await countMembers(), [COUNT, COUNT])
})

t.test('two workers on one import take each line once', async t => {
  const { path } = await importFile(stage, samira, dourges, file('Karim'), {}, false)
  await post(stage, `${path}/confirmation`, {}, samira.cookie)
  const job = await db
    .selectFrom('jobs')
    .selectAll()
    .where('finished_at', 'is', null)
    .executeTakeFirstOrThrow()
  const run = importRun(vault, 60_000)
  const ends = await Promise.all([run(job), run(job), run(job)])
  t.same(ends.toSorted(), ['given-up', 'given-up', 'passed'])
  t.equal(figure((await get(stage, samira, path)).body, 'Fiches corrigées'), 2_000)
})

t.test('an import given up while it is checked stops at once', async t => {
  const { path } = await importFile(stage, samira, dourges, file('Tom'), {}, false)
  const id = path.split('/').at(-1)!
  await db.updateTable('member_imports').set({ checked_at: null, position: 0 }).where('id', '=', id).execute()
  await db.deleteFrom('member_import_marks').execute()
  const job = await db.selectFrom('jobs').selectAll().where('subject_id', '=', id).executeTakeFirstOrThrow()
  const run = importRun(vault, 60_000)(job).catch(error => error)
  while ((await position()) === 0) await pause(2)
  await post(stage, `${path}/cancellation`, {}, samira.cookie)
  t.not(await run, 'passed')
  t.same(await db.selectFrom('member_imports').select('id').where('id', '=', id).execute(), [])
  t.same(await countMembers(), [COUNT, COUNT])
})
