import { sql } from 'kysely'
import { pino } from 'pino'
import t from 'tap'
import { createWorker } from '../../src/jobs/worker.ts'
import { type Compose, enqueueMail, mailRuns } from '../../src/mail/outbox.ts'
import { smtpPost } from '../../src/mail/post.ts'
import { createWork } from '../../src/work.ts'
import { openUnisson } from '../support/unisson.ts'

const { vault, config } = await openUnisson(t)
const { db } = vault
const many = 600

/** Letters to many have waited for an hour; once some have left, so many people ask for one each. @returns the order */
async function sendBeside(asked: number, perMinute: number): Promise<string[]> {
  await db.deleteFrom('jobs').execute()
  await sql`insert into jobs (kind, subject_id, run_at)
    select 'mail.news', gen_random_uuid(), now() - interval '1 hour' from generate_series(1, ${many}::int)`.execute(
    db,
  )
  const order: string[] = []
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const compose =
    (kind: string): Compose =>
    async () => {
      order.push(kind)
      if (order.length === 20) begin()
      if (order.filter(one => one === 'reset').length === asked) end()
      return 'gone'
    }
  const mails = { kinds: { reset: compose('reset') }, bulk: { news: compose('news') } }
  const runs = mailRuns(vault, mails, smtpPost(config), perMinute)
  const worker = createWorker(db, { ...runs, long: {}, schedules: [], pulses: {} }, pino({ level: 'silent' }))
  worker.start()
  await begun
  const people = await sql<{ subject_id: string }>`
    select gen_random_uuid() as subject_id from generate_series(1, ${asked}::int)`.execute(db)
  await enqueueMail(db, ...people.rows.map(one => ({ kind: 'reset', ...one })))
  await ended
  await worker.stop()
  return order
}

t.test('what a person has just asked for leaves before what has long waited for many', async t => {
  const order = await sendBeside(1, 6_000)
  t.ok(order.indexOf('reset') < many / 2, `after ${order.indexOf('reset')}`)
})

t.test('where mail leaves slowly, letters to many stand back until those asked for have left', async t => {
  const order = await sendBeside(12, 120)
  const between = order.slice(20, order.lastIndexOf('reset')).filter(kind => kind === 'news')
  t.ok(between.length <= 8, `${between.length} in between`)
})

t.test('news, invitations and reminders are mail to many; what somebody waits for is not', async t => {
  const post = smtpPost(config)
  t.teardown(() => post.close())
  const { kinds, bulk } = createWork(vault, config, post)
  t.same(Object.keys(bulk).toSorted(), [
    'mail.petition-update',
    'mail.signature-reminder',
    'mail.survey-invitation',
    'mail.survey-reminder',
  ])
  t.ok(Object.keys(kinds).includes('mail.signature'))
})
