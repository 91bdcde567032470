import t from 'tap'
import { setUpPath } from '../../src/accounts/set-up.ts'
import { cookieOf, giveFactor, headersOf, post } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const fields = {
  union_name: 'Confluence',
  name: 'Maud',
  email: 'maud@unisson.example',
  password: 'cinq tabourets jaunes',
}

t.test('the set-up link makes the first administrator, once', async t => {
  const unisson = await openUnisson(t)
  const { app, vault, ring } = unisson
  const url = (await setUpPath(vault.db, ring)) ?? ''
  t.equal((await app.inject(url)).statusCode, 200)
  const done = await post(unisson, url, fields)
  t.equal(done.headers.location, '/account/second-factor')
  const { cookie } = await giveFactor(unisson, cookieOf(done))
  const accounts = await app.inject({ url: '/manage/accounts', headers: headersOf(cookie) })
  t.match(accounts.body, 'maud@unisson.example')
  t.match(accounts.body, 'Confluence')
  t.equal(await setUpPath(vault.db, ring), undefined)
  t.equal((await app.inject(url)).statusCode, 404)
  t.equal((await post(unisson, url, { ...fields, email: 'eve@unisson.example' })).statusCode, 404)
})

t.test('two who set up at the same time: one does', async t => {
  const unisson = await openUnisson(t)
  const url = (await setUpPath(unisson.vault.db, unisson.ring)) ?? ''
  const both = await Promise.all(
    ['maud', 'lucas'].map(name => post(unisson, url, { ...fields, email: `${name}@unisson.example` })),
  )
  t.same(both.map(answer => answer.statusCode).sort(), [303, 404])
})

t.test('another link sets nothing up', async t => {
  const unisson = await openUnisson(t)
  const url = (await setUpPath(unisson.vault.db, unisson.ring)) ?? ''
  for (const forged of ['/set-up/', '/set-up/x', `${url}A`, url.slice(0, -1), `/set-up/${'A'.repeat(43)}`]) {
    t.equal((await unisson.app.inject(forged)).statusCode, 404, forged)
    t.equal((await post(unisson, forged, fields)).statusCode, 404, forged)
  }
})

t.test('what cannot be is said beside its field, and nothing is stored', async t => {
  const unisson = await openUnisson(t)
  const url = (await setUpPath(unisson.vault.db, unisson.ring)) ?? ''
  const bad = [
    { name: '' },
    { name: '=cmd()' },
    { name: 'Maud\u202e' },
    { email: 'maud' },
    { email: 'maud@unisson.example\r\nbcc: x@evil.example' },
    { password: 'court' },
    { union_name: '' },
    { union_name: 'x'.repeat(101) },
  ]
  for (const wrong of bad) {
    const answer = await post(unisson, url, { ...fields, ...wrong })
    t.equal(answer.statusCode, 422, JSON.stringify(wrong))
    t.match(answer.body, 'class="fault"')
    t.match(answer.body, `id="${Object.keys(wrong)[0]}-fault"`)
  }
  t.same(await unisson.vault.db.selectFrom('accounts').select('id').execute(), [])
})

t.test('without a mail server the page says so', async t => {
  const unisson = await openUnisson(t, { SMTP_URL: '' })
  const url = (await setUpPath(unisson.vault.db, unisson.ring)) ?? ''
  t.match((await unisson.app.inject(url)).body, 'SMTP_URL')
  const withMail = await openUnisson(t)
  const there = (await setUpPath(withMail.vault.db, withMail.ring)) ?? ''
  t.notMatch((await withMail.app.inject(there)).body, 'SMTP_URL')
})
