import t from 'tap'
import { countOf, type OpenPetition, openPetition, posted, pressButton, sign } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, mailbox, vault } = unisson
const { db } = vault
await db.insertInto('employer_domains').values({ domain: 'parfumerie.example' }).execute()

const listRows = ({ id }: OpenPetition) =>
  db.selectFrom('signatures').selectAll().where('petition_id', '=', id).execute()

/** A page without what differs for anybody: the id of the error, the minute of the stamp. */
const bare = (body: string) => body.replace(/name="stamp" value="[^"]*"/g, '')

t.test('the journey: sign, open the mail, press the button, be counted', async t => {
  const petition = await openPetition(unisson)
  const answer = await sign(unisson, petition, { email: 'ines@atelier.example' })
  t.equal(answer.statusCode, 200)
  t.match(answer.body, 'ines@atelier.example')
  t.equal(await countOf(unisson, petition), 0)
  const confirmed = await pressButton(unisson, mailbox.link('ines@atelier.example', '/confirmation'))
  t.equal(confirmed.statusCode, 200)
  t.equal(await countOf(unisson, petition), 1)
})

t.test('the first, the second and the tenth signature of an address get the same answer', async t => {
  const petition = await openPetition(unisson)
  const email = 'karim@atelier.example'
  const first = await sign(unisson, petition, { email })
  await unisson.work()
  const pending = await sign(unisson, petition, { email })
  await unisson.work()
  await pressButton(unisson, mailbox.link(email, '/confirmation'))
  const answers = [pending]
  for (let turn = 0; turn < 8; turn += 1) answers.push(await sign(unisson, petition, { email }))
  for (const { body, statusCode, headers } of answers) {
    t.equal(statusCode, first.statusCode)
    t.equal(bare(body), bare(first.body))
    t.same(Object.keys(headers), Object.keys(first.headers))
  }
  t.equal((await listRows(petition)).length, 1)
})

t.test('the owner of an address that signed gets the truth by mail, and keeps the first words', async t => {
  const petition = await openPetition(unisson)
  const email = 'lena@atelier.example'
  await sign(unisson, petition, { email, name_visibility: 'public', name: 'Léna' })
  await unisson.work()
  await pressButton(unisson, mailbox.link(email, '/confirmation'))
  const [before] = await listRows(petition)
  await sign(unisson, petition, { email, name_visibility: 'public', name: 'Quelqu’un' })
  await unisson.work()
  const [after] = await listRows(petition)
  t.same(after, before)
  t.match(mailbox.to(email).at(-1)?.text, /déjà signé/)
  t.notMatch(mailbox.to(email).at(-1)?.text, /Quelqu’un/)
})

t.test('on a pending signature the newest words stand, and an older page’s button does nothing', async t => {
  const petition = await openPetition(unisson)
  const email = 'omar@atelier.example'
  await sign(unisson, petition, { email, name_visibility: 'public', name: 'Omar' })
  await unisson.work()
  const link = mailbox.link(email, '/confirmation')
  const seen = await app.inject(link)
  await sign(unisson, petition, { email, name_visibility: 'recipient', name: 'Omar B.' })
  const shown = /name="shown" value="([^"]*)"/.exec(seen.body)?.[1] ?? ''
  const answer = await app.inject({ url: link, ...posted({ shown }) })
  t.match(answer.body, 'Omar B.')
  t.equal((await listRows(petition))[0]?.confirmed_on, null)
  await pressButton(unisson, link)
  t.equal((await listRows(petition))[0]?.name_visibility, 'recipient')
  t.not((await listRows(petition))[0]?.confirmed_on, null)
})

t.test('no name is kept of those who are counted only, even when typed', async t => {
  const petition = await openPetition(unisson)
  await sign(unisson, petition, { email: 'rose@atelier.example', name: 'Rose' })
  await unisson.work()
  const confirm = await app.inject(mailbox.link('rose@atelier.example', '/confirmation'))
  t.notMatch(confirm.body, /Rose/)
})

t.test('P2 the same address on two petitions has nothing in common, twice on one gives one row', async t => {
  const petitions = [await openPetition(unisson), await openPetition(unisson)]
  for (const petition of petitions) await sign(unisson, petition, { email: 'same.person@gmail.com' })
  const [one, other] = await Promise.all(petitions.map(listRows))
  t.not(one?.[0]?.id, other?.[0]?.id)
  t.notOk(one?.[0]?.sealed.equals(other?.[0]?.sealed as Buffer))
  await sign(unisson, petitions[0] as OpenPetition, { email: 'SamePerson+union@googlemail.com' })
  t.equal((await listRows(petitions[0] as OpenPetition)).length, 1)
})

t.test('P8 without consent nothing is kept, and what was typed is still there', async t => {
  const petition = await openPetition(unisson)
  const answer = await app.inject({
    url: `${petition.path}/signatures`,
    ...posted({ email: 'zoe@atelier.example', name_visibility: 'counted' }),
  })
  t.equal(answer.statusCode, 422)
  t.match(answer.body, 'zoe@atelier.example')
  t.same(await listRows(petition), [])
})

t.test('a mistyped provider is pointed out, without a script', async t => {
  const petition = await openPetition(unisson)
  const answer = await sign(unisson, petition, { email: 'ines@gmial.com', news: 'yes' })
  t.match(answer.body, 'name="email" value="ines@gmail.com"')
  t.match(answer.body, 'name="news" value="yes"')
})

t.test('an employer’s address is signed with, and warned about on both pages', async t => {
  const petition = await openPetition(unisson)
  const email = 'ines@grasse.parfumerie.example'
  const answer = await sign(unisson, petition, { email })
  t.match(answer.body, 'semble être celle du travail')
  await unisson.work()
  const page = await app.inject(mailbox.link(email, '/confirmation'))
  t.match(page.body, 'semble être celle du travail')
  const [mail] = mailbox.to(email)
  t.notMatch(`${mail?.subject} ${mail?.from?.text}`, /pétition|syndicat|signature/i)
})

t.test('a field that nobody sees, filled in: the same page, nothing kept, no mail', async t => {
  const petition = await openPetition(unisson)
  const person = await sign(unisson, petition, { email: 'nina@atelier.example' })
  const email = 'robot@atelier.example'
  const robot = await sign(unisson, petition, { email, website: 'https://spam.example' })
  const [one, other] = [person, robot].map(({ body }) => bare(body).replace(/\w+@atelier/g, '@'))
  t.equal(other, one)
  await unisson.work()
  t.same(mailbox.to(email), [])
  t.equal((await listRows(petition)).length, 1)
})

t.test('the version of the text that was on the page is the one that is signed', async t => {
  const petition = await openPetition(unisson)
  const [old] = await db
    .selectFrom('petition_texts')
    .selectAll()
    .where('petition_id', '=', petition.id)
    .execute()
  const hash = Buffer.alloc(32, 2)
  await db
    .insertInto('petition_texts')
    .values({ ...(old as NonNullable<typeof old>), version: 2, text_hash: hash })
    .execute()
  await db.updateTable('petitions').set({ text_version: 2 }).where('id', '=', petition.id).execute()
  await sign(unisson, petition, { email: 'ana@atelier.example', text_version: '1' })
  await sign(unisson, petition, { email: 'bob@atelier.example', text_version: '2' })
  const rows = await listRows(petition)
  t.same(rows.map(row => row.text_version).sort(), [1, 2])
  t.ok(rows.find(row => row.text_version === 1)?.text_hash.equals(old?.text_hash as Buffer))
})
