import t from 'tap'
import { accountSchedules } from '../../src/accounts/jobs.ts'
import { auditSchedule } from '../../src/audit/jobs.ts'
import { post, signIn } from '../support/officers.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

async function runAll(unisson: Unisson) {
  const { db } = unisson.vault
  for (const { run } of [...accountSchedules, auditSchedule])
    await db.transaction().execute(trx => run(trx, unisson.app.log))
}

t.test('who was invited and never came is forgotten after a month; who came stays', async t => {
  const unisson = await openUnisson(t)
  const { db } = unisson.vault
  const maud = await signIn(unisson, 'administrator')
  const invite = (name: string) =>
    post(
      unisson,
      '/manage/accounts',
      { name, email: `${name}@unisson.example`, locale: 'fr', role: 'administrator' },
      maud.cookie,
    )
  await invite('lucas')
  await invite('gerald')
  const again = (await invite('ines')).headers.location ?? ''
  await db
    .updateTable('accounts')
    .set({ created_at: daysAgo(31) })
    .execute()
  await db
    .updateTable('account_links')
    .set({ created_at: daysAgo(31) })
    .execute()
  await post(unisson, `${again}/invitation`, {}, maud.cookie)
  await runAll(unisson)
  const left = await db.selectFrom('accounts').select('id').execute()
  t.same(new Set(left.map(({ id }) => id)), new Set([maud.account_id, again.split('/').at(-1)]))
})

t.test('an invitation not a month old waits', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const fields = { name: 'Lucas', email: 'lucas@unisson.example', locale: 'fr', role: 'administrator' }
  await post(unisson, '/manage/accounts', fields, maud.cookie)
  await unisson.vault.db
    .updateTable('accounts')
    .set({ created_at: daysAgo(29) })
    .execute()
  await unisson.vault.db
    .updateTable('account_links')
    .set({ created_at: daysAgo(29) })
    .execute()
  await runAll(unisson)
  t.equal((await unisson.vault.db.selectFrom('accounts').select('id').execute()).length, 2)
})

t.test('sessions that ended are forgotten, and the log after twelve months', async t => {
  const unisson = await openUnisson(t)
  const { db } = unisson.vault
  await signIn(unisson, 'section-leader')
  const maud = await signIn(unisson, 'administrator')
  await db
    .updateTable('sessions')
    .set({ expires_at: daysAgo(1) })
    .where('account_id', '!=', maud.account_id)
    .execute()
  await db
    .updateTable('audit_events')
    .set({ created_at: daysAgo(367) })
    .where('act', '=', 'account.set-up')
    .execute()
  await db
    .updateTable('audit_events')
    .set({ created_at: daysAgo(364) })
    .where('act', '!=', 'account.set-up')
    .execute()
  await runAll(unisson)
  const sessions = await db.selectFrom('sessions').select('account_id').execute()
  t.same(sessions, [{ account_id: maud.account_id }])
  const acts = await db.selectFrom('audit_events').select('act').execute()
  t.ok(acts.length > 0)
  t.notOk(acts.some(({ act }) => act === 'account.set-up'))
})
