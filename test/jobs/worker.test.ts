import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { enqueue } from '../../src/jobs/queue.ts'
import { createWorker, Later, type Work } from '../../src/jobs/worker.ts'
import { openUnisson } from '../support/unisson.ts'

const { db } = (await openUnisson(t)).vault

/** A worker that does this alone. */
function startWorker(t: Test, work: Partial<Work>, heartbeat?: number) {
  const logged: Record<string, unknown>[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
  const worker = createWorker(
    db,
    { kinds: {}, bulk: {}, long: {}, schedules: [], pulses: {}, ...work },
    log,
    heartbeat,
  )
  worker.start()
  t.teardown(() => worker.stop())
  return { worker, logged }
}

t.test('a pulse that fails stops neither mail nor schedules, and is named once', async t => {
  const { promise: mailed, resolve: mail } = Promise.withResolvers<void>()
  const { promise: kept, resolve: keep } = Promise.withResolvers<void>()
  let turns = 0
  const { promise: again, resolve: goOn } = Promise.withResolvers<void>()
  const { worker, logged } = startWorker(t, {
    kinds: {
      letter: async () => {
        mail()
        return 'sent'
      },
    },
    schedules: [{ name: 'nightly', every: '1 day', run: async () => keep() }],
    pulses: {
      batches: async () => {
        turns += 1
        if (turns > 2) goOn()
        throw new RangeError('ines@atelier.example')
      },
    },
  })
  await enqueue(db, { kind: 'letter' })
  await Promise.all([mailed, kept, again])
  await worker.stop()
  t.match(logged, [{ pulse: 'batches', name: 'RangeError' }])
  t.equal(logged.length, 1)
})

t.test('a long run is told when its worker was away too long and another has the job', async t => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: told, resolve: tell } = Promise.withResolvers<void>()
  let times = 0
  const long: Work['long'] = {
    file: async (_, stopping) => {
      times += 1
      begin()
      await new Promise(then => stopping.addEventListener('abort', then))
      tell()
      throw new Later('paused', new Date())
    },
  }
  startWorker(t, { long }, 20)
  await enqueue(db, { kind: 'file' })
  await begun
  const taken = { lease: randomUUID(), leased_until: new Date(Date.now() + 60_000) }
  await db.updateTable('jobs').set(taken).where('kind', '=', 'file').execute()
  await told
  const job = await db.selectFrom('jobs').selectAll().where('kind', '=', 'file').executeTakeFirstOrThrow()
  t.match(job, { ...taken, finished_at: null, code: null }, 'what the other holds is left to it')
  t.equal(times, 1)
})
