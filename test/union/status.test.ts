import { randomUUID } from 'node:crypto'
import t from 'tap'
import { reasonOf } from '../../src/mail/status.ts'
import { post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const failing = (code: string | null, more = {}) => ({
  kind: 'mail.password-reset',
  scope_id: randomUUID(),
  code,
  run_at: new Date(Date.now() + 3_600_000),
  attempts: 3,
  ...more,
})

t.test('the status page', async t => {
  const unisson = await openUnisson(t)
  const { db } = unisson.vault
  const maud = await signIn(unisson, 'administrator')
  await unisson.work()
  await db.deleteFrom('jobs').execute()
  const read = async (url = '/manage/status') =>
    (await unisson.app.inject({ url, headers: maud.headers })).body
  const send = (noun: string, kind: string, code: string) =>
    post(unisson, `/manage/status/${noun}`, { kind, code }, maud.cookie)

  await t.test('says that nothing waits, and what runs', async t => {
    const body = await read()
    t.match(body, 'Rien n’attend')
    t.match(body, process.versions.node)
    t.match(body, 'poste@unisson.example')
  })

  await t.test('says whether anybody takes sealed answers', async t => {
    t.match(await read(), 'Un processus les reçoit')
    const seen_at = new Date(Date.now() - 11 * 60_000)
    await db.updateTable('sealers').set({ seen_at }).execute()
    t.match(await read(), 'Personne ne reçoit les réponses scellées')
    await db.updateTable('sealers').set({ seen_at: new Date() }).execute()
  })

  await t.test('groups what failed alike, in words, with the server’s code and no address', async t => {
    await db
      .insertInto('jobs')
      .values([failing('smtp.4.2.1'), failing('smtp.4.2.1'), failing('smtp.auth'), failing(null)])
      .execute()
    const body = await read()
    t.match(body, 'demande d’attendre (code 4.2.1)')
    t.match(body, 'refuse notre identifiant')
    t.match(body, 'Attend son premier essai')
    t.match(await read('/en/manage/status'), 'asks us to wait (code 4.2.1)')
    t.equal(body.match(/value="smtp\.4\.2\.1"/g)?.length, 2, 'one line: one button to retry, one to give up')
  })

  await t.test('trying again makes all of a kind due; giving up ends them', async t => {
    t.equal((await send('retries', 'mail.password-reset', 'smtp.4.2.1')).statusCode, 303)
    const due = db.selectFrom('jobs').select('code').where('run_at', '<=', new Date())
    t.same(await due.execute(), [{ code: 'smtp.4.2.1' }, { code: 'smtp.4.2.1' }])
    t.equal((await send('abandonments', 'mail.password-reset', 'smtp.auth')).statusCode, 303)
    const ended = db.selectFrom('jobs').select('code').where('finished_at', 'is not', null)
    t.same(await ended.execute(), [{ code: 'abandoned' }])
    const events = await db
      .selectFrom('audit_events')
      .select(['act', 'detail'])
      .where('subject', '=', 'job')
      .execute()
    t.match(events.map(one => [one.act, one.detail.count]).sort(), [
      ['job.abandonments', 1],
      ['job.retries', 2],
    ])
    t.equal((await unisson.app.inject({ url: '/manage/audit', headers: maud.headers })).statusCode, 200)
  })

  await t.test('what was given up can be tried again', async t => {
    await db.deleteFrom('jobs').execute()
    await db
      .insertInto('jobs')
      .values(failing('gave-up.smtp.econnection', { finished_at: new Date(), attempts: 16 }))
      .execute()
    t.match(await read(), 'Abandonné après 16 essais')
    await send('retries', 'mail.password-reset', 'gave-up.smtp.econnection')
    t.match(await db.selectFrom('jobs').selectAll().execute(), [{ finished_at: null, attempts: 0 }])
  })

  await t.test('says that no worker comes, not that much is left to do', async t => {
    await db.deleteFrom('jobs').execute()
    const hourAgo = new Date(Date.now() - 3_600_000)
    await db
      .insertInto('jobs')
      .values(failing(null, { run_at: hourAgo }))
      .execute()
    t.match(await read(), /Un envoi est prêt depuis 60.minutes/)
    await db.insertInto('schedules').values({ name: 'freezing', ran_at: new Date() }).execute()
    t.notMatch(await read(), 'Le travail n’avance plus', 'a worker was here: the queue is long')
    await db.updateTable('schedules').set({ ran_at: hourAgo }).execute()
    t.match(await read(), 'Le travail n’avance plus')
  })

  await t.test('words that are no kind and no code change nothing', async t => {
    const before = await db.selectFrom('jobs').selectAll().execute()
    t.equal((await send('retries', "'; drop table jobs; --", 'x')).statusCode, 409)
    t.equal((await send('abandonments', 'mail.password-reset', 'gave-up.other')).statusCode, 303)
    t.same(await db.selectFrom('jobs').selectAll().execute(), before)
  })
})

t.test('without a mail server the status page says in red that no mail leaves', async t => {
  const unisson = await openUnisson(t, { SMTP_URL: '' })
  const maud = await signIn(unisson, 'administrator')
  const { body } = await unisson.app.inject({ url: '/manage/status', headers: maud.headers })
  t.match(body, /notice-bad[\s\S]*Aucun message ne part/)
})

t.test('the code of a job says why it waits', async t => {
  t.same(reasonOf(null), { word: 'new', status: '' })
  t.same(reasonOf('smtp.451'), { word: 'asked', status: '451' })
  t.same(reasonOf('smtp.econnection'), { word: 'silent', status: '' })
  t.same(reasonOf('gave-up.failed'), { word: 'failed', status: '' })
  t.same(reasonOf('paced'), { word: 'paced', status: '' })
})
