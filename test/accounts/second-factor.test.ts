import t from 'tap'
import { runCommand, settingsOf } from '../support/command.ts'
import { codeOf, cookieOf, giveFactor, headersOf, knock, post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

t.test('whoever has a second factor is not signed in without it', async t => {
  const unisson = await openUnisson(t)
  const { email, password, secret = '' } = await signIn(unisson, 'section-leader')
  const signed = await post(unisson, '/sign-in', { email, password, next: '/account' })
  t.equal(signed.headers.location, '/account/second-factor?next=%2Faccount')
  const half = cookieOf(signed)
  for (const url of ['/account', '/account/password', '/manage/accounts']) {
    const page = await unisson.app.inject({ url, headers: headersOf(half) })
    t.match(page.headers.location, /^\/account\/second-factor/, url)
  }
  t.match(
    (await post(unisson, '/account/second-factor/removal', {}, half)).headers.location,
    /second-factor$/,
  )
  const wrong = await post(
    unisson,
    '/account/second-factor',
    { factor_code: codeOf(secret, 20), next: '/account' },
    half,
  )
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, 'value="/account"')
  const given = await post(
    unisson,
    '/account/second-factor',
    { factor_code: codeOf(secret), next: '/account' },
    half,
  )
  t.equal(given.headers.location, '/account')
  const whole = cookieOf(given)
  t.equal((await unisson.app.inject({ url: '/account', headers: headersOf(whole) })).statusCode, 200)
  t.not(whole, half, 'under a new token')
  t.equal((await unisson.app.inject({ url: '/account', headers: headersOf(half) })).statusCode, 303)
})

t.test('a code works once, even for two at the same time', async t => {
  const unisson = await openUnisson(t)
  const { email, password, secret = '' } = await signIn(unisson, 'section-leader')
  const enter = async () => cookieOf(await post(unisson, '/sign-in', { email, password }))
  const [one, other, third] = [await enter(), await enter(), await enter()]
  const code = codeOf(secret)
  const give = (cookie: string, given: string) =>
    post(unisson, '/account/second-factor', { factor_code: given }, cookie)
  const answers = await Promise.all([give(one, code), give(other, code)])
  t.same(answers.map(answer => answer.statusCode).sort(), [303, 422])
  t.equal((await give(third, code)).statusCode, 422)
  t.equal((await give(third, codeOf(secret, -1))).statusCode, 422, 'nor one from before')
  t.equal((await give(third, codeOf(secret, 1))).statusCode, 303, 'the next one does')
})

t.test('a recovery code opens once, however it is typed', async t => {
  const unisson = await openUnisson(t)
  const { email, password, cookie, account_id } = await signIn(unisson, 'section-leader')
  const shown = await post(unisson, '/account/recovery-codes', {}, cookie)
  const codes = [...shown.body.matchAll(/<li>([0-9a-z]{5}-[0-9a-z]{5})<\/li>/g)].map(
    match => match[1] as string,
  )
  t.equal(new Set(codes).size, 10)
  for (const code of codes) t.match(shown.body, encodeURIComponent(code), 'in the file to keep')
  const enter = async () => cookieOf(await post(unisson, '/sign-in', { email, password }))
  const [one, other] = [await enter(), await enter()]
  const [first = '', second = ''] = codes
  const typed = ` ${first.toUpperCase().replaceAll('0', 'O').replaceAll('1', 'l').replace('-', ' ')} `
  t.equal((await post(unisson, '/account/second-factor', { factor_code: typed }, one)).statusCode, 303)
  t.equal((await post(unisson, '/account/second-factor', { factor_code: first }, other)).statusCode, 422)
  const stored = await unisson.vault.db.selectFrom('recovery_codes').selectAll().execute()
  t.equal(stored.filter(row => row.account_id === account_id).length, 9)
  t.notMatch(JSON.stringify(stored), second.replace('-', ''), 'kept as hashes')
})

t.test('new recovery codes end the old ones', async t => {
  const unisson = await openUnisson(t)
  const { email, password, cookie } = await signIn(unisson, 'section-leader')
  const before = /<li>([0-9a-z-]{11})</.exec(
    (await post(unisson, '/account/recovery-codes', {}, cookie)).body,
  )
  await post(unisson, '/account/recovery-codes', {}, cookie)
  const half = cookieOf(await post(unisson, '/sign-in', { email, password }))
  t.equal(
    (await post(unisson, '/account/second-factor', { factor_code: before?.[1] ?? '' }, half)).statusCode,
    422,
  )
})

t.test('names open only within half an hour of a second factor', async t => {
  const unisson = await openUnisson(t)
  const { cookie, headers, secret = '' } = await signIn(unisson, 'section-leader')
  const read = (more = headers) => unisson.app.inject({ url: '/manage/accounts?all=1', headers: more })
  t.equal((await read()).statusCode, 200)
  await unisson.vault.db
    .updateTable('sessions')
    .set({ factor_at: new Date(Date.now() - 31 * 60_000) })
    .execute()
  t.equal((await read()).headers.location, '/account/second-factor?next=%2Fmanage%2Faccounts%3Fall%3D1')
  t.equal((await unisson.app.inject({ url: '/account', headers })).statusCode, 200, 'the rest stays open')
  const given = await post(
    unisson,
    '/account/second-factor',
    { factor_code: codeOf(secret), next: '/manage/accounts' },
    cookie,
  )
  t.equal(given.headers.location, '/manage/accounts')
  t.equal((await read(headersOf(cookieOf(given)))).statusCode, 200)
})

t.test('without a second factor names are a reason to set one up', async t => {
  const unisson = await openUnisson(t)
  const { cookie, headers } = await signIn(unisson, 'section-leader', { factor: false })
  const refused = await unisson.app.inject({ url: '/manage/accounts', headers })
  t.match(refused.headers.location, /^\/account\/second-factor/)
  const proven = await giveFactor(unisson, cookie)
  const page = await unisson.app.inject({ url: '/manage/accounts', headers: headersOf(proven.cookie) })
  t.equal(page.statusCode, 200)
})

t.test('a wrong first code keeps the key on the page; a forged key is replaced', async t => {
  const unisson = await openUnisson(t)
  const { cookie } = await signIn(unisson, 'section-leader', { factor: false })
  const read = (body: string) => [
    /factor-secret">([^<]+)</.exec(body)?.[1],
    /name="draft" value="([^"]+)"/.exec(body)?.[1],
  ]
  const page = await unisson.app.inject({ url: '/account/second-factor', headers: headersOf(cookie) })
  const [secret, draft = ''] = read(page.body)
  const wrong = await post(unisson, '/account/second-factor', { factor_code: '000000', draft }, cookie)
  t.equal(wrong.statusCode, 422)
  t.same(read(wrong.body), [secret, draft])
  const forged = await post(
    unisson,
    '/account/second-factor',
    { factor_code: '000000', draft: 'AAAA' },
    cookie,
  )
  t.equal(forged.statusCode, 422)
  t.notMatch(read(forged.body)[0], secret)
})

t.test('an administrator takes away a lost second factor, and the sessions with it', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const samira = await signIn(unisson, 'section-leader')
  await post(unisson, `/manage/accounts/${samira.account_id}/factor-lifting`, {}, maud.cookie)
  t.equal((await unisson.app.inject({ url: '/account', headers: samira.headers })).statusCode, 303)
  t.equal((await knock(unisson, samira)).headers.location, '/manage', 'the password alone opens')
})

t.test('a form sent after half an hour is kept, and goes on with the code', async t => {
  const unisson = await openUnisson(t)
  const { cookie, secret = '' } = await signIn(unisson, 'administrator')
  await unisson.vault.db
    .updateTable('sessions')
    .set({ factor_at: new Date(Date.now() - 31 * 60_000) })
    .execute()
  const fields = {
    name: 'Inès "la nuit"',
    email: 'ines@unisson.example',
    locale: 'fr',
    role: 'administrator',
  }
  const asked = await post(unisson, '/manage/accounts', fields, cookie)
  t.equal(asked.statusCode, 403)
  t.match(asked.body, 'action="/manage/accounts"')
  t.match(asked.body, 'name="email" value="ines@unisson.example"')
  t.match(asked.body, 'value="Inès &quot;la nuit&quot;"')
  const wrong = await post(
    unisson,
    '/manage/accounts',
    { ...fields, factor_code: codeOf(secret, 20) },
    cookie,
  )
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, 'name="email" value="ines@unisson.example"')
  const invited = () =>
    unisson.vault.db.selectFrom('accounts').select('id').where('password_hash', 'is', null).execute()
  t.same(await invited(), [], 'nothing was done yet')
  const done = await post(unisson, '/manage/accounts', { ...fields, factor_code: codeOf(secret) }, cookie)
  t.equal(done.statusCode, 303)
  t.equal((await invited()).length, 1)
  const page = await unisson.app.inject({ url: '/manage/accounts', headers: headersOf(cookieOf(done)) })
  t.equal(page.statusCode, 200)
})

t.test('the command line helps a sole administrator who lost the phone', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const env = await settingsOf(unisson)
  const stranger = await runCommand(['account', 'lift-factor'], env, 'nobody@unisson.example\n')
  t.match(stranger, { code: 1, err: /not-found/ })
  const lifted = await runCommand(['account', 'lift-factor'], env, `${maud.email}\n`)
  t.match(lifted, { code: 0, out: '' }, lifted.err)
  t.equal((await unisson.app.inject({ url: '/account', headers: maud.headers })).statusCode, 303)
  t.equal((await knock(unisson, maud)).headers.location, '/manage')
})
