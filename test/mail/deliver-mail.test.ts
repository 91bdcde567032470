import { pino } from 'pino'
import t from 'tap'
import { leaseJobs } from '../../src/jobs/queue.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { smtpPost } from '../../src/mail/post.ts'
import { createWork } from '../../src/work.ts'
import { type Failure, startBadMailbox } from '../support/bad-mailbox.ts'
import { openPetition, sign } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { mailbox, vault, config } = unisson
const { db } = vault
const petition = await openPetition(unisson)

const listJobs = () => db.selectFrom('jobs').selectAll().where('finished_at', 'is', null).execute()
const newestJob = () =>
  db.selectFrom('jobs').selectAll().orderBy('created_at', 'desc').limit(1).executeTakeFirstOrThrow()
/** Lets what waits for its moment be due. */
const wait = () =>
  db
    .updateTable('jobs')
    .set({ run_at: new Date(0) })
    .where('finished_at', 'is', null)
    .execute()

t.test('a mail has a text and a page, a neutral subject, and leaves once', async t => {
  await sign(unisson, petition, { email: 'ines@atelier.example' })
  await unisson.work()
  await wait()
  await unisson.work()
  const [mail, ...more] = mailbox.to('ines@atelier.example')
  t.same(more, [])
  t.match(mail, { subject: 'Encore un geste', text: /\/confirmation/, html: /\/confirmation/ })
  t.equal(mail?.messageId, `<${(await newestJob()).id}@unisson.example>`)
  t.same(await listJobs(), [])
})

t.test('English mail for who signed in English', async t => {
  await sign(unisson, { ...petition, path: `/en${petition.path}` }, { email: 'emma@atelier.example' })
  await unisson.work()
  t.match(mailbox.to('emma@atelier.example')[0]?.text, /\/en\/signatures\//)
})

for (const [code, enhanced] of [
  [421, '4.3.2'],
  [450, '4.2.0'],
] as const) {
  t.test(`${code}: the mail waits, however often it is refused, and leaves once it is taken`, async t => {
    const email = `wait${code}@atelier.example`
    mailbox.refuse(code, enhanced)
    await sign(unisson, petition, { email })
    for (let turn = 0; turn < 5; turn += 1) {
      await wait()
      await unisson.work()
    }
    const [job] = await listJobs()
    t.match(job, { code: `smtp.${enhanced}`, attempts: 5 })
    t.ok((job?.run_at.getTime() ?? 0) > Date.now(), 'a longer wait each time')
    mailbox.refuse()
    await wait()
    await unisson.work()
    t.equal(mailbox.to(email).length, 1)
    t.equal(mailbox.to(email)[0]?.messageId, `<${job?.id}@unisson.example>`)
  })
}

t.test(
  '550: the mail stops, and the address is left alone as it was spelt, not the person behind it',
  async t => {
    mailbox.refuse(550, '5.1.1')
    await sign(unisson, petition, { email: 'omar-nowhere@yahoo.fr' })
    await unisson.work()
    t.equal((await newestJob()).code, 'refused.5.1.1')
    mailbox.refuse()
    await sign(unisson, petition, { email: 'omar-nowhere@yahoo.fr' })
    await unisson.work()
    t.equal((await newestJob()).code, 'bounced')
    t.same(mailbox.to('omar-nowhere@yahoo.fr'), [])
    await sign(unisson, petition, { email: 'omar@yahoo.fr' })
    await unisson.work()
    t.equal(mailbox.to('omar@yahoo.fr').length, 1)
  },
)

t.test('550 because the server dislikes us: the mail stops, the address is not blamed', async t => {
  mailbox.refuse(550, '5.7.1')
  await sign(unisson, petition, { email: 'rosa@atelier.example' })
  await unisson.work()
  t.equal((await newestJob()).code, 'refused.5.7.1')
  mailbox.refuse()
  await sign(unisson, petition, { email: 'rosa@atelier.example' })
  await unisson.work()
  t.equal(mailbox.to('rosa@atelier.example').length, 1)
})

for (const failure of ['silent', 'mute', 'cut', 'gone'] as Failure[]) {
  t.test(`a server that is ${failure}: the mail waits, and leaves by a better one`, async t => {
    const bad = await startBadMailbox(failure)
    const email = `${failure}@atelier.example`
    await sign(unisson, petition, { email })
    const post = smtpPost({ ...config, SMTP_URL: bad.url }, 600)
    const worker = createWorker(db, createWork(vault, config, post), pino({ level: 'silent' }))
    await worker.drain()
    post.close()
    await bad.close()
    const [job] = await listJobs()
    t.match(job?.code, /^smtp\.[a-z]+$/)
    t.equal(bad.taken(), failure === 'cut' ? 1 : 0)
    await wait()
    await unisson.work()
    t.equal(mailbox.to(email).length, 1)
    t.equal(mailbox.to(email)[0]?.messageId, `<${job?.id}@unisson.example>`)
  })
}

t.test('a worker killed with a mail in hand: another sends it', async t => {
  const email = 'lena@atelier.example'
  await sign(unisson, petition, { email })
  const [held] = await leaseJobs(db, ['mail.signature'], 1)
  await unisson.work()
  t.same(mailbox.to(email), [], 'nobody else sends it while it is held')
  await db
    .updateTable('jobs')
    .set({ leased_until: new Date(0) })
    .where('id', '=', held?.id as string)
    .execute()
  await unisson.work()
  t.equal(mailbox.to(email).length, 1)
})
