import { pino } from 'pino'
import t, { type Test } from 'tap'
import { enqueue } from '../../src/jobs/queue.ts'
import { createWorker, type Work } from '../../src/jobs/worker.ts'
import { openUnisson } from '../support/unisson.ts'

const { db } = (await openUnisson(t)).vault

/** A worker that does this alone. */
function startWorker(t: Test, work: Partial<Work>) {
  const logged: Record<string, unknown>[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) })
  const worker = createWorker(db, { kinds: {}, bulk: {}, long: {}, schedules: [], pulses: {}, ...work }, log)
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
