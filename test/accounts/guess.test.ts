import { mock } from 'node:test'
import t from 'tap'
import { Limit } from '../../src/http/limit.ts'
import { codeOf, cookieOf, knock, post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

t.test('guessing at one address is slowed, with a time to wait, and other colleagues come in', async t => {
  const unisson = await openUnisson(t)
  const samira = await signIn(unisson, 'section-leader', { factor: false })
  const ines = await signIn(unisson, 'section-leader', { factor: false, name: 'Inès' })
  let tries = 0
  let answer = await post(unisson, '/sign-in', { email: samira.email, password: 'un essai de plus' })
  while (answer.statusCode === 422 && tries < 100) {
    answer = await post(unisson, '/sign-in', { email: samira.email, password: 'un essai de plus' })
    tries += 1
  }
  t.equal(answer.statusCode, 429)
  t.ok(tries < 40, `${tries} tries`)
  const wait = Number(answer.headers['retry-after'])
  t.ok(wait > 0 && wait <= 60, `${wait} s`)
  t.match(answer.body, `value="${samira.email}"`, 'the form is kept')
  t.equal((await knock(unisson, samira)).statusCode, 429, 'the right password waits too')
  t.equal((await knock(unisson, ines)).statusCode, 303)
})

t.test('a colleague whose tries a stranger used up comes in by mail', async t => {
  const unisson = await openUnisson(t)
  const { email } = await signIn(unisson, 'section-leader', { factor: false })
  for (let tries = 0; tries < 25; tries += 1) {
    await post(unisson, '/sign-in', { email, password: 'un essai de plus' })
  }
  await post(unisson, '/password-resets', { email })
  await unisson.work()
  const link = unisson.mailbox.link(email, '')
  const reset = await post(unisson, link, { password: 'cinq tabourets jaunes' })
  t.equal(reset.statusCode, 303)
  const page = await unisson.app.inject({ url: '/account', headers: { cookie: cookieOf(reset) } })
  t.equal(page.statusCode, 200)
})

t.test('guessing at codes is slowed; a recovery code still opens', async t => {
  const unisson = await openUnisson(t)
  const { email, password, cookie, secret = '' } = await signIn(unisson, 'section-leader')
  const renewed = await post(unisson, '/account/recovery-codes', {}, cookie)
  const recovery = /<li>([0-9a-z-]{11})</.exec(renewed.body)?.[1] ?? ''
  const half = cookieOf(await post(unisson, '/sign-in', { email, password }))
  const wrong = codeOf(secret, 40)
  const answers: number[] = []
  for (let tries = 0; tries < 8; tries += 1) {
    answers.push((await post(unisson, '/account/second-factor', { factor_code: wrong }, half)).statusCode)
  }
  t.same(answers, [422, 422, 422, 422, 422, 422, 429, 429])
  t.equal(
    (await post(unisson, '/account/second-factor', { factor_code: codeOf(secret) }, half)).statusCode,
    429,
  )
  t.equal((await post(unisson, '/account/second-factor', { factor_code: recovery }, half)).statusCode, 303)
})

t.test('a limit lets a burst through, then a steady pace', async t => {
  mock.timers.enable({ apis: ['Date'], now: 1e12 })
  t.teardown(() => mock.timers.reset())
  const limit = new Limit(3, 10)
  t.same(
    [1, 2, 3, 4].map(() => limit.take('a')),
    [0, 0, 0, 10],
  )
  t.equal(limit.take('b'), 0, 'each key for itself')
  mock.timers.tick(10_000)
  t.same([limit.take('a'), limit.take('a')], [0, 10])
  limit.restore('a')
  t.equal(limit.take('a'), 0)
})

t.test('P7 a network address is stored nowhere', async t => {
  const unisson = await openUnisson(t)
  const { db } = unisson.vault
  await signIn(unisson, 'section-leader')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const payload = 'email=samira%40unisson.example&password=un+essai+de+plus'
  const remoteAddress = '203.0.113.77'
  await unisson.app.inject({ method: 'POST', url: '/sign-in', headers, payload, remoteAddress })
  await unisson.app.inject({ method: 'POST', url: '/password-resets', headers, payload, remoteAddress })
  for (const table of ['sessions', 'account_links', 'audit_events', 'jobs', 'accounts'] as const) {
    t.notMatch(JSON.stringify(await db.selectFrom(table).selectAll().execute()), remoteAddress, table)
  }
  t.notMatch(unisson.logged.join(''), remoteAddress)
})
