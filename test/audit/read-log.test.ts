import t from 'tap'
import { recordEvent } from '../../src/audit/event.ts'
import { post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

t.test('what an officer did is written, with who and about whom', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const samira = await signIn(unisson, 'section-leader')
  await post(unisson, `/manage/accounts/${samira.account_id}/closure`, {}, maud.cookie)
  const { db } = unisson.vault
  const events = await db.selectFrom('audit_events').selectAll().orderBy('created_at').execute()
  t.same(
    events.map(({ act, account_id, subject_id }) => [act, account_id, subject_id]),
    [
      ['account.set-up', maud.account_id, maud.account_id],
      ['account.factor', maud.account_id, null],
      ['account.invitation', maud.account_id, samira.account_id],
      ['account.acceptance', samira.account_id, null],
      ['account.factor', samira.account_id, null],
      ['account.closure', maud.account_id, samira.account_id],
    ],
  )
  const { body } = await unisson.app.inject({ url: '/manage/audit', headers: maud.headers })
  t.match(body, /Compte fermé[\s\S]*Samira/)
})

t.test('an act that fails leaves no event, and reading leaves none either', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const count = async () => (await unisson.vault.db.selectFrom('audit_events').select('id').execute()).length
  const before = await count()
  await post(unisson, `/manage/accounts/${maud.account_id}/closure`, {}, maud.cookie)
  await unisson.app.inject({ url: '/manage/audit', headers: maud.headers })
  t.equal(await count(), before)
})

t.test('a reason is sealed in the table and open to the reader', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const reason = 'Demandée par la préfecture <b>'
  const { db, keys } = unisson.vault
  const event = {
    account_id: maud.account_id,
    act: 'some.act-unheard-of',
    subject: 'nothing-known',
    detail: { count: 3 },
  }
  await recordEvent(db, keys, { ...event, reason })
  t.notMatch(JSON.stringify(await db.selectFrom('audit_events').selectAll().execute()), 'préfecture')
  const { body, statusCode } = await unisson.app.inject({ url: '/manage/audit', headers: maud.headers })
  t.equal(statusCode, 200, 'an act without a word is shown by its code')
  t.match(body, 'some.act-unheard-of')
  t.match(body, 'Demandée par la préfecture &lt;b&gt;')
})

t.test('the log is read page by page, newest first, by act and by account', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const { db, keys } = unisson.vault
  await db.transaction().execute(async trx => {
    for (let number = 1; number <= 120; number += 1) {
      const act = number % 2 ? 'test.odd' : 'test.even'
      await recordEvent(trx, keys, { account_id: null, act, subject: 'nothing', detail: { number } })
    }
  })
  const read = async (url: string) => (await unisson.app.inject({ url, headers: maud.headers })).body
  const numbers = (body: string) => [...body.matchAll(/number (\d+)/g)].map(match => Number(match[1]))
  const seen: number[] = []
  let url: string | undefined = '/manage/audit'
  let pages = 0
  while (url && pages < 9) {
    const body: string = await read(url)
    seen.push(...numbers(body))
    url = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
    pages += 1
  }
  t.equal(pages, 3)
  t.same(
    seen.toSorted((a, b) => a - b),
    Array.from({ length: 120 }, (_, index) => index + 1),
    'each once',
  )
  const even = numbers(await read('/manage/audit?act=test.even'))
  t.equal(even.length, 50)
  t.ok(even.every(number => number % 2 === 0))
  t.same(numbers(await read(`/manage/audit?account_id=${maud.account_id}`)), [])
  const odd = '/manage/audit?act=%27%3Bdrop&before=x&account_id[]=1&__proto__=2'
  t.equal((await unisson.app.inject({ url: odd, headers: maud.headers })).statusCode, 200)
})

t.test('only administrators read the log', async t => {
  const unisson = await openUnisson(t)
  for (const role of ['regional-officer', 'federation-officer', 'section-leader'] as const) {
    const { headers } = await signIn(unisson, role)
    t.equal((await unisson.app.inject({ url: '/manage/audit', headers })).statusCode, 404, role)
  }
})
