import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { pino } from 'pino'
import t from 'tap'
import { leaseJobs } from '../../src/jobs/queue.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { exportRun } from '../../src/reports/export/order-run.ts'
import { createWork } from '../../src/work.ts'
import { fileHome } from '../support/export.ts'
import { post, signIn } from '../support/officers.ts'
import { openPetition, signAndConfirm } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { db } = unisson.vault
const petition = await openPetition(unisson, { slug: 'horaires' })
const email = 'ines@atelier.example'
await signAndConfirm(unisson, petition, { email, name_visibility: 'recipient', name: 'Inès' })
const maud = await signIn(unisson, 'administrator')

const read = (url: string) => unisson.app.inject({ url, headers: maud.headers })

async function order(): Promise<{ home: string; id: string }> {
  const fields = { reason: 'La remise', list: 'all', format: 'csv', protection: 'none' }
  const asked = await post(unisson, `/manage/petitions/${petition.id}/exports`, fields, maud.cookie)
  const home = fileHome(asked.body) ?? ''
  return { home, id: home.split('/').at(-1) ?? '' }
}

const isHeldUp = async () => {
  const { rows } = await sql`select from pg_locks join pg_database d on d.oid = database
    where d.datname = current_database() and not granted`.execute(db)
  return rows.length > 0
}

/** Lets nobody read signatures meanwhile. */
const whileHeldUp = (act: () => Promise<unknown>) =>
  db.transaction().execute(async trx => {
    await sql`lock table signatures in access exclusive mode`.execute(trx)
    await act()
  })

t.test('a maker that was away too long neither writes nor ends what another makes by now', async t => {
  const { home, id } = await order()
  const [job] = await leaseJobs(db, ['export'], 1)
  if (!job) throw new Error('no job')
  let late: Promise<string> | undefined
  const other = randomUUID()
  await whileHeldUp(async () => {
    late = exportRun(unisson.vault)(job, new AbortController().signal)
    late.catch(() => {})
    while (!(await isHeldUp()));
    await db.updateTable('jobs').set({ lease: other }).where('id', '=', job.id).execute()
  })
  await t.rejects(late as Promise<string>, { code: 'paused' })
  const file = await db.selectFrom('exports').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  t.match(file, { finished_at: null, position: 0 })
  t.same(await db.selectFrom('spool_chunks').select('position').execute(), [])
  await db
    .updateTable('jobs')
    .set({ leased_until: new Date(0) })
    .where('lease', '=', other)
    .execute()
  await unisson.work()
  const { body } = await post(unisson, `${home}/file`, {}, maud.cookie)
  t.match(body, 'Inès', 'the other ends it')
})

t.test('a file that an error of ours prevents is tried again, then told', async t => {
  const { home, id } = await order()
  const worker = createWorker(db, createWork(unisson.vault, unisson.config), pino({ level: 'silent' }))
  await db
    .updateTable('exports')
    .set({ order_sealed: Buffer.from('x') })
    .where('id', '=', id)
    .execute()
  const phase = async () => {
    await db
      .updateTable('jobs')
      .set({ run_at: new Date(0) })
      .where('subject_id', '=', id)
      .execute()
    await worker.drain()
    return (await read(`${home}/progress.json`)).json().phase
  }
  t.same([await phase(), await phase(), await phase()], ['making', 'making', 'failed'])
  t.match((await read(home)).body, 'Une erreur de notre part')
  t.notMatch((await read(home)).body, 'effacé')
  const jobs = db.selectFrom('jobs').select(['code', 'attempts']).where('subject_id', '=', id)
  t.same(await jobs.execute(), [{ code: 'failed', attempts: 3 }])
})
