import t from 'tap'
import { cookieOf, headersOf, knock, post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const withoutWords = (body: string) => body.replace(/value="[^"]*@[^"]*"/g, '')

t.test('an officer of each role comes in, and goes', async t => {
  const unisson = await openUnisson(t)
  for (const role of ['administrator', 'regional-officer', 'federation-officer', 'section-leader'] as const) {
    const { cookie, headers } = await signIn(unisson, role, { name: 'Bruno' })
    const open = () => unisson.app.inject({ url: '/account', headers })
    t.equal((await open()).statusCode, 200, role)
    t.equal((await post(unisson, '/sign-out', {}, cookie)).statusCode, 303)
    t.equal((await open()).headers.location, '/sign-in?next=%2Faccount', 'the session is over')
  }
})

t.test('a wrong password and an unknown address get the same page', async t => {
  const unisson = await openUnisson(t)
  const { email } = await signIn(unisson, 'section-leader')
  const wrong = await post(unisson, '/sign-in', { email, password: 'pas celui-là du tout' })
  const unknown = await post(unisson, '/sign-in', {
    email: 'nul@unisson.example',
    password: 'pas celui-là du tout',
  })
  t.equal(wrong.statusCode, 422)
  t.equal(unknown.statusCode, 422)
  t.equal(withoutWords(wrong.body), withoutWords(unknown.body))
  t.match(wrong.body, `value="${email}"`, 'what was typed is still there')
  t.notMatch(wrong.body, 'pas celui-là', 'but the password')
  t.same(wrong.cookies, [])
})

t.test('a wrong password and an unknown address take the same time', async t => {
  const unisson = await openUnisson(t)
  const { email } = await signIn(unisson, 'section-leader')
  const times: Record<string, number[]> = { known: [], unknown: [] }
  for (let turn = 0; turn < 8; turn += 1) {
    for (const [kind, address] of Object.entries({ known: email, unknown: 'nul@unisson.example' })) {
      const start = performance.now()
      await post(unisson, '/sign-in', { email: address, password: 'pas celui-là du tout' })
      times[kind]?.push(performance.now() - start)
    }
  }
  const median = (kind: string) => times[kind]?.sort((a, b) => a - b)[4] ?? 0
  const ratio = median('unknown') / median('known')
  t.ok(ratio > 0.6 && ratio < 1.7, `ratio ${ratio}`)
})

t.test('a closed account and an invitation not yet accepted do not come in', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const { email, password, account_id } = await signIn(unisson, 'section-leader')
  await post(unisson, `/manage/accounts/${account_id}/closure`, {}, maud.cookie)
  t.equal((await post(unisson, '/sign-in', { email, password })).statusCode, 422)
  const invited = { name: 'Teddy', email: 'teddy@unisson.example', locale: 'fr', role: 'administrator' }
  await post(unisson, '/manage/accounts', invited, maud.cookie)
  t.equal(
    (await post(unisson, '/sign-in', { email: invited.email, password: 'nimporte quoi' })).statusCode,
    422,
  )
})

t.test('the cookie is kept from scripts, other sites and other hosts', async t => {
  const plain = await openUnisson(t)
  const maud = await signIn(plain, 'administrator', { name: 'Maud', factor: false })
  const { cookies } = await knock(plain, maud)
  t.match(cookies, [{ name: 'unisson', path: '/', httpOnly: true, sameSite: 'Lax', secure: undefined }])
  t.same(
    Object.keys(cookies[0] ?? {}).filter(name => /expires|maxAge|domain/i.test(name)),
    [],
  )
  const secure = await openUnisson(t, { PUBLIC_URL: 'https://unisson.example' })
  const nathalie = await signIn(secure, 'administrator', { name: 'Nathalie', factor: false })
  const { cookies: hosted } = await knock(secure, nathalie)
  t.match(hosted, [{ name: '__Host-unisson', path: '/', httpOnly: true, sameSite: 'Lax', secure: true }])
})

t.test('the table of sessions does not hold what the cookie holds', async t => {
  const unisson = await openUnisson(t)
  const { cookie } = await signIn(unisson, 'administrator')
  const token = cookie.split('=')[1] ?? ''
  const rows = await unisson.vault.db.selectFrom('sessions').selectAll().execute()
  t.equal(rows.length > 0, true)
  for (const { token_hash } of rows) t.notOk(token_hash.includes(Buffer.from(token, 'base64url')))
})

t.test('a session ends after twelve hours', async t => {
  const unisson = await openUnisson(t)
  const { headers, account_id } = await signIn(unisson, 'section-leader')
  const { expires_at } = await unisson.vault.db
    .selectFrom('sessions')
    .select('expires_at')
    .where('account_id', '=', account_id)
    .executeTakeFirstOrThrow()
  t.ok(Math.abs(expires_at.getTime() - Date.now() - 12 * 3_600_000) < 60_000)
  await unisson.vault.db.updateTable('sessions').set({ expires_at: new Date() }).execute()
  t.equal((await unisson.app.inject({ url: '/account', headers })).statusCode, 303)
})

t.test('signing out everywhere ends the sessions of every device, and of nobody else', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const samira = await signIn(unisson, 'section-leader', { factor: false })
  const phone = cookieOf(await knock(unisson, samira))
  await post(unisson, '/account/sessions/closure', {}, samira.cookie)
  for (const cookie of [samira.cookie, phone]) {
    t.equal((await unisson.app.inject({ url: '/account', headers: headersOf(cookie) })).statusCode, 303)
  }
  t.equal((await unisson.app.inject({ url: '/account', headers: maud.headers })).statusCode, 200)
})

t.test('after signing in one goes on to where one was going, on this site only', async t => {
  const unisson = await openUnisson(t)
  const { email, password } = await signIn(unisson, 'section-leader', { factor: false })
  const go = async (next: string, url = '/sign-in') =>
    (await post(unisson, url, { email, password, next })).headers.location
  t.equal(await go('/manage/accounts?page=2'), '/manage/accounts?page=2')
  t.equal(await go('/manage/accounts', '/en/sign-in'), '/en/manage/accounts')
  const evil = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/.//evil.example',
    '/\t/evil.example',
  ]
  evil.push(
    'javascript:alert(1)',
    'evil',
    '/a\r\nset-cookie: x=y',
    '/en//evil.example',
    '/%2F/../..//evil.example',
  )
  for (const next of evil) t.equal(await go(next), '/manage', JSON.stringify(next))
  const page = await unisson.app.inject('/sign-in?next=//evil.example&next=/x')
  t.match(page.body, 'name="next" value=""')
})

t.test('a page of another site signs nobody in', async t => {
  const unisson = await openUnisson(t)
  const { email, password } = await signIn(unisson, 'section-leader')
  const payload = new URLSearchParams({ email, password }).toString()
  for (const sign of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    const headers = { ...sign, 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await unisson.app.inject({ method: 'POST', url: '/sign-in', headers, payload })
    t.equal(answer.statusCode, 403)
    t.same(answer.cookies, [])
  }
})
