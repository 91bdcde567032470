import t from 'tap'
import { fitsPassword, hashPassword, newPassword } from '../../src/accounts/password.ts'
import { DataKey } from '../../src/seal/data-key.ts'
import { cookieOf, headersOf, knock, post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const chosen = 'cinq tabourets jaunes'

t.test('a reset answers the same for every address, and mails only those who have an account', async t => {
  const unisson = await openUnisson(t)
  const emails: string[] = []
  for (const name of ['Samira', 'Teddy', 'Zoé'])
    emails.push((await signIn(unisson, 'section-leader', { name, factor: false })).email)
  const [email = ''] = emails
  const timed = async (address: string) => {
    const start = performance.now()
    const { body, statusCode } = await post(unisson, '/password-resets', { email: address })
    return { statusCode, body: body.replaceAll(address, ''), time: performance.now() - start }
  }
  const pairs = []
  for (const known of emails) pairs.push({ known: await timed(known), unknown: await timed(`nul.${known}`) })
  const [{ known, unknown }] = pairs as [(typeof pairs)[0]]
  t.equal(known.statusCode, 200)
  t.same([known.statusCode, known.body], [unknown.statusCode, unknown.body])
  // What is slow, hashing or mailing, would slow every one of them.
  const nearest = Math.min(...pairs.map(pair => Math.abs(pair.known.time - pair.unknown.time)))
  t.ok(nearest < 150, `${nearest} ms apart`)
  await unisson.work()
  t.equal(unisson.mailbox.to(`nul.${email}`).length, 0)
  for (const known of emails) t.equal(unisson.mailbox.to(known).length, 1)
})

t.test('a reset works once, ends every session and lets in', async t => {
  const unisson = await openUnisson(t)
  const samira = await signIn(unisson, 'section-leader', { factor: false })
  await post(unisson, '/password-resets', { email: samira.email })
  await unisson.work()
  const link = unisson.mailbox.link(samira.email, '')
  t.equal((await unisson.app.inject(link)).statusCode, 200)
  t.equal((await unisson.app.inject(link)).statusCode, 200, 'looking spends nothing')
  const short = await post(unisson, link, { password: 'court' })
  t.equal(short.statusCode, 422)
  const reset = await post(unisson, link, { password: chosen })
  t.equal(reset.headers.location, '/manage')
  t.equal((await post(unisson, link, { password: 'encore un autre choix' })).statusCode, 410)
  t.equal((await unisson.app.inject(link)).statusCode, 410)
  t.equal((await unisson.app.inject({ url: '/account', headers: samira.headers })).statusCode, 303)
  const page = await unisson.app.inject({ url: '/account', headers: headersOf(cookieOf(reset)) })
  t.equal(page.statusCode, 200)
  t.equal((await knock(unisson, samira)).statusCode, 422)
  t.equal((await knock(unisson, { ...samira, password: chosen })).statusCode, 303)
  const acts = await unisson.vault.db.selectFrom('audit_events').select(['act', 'account_id']).execute()
  t.ok(
    acts.some(({ act, account_id }) => act === 'account.password.reset' && account_id === samira.account_id),
  )
})

t.test('two who spend one reset at the same time: one does', async t => {
  const unisson = await openUnisson(t)
  const { email } = await signIn(unisson, 'section-leader', { factor: false })
  await post(unisson, '/password-resets', { email })
  await unisson.work()
  const link = unisson.mailbox.link(email, '')
  const both = await Promise.all(
    [chosen, `${chosen} et bleus`].map(password => post(unisson, link, { password })),
  )
  t.same(both.map(answer => answer.statusCode).sort(), [303, 410])
})

t.test('a reset is good for an hour, and a newer one takes its place', async t => {
  const unisson = await openUnisson(t)
  const { email } = await signIn(unisson, 'section-leader', { factor: false })
  const ask = async () => {
    await post(unisson, '/password-resets', { email })
    await unisson.work()
    return unisson.mailbox.link(email, '')
  }
  const first = await ask()
  const second = await ask()
  t.equal((await unisson.app.inject(first)).statusCode, 410)
  t.equal((await unisson.app.inject(second)).statusCode, 200)
  await unisson.vault.db
    .updateTable('account_links')
    .set({ created_at: new Date(Date.now() - 61 * 60_000) })
    .execute()
  t.equal((await post(unisson, second, { password: chosen })).statusCode, 410)
  t.equal((await unisson.app.inject(`${second}x`)).statusCode, 410, 'nor one that was tampered with')
})

t.test('at most three reset mails an hour reach a colleague', async t => {
  const unisson = await openUnisson(t)
  const { email } = await signIn(unisson, 'section-leader', { factor: false })
  await unisson.work()
  const before = unisson.mailbox.to(email).length
  for (let asked = 0; asked < 5; asked += 1) {
    t.equal((await post(unisson, '/password-resets', { email })).statusCode, 200)
    await unisson.work()
  }
  t.equal(unisson.mailbox.to(email).length - before, 3)
})

t.test('a second factor is still owed after a reset', async t => {
  const unisson = await openUnisson(t)
  const { email } = await signIn(unisson, 'section-leader')
  await post(unisson, '/password-resets', { email })
  await unisson.work()
  const reset = await post(unisson, unisson.mailbox.link(email, ''), { password: chosen })
  t.equal(reset.headers.location, '/account/second-factor')
  const page = await unisson.app.inject({ url: '/account', headers: headersOf(cookieOf(reset)) })
  t.equal(page.statusCode, 303)
})

t.test('changing the password asks for the present one and ends the other sessions', async t => {
  const unisson = await openUnisson(t)
  const samira = await signIn(unisson, 'section-leader', { factor: false })
  const phone = cookieOf(await knock(unisson, samira))
  const change = (current: string) =>
    post(unisson, '/account/password', { current, password: chosen }, samira.cookie)
  t.equal((await change('autre chose de faux')).statusCode, 422)
  const changed = await change(samira.password)
  t.equal(changed.statusCode, 303)
  const open = async (cookie: string) =>
    (await unisson.app.inject({ url: '/account', headers: headersOf(cookie) })).statusCode
  t.same([await open(samira.cookie), await open(phone), await open(cookieOf(changed))], [303, 303, 200])
})

t.test('a password is long and more than a usual word', async t => {
  const fault = (typed: string) => {
    const reading = newPassword(typed, () => [])
    return 'fault' in reading ? reading.fault : undefined
  }
  t.equal(fault(''), 'empty')
  t.equal(fault('onze signes'), 'short')
  t.equal(fault('é'.repeat(11)), 'short', 'counted as letters, not bytes')
  t.equal(fault('x'.repeat(201)), 'long')
  for (const weak of ['aaaaaaaaaaaaaa', 'motdepasse2026', 'Azertyuiop123', 'password1234', '123456789012']) {
    t.equal(fault(weak), 'simple', weak)
  }
  for (const fine of ['quatre chaises bleues', 'Zd7#pfTq!92x', 'мой длинный пароль'])
    t.equal(fault(fine), undefined, fine)
})

t.test('a password is kept as argon2id of 19 MiB, and opens under its own key only', async t => {
  const key = new DataKey('3d4be2e9-6d27-4f9e-8f6f-0c4a2f5a5c11', 'accounts', Buffer.alloc(32, 1))
  const other = new DataKey('3d4be2e9-6d27-4f9e-8f6f-0c4a2f5a5c12', 'accounts', Buffer.alloc(32, 2))
  const hash = await hashPassword(key, chosen)
  t.match(hash, /^\$argon2id\$v=19\$m=19456,p=1,t=2\$/)
  t.equal(await fitsPassword(key, hash, chosen), true)
  t.equal(await fitsPassword(key, hash, `${chosen}.`), false)
  t.equal(await fitsPassword(other, hash, chosen), false)
  for (const none of [null, undefined]) t.equal(await fitsPassword(key, none, chosen), false)
})
