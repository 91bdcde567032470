import t from 'tap'
import { cookieOf, headersOf, type Officer, post, signIn } from '../support/officers.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

const password = 'cinq tabourets jaunes'

/** Two regions with a section each, and a federation. */
async function layOut({ vault: { db } }: Unisson) {
  const region = (name: string) =>
    db.insertInto('regions').values({ name }).returning('id').executeTakeFirstOrThrow()
  const section = (name: string, region_id: string) =>
    db.insertInto('sections').values({ name, region_id }).returning('id').executeTakeFirstOrThrow()
  const [north, south] = [await region('Hauts-de-France'), await region('Provence')]
  return {
    north: north.id,
    south: south.id,
    dourges: (await section('Plateforme de Dourges', north.id)).id,
    roubaix: (await section('Relation clients de Roubaix', north.id)).id,
    grasse: (await section('Parfumerie de Grasse', south.id)).id,
  }
}

const invite = (unisson: Unisson, by: Officer, fields: Record<string, string | string[]>) =>
  post(
    unisson,
    '/manage/accounts',
    { name: 'Inès', email: 'ines@unisson.example', locale: 'fr', ...fields },
    by.cookie,
  )

t.test('the mailed invitation lets in once, within seven days', async t => {
  const unisson = await openUnisson(t)
  const { dourges } = await layOut(unisson)
  const maud = await signIn(unisson, 'administrator')
  const invited = await invite(unisson, maud, { role: 'section-leader', section_ids: dourges })
  t.equal(invited.statusCode, 303)
  await unisson.work()
  const link = unisson.mailbox.link('ines@unisson.example', '/acceptance')
  const page = await unisson.app.inject(link)
  t.match(page.body, 'Inès')
  const { db } = unisson.vault
  await db
    .updateTable('account_links')
    .set({ created_at: new Date(Date.now() - 7.01 * 86_400_000) })
    .execute()
  t.equal((await post(unisson, link, { password })).statusCode, 410)
  await post(unisson, `${invited.headers.location}/invitation`, {}, maud.cookie)
  await unisson.work()
  const again = unisson.mailbox.link('ines@unisson.example', '/acceptance')
  t.not(again, link)
  const entered = await post(unisson, again, { password })
  t.equal(entered.headers.location, '/account/second-factor')
  t.equal(
    (await unisson.app.inject({ url: '/account', headers: headersOf(cookieOf(entered)) })).statusCode,
    200,
  )
  t.equal((await post(unisson, again, { password })).statusCode, 410)
})

t.test('an invitation is in the language of who is invited, under a neutral subject', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  await invite(unisson, maud, { role: 'administrator', locale: 'en' })
  await unisson.work()
  const [mail] = unisson.mailbox.to('ines@unisson.example')
  t.match(unisson.mailbox.link('ines@unisson.example', '/acceptance'), /^\/en\/account-invitations\//)
  t.notMatch(mail?.subject, /union|petition|strike/i)
})

t.test('each invites at or below their level, and within their own scope', async t => {
  const unisson = await openUnisson(t)
  const { north, south, dourges, roubaix, grasse } = await layOut(unisson)
  const nathalie = await signIn(unisson, 'regional-officer', { region_id: north })
  const samira = await signIn(unisson, 'section-leader', { section_ids: [dourges] })
  const kader = await signIn(unisson, 'federation-officer')
  const refused: [Officer, Record<string, string | string[]>][] = [
    [nathalie, { role: 'administrator' }],
    [nathalie, { role: 'federation-officer' }],
    [nathalie, { role: 'regional-officer', region_id: south }],
    [nathalie, { role: 'section-leader', section_ids: grasse }],
    [nathalie, { role: 'section-leader', section_ids: [dourges, grasse] }],
    [samira, { role: 'regional-officer', region_id: north }],
    [samira, { role: 'section-leader', section_ids: roubaix }],
    [samira, { role: 'section-leader' }],
    [kader, { role: 'section-leader', section_ids: dourges }],
    [kader, { role: '__proto__' }],
  ]
  for (const [by, fields] of refused) {
    t.equal((await invite(unisson, by, fields)).statusCode, 422, JSON.stringify(fields))
  }
  const known = await unisson.vault.db.selectFrom('accounts').select('id').execute()
  t.equal(known.length, 4, 'nobody was invited')
  const allowed: [Officer, Record<string, string | string[]>][] = [
    [nathalie, { role: 'regional-officer', region_id: north }],
    [nathalie, { role: 'section-leader', section_ids: [dourges, roubaix] }],
    [samira, { role: 'section-leader', section_ids: dourges }],
  ]
  for (const [index, [by, fields]] of allowed.entries()) {
    const answer = await invite(unisson, by, { ...fields, email: `invite-${index}@unisson.example` })
    t.equal(answer.statusCode, 303, JSON.stringify(fields))
  }
})

t.test('what was typed is still there, and an address has one account', async t => {
  const unisson = await openUnisson(t)
  const { dourges } = await layOut(unisson)
  const maud = await signIn(unisson, 'administrator')
  const bad = await invite(unisson, maud, {
    role: 'section-leader',
    section_ids: dourges,
    email: 'ines.unisson',
  })
  t.equal(bad.statusCode, 422)
  t.match(bad.body, 'value="ines.unisson"')
  t.match(bad.body, new RegExp(`value="${dourges}" checked`))
  t.equal((await invite(unisson, maud, { role: 'administrator' })).statusCode, 303)
  t.equal(
    (await invite(unisson, maud, { role: 'administrator', email: 'INES@unisson.example' })).statusCode,
    422,
  )
})

t.test('an invitation withdrawn erases whom it named', async t => {
  const unisson = await openUnisson(t)
  const { dourges } = await layOut(unisson)
  const samira = await signIn(unisson, 'section-leader', { section_ids: [dourges] })
  const invited = await invite(unisson, samira, { role: 'section-leader', section_ids: dourges })
  await unisson.work()
  const link = unisson.mailbox.link('ines@unisson.example', '/acceptance')
  const withdrawn = await post(unisson, `${invited.headers.location}/closure`, {}, samira.cookie)
  t.equal(withdrawn.headers.location, '/manage/accounts')
  t.equal((await post(unisson, link, { password })).statusCode, 410)
  const rows = await unisson.vault.db.selectFrom('accounts').select('id').execute()
  t.notOk(rows.some(({ id }) => invited.headers.location?.endsWith(id)))
})

t.test('without a mail server the page shows the link, to those only who may pass it on', async t => {
  const unisson = await openUnisson(t, { SMTP_URL: '' })
  const { dourges } = await layOut(unisson)
  const maud = await signIn(unisson, 'administrator')
  const samira = await signIn(unisson, 'section-leader', { section_ids: [dourges] })
  const { headers } = await invite(unisson, maud, { role: 'section-leader', section_ids: dourges })
  const url = headers.location ?? ''
  const link = /http:\/\/unisson\.example(\/account-invitations\/[^<\s"]+)/
  const shown = await unisson.app.inject({ url, headers: maud.headers })
  const path = link.exec(shown.body)?.[1] ?? ''
  t.equal((await post(unisson, path, { password })).statusCode, 303)
  const other = await invite(unisson, maud, {
    role: 'section-leader',
    section_ids: dourges,
    email: 'teddy@unisson.example',
  })
  const seen = await unisson.app.inject({ url: other.headers.location ?? '', headers: samira.headers })
  t.equal(seen.statusCode, 200)
  t.notMatch(seen.body, link)
})
