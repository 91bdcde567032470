import t from 'tap'
import { countOf, openPetition, posted, pressButton, sign, signAndConfirm } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, mailbox, vault } = unisson
const { db } = vault

t.test('P10 after a withdrawal the count is one lower, and a second one changes nothing', async t => {
  const petition = await openPetition(unisson)
  await signAndConfirm(unisson, petition, { email: 'ines@atelier.example' })
  await signAndConfirm(unisson, petition, { email: 'omar@atelier.example' })
  t.equal(await countOf(unisson, petition), 2)
  const link = mailbox.link('ines@atelier.example', '/withdrawal')
  await app.inject(link)
  t.equal(await countOf(unisson, petition), 2)
  const first = await pressButton(unisson, link)
  t.equal(await countOf(unisson, petition), 1)
  const second = await pressButton(unisson, link)
  t.equal(second.statusCode, 200)
  t.equal(second.body.replace(/\d+/g, ''), first.body.replace(/\d+/g, ''))
  t.equal(await countOf(unisson, petition), 1)
})

t.test('every mail to a signatory leads to withdrawal in one link and one button', async t => {
  const petition = await openPetition(unisson)
  const email = 'lena@atelier.example'
  await sign(unisson, petition, { email })
  await unisson.work()
  await db
    .updateTable('signatures')
    .set({ signed_at: new Date(Date.now() - 25 * 3600_000) })
    .where('petition_id', '=', petition.id)
    .execute()
  await unisson.schedules('signature-reminders')
  await unisson.work()
  await pressButton(unisson, mailbox.link(email, '/confirmation'))
  await sign(unisson, petition, { email })
  await unisson.work()
  t.equal(mailbox.to(email).length, 3)
  for (const mail of mailbox.to(email)) t.match(mail.text, /\/withdrawal/)
  const page = await app.inject(mailbox.link(email, '/withdrawal'))
  t.equal(page.body.match(/<button/g)?.length, 1)
})

t.test('a pending signature is withdrawn too, and its confirmation link is then gone', async t => {
  const petition = await openPetition(unisson)
  await sign(unisson, petition, { email: 'rosa@atelier.example' })
  await unisson.work()
  await pressButton(unisson, mailbox.link('rosa@atelier.example', '/withdrawal'))
  const answer = await pressButton(unisson, mailbox.link('rosa@atelier.example', '/confirmation'), {
    shown: 'x',
  })
  t.match(answer.body, 'retirée')
  t.equal(await countOf(unisson, petition), 0)
})

t.test('after a withdrawal no mail row says whose signature it was about', async t => {
  const petition = await openPetition(unisson)
  await signAndConfirm(unisson, petition, { email: 'lou@atelier.example' })
  const { id } = await db
    .selectFrom('signatures')
    .select('id')
    .where('petition_id', '=', petition.id)
    .executeTakeFirstOrThrow()
  await sign(unisson, petition, { email: 'lou@atelier.example' })
  const about = () => db.selectFrom('jobs').select('finished_at').where('subject_id', '=', id).execute()
  t.equal((await about()).length, 2, 'one sent, one waiting')
  await pressButton(unisson, mailbox.link('lou@atelier.example', '/withdrawal'))
  await unisson.work()
  t.same(await about(), [])
})

t.test('whoever refuses our mail gets none, whoever gives the address, in whatever spelling', async t => {
  const petition = await openPetition(unisson)
  const other = await openPetition(unisson)
  const email = 'karim.test@gmail.com'
  await sign(unisson, petition, { email })
  await unisson.work()
  await sign(unisson, other, { email })
  await pressButton(unisson, mailbox.link(email, '/withdrawal'), { refusal: 'all' })
  await unisson.work()
  t.equal(mailbox.to(email).length, 1)
  await sign(unisson, petition, { email: 'KarimTest+x@googlemail.com' })
  await unisson.work()
  t.same(mailbox.to('KarimTest+x@googlemail.com'), [])
})

t.test('a refusal of one petition leaves the others', async t => {
  const petition = await openPetition(unisson)
  const other = await openPetition(unisson)
  const email = 'emma@atelier.example'
  await sign(unisson, petition, { email })
  await unisson.work()
  await pressButton(unisson, mailbox.link(email, '/withdrawal'), { refusal: 'petition' })
  await sign(unisson, petition, { email })
  await unisson.work()
  t.equal(mailbox.to(email).length, 1)
  await sign(unisson, other, { email })
  await unisson.work()
  t.equal(mailbox.to(email).length, 2)
})

t.test('how a name appears can be changed from any mail, and a name is asked for then', async t => {
  const petition = await openPetition(unisson)
  const email = 'nadia@atelier.example'
  await signAndConfirm(unisson, petition, { email })
  const link = mailbox.link(email, '/visibility')
  const nameless = await app.inject({ url: link, ...posted({ name_visibility: 'public', name: '' }) })
  t.equal(nameless.statusCode, 422)
  t.match(nameless.body, 'Écrivez votre nom')
  await app.inject({ url: link, ...posted({ name_visibility: 'public', name: 'Nadia' }) })
  t.match((await app.inject(`${petition.path}/signatories`)).body, 'Nadia')
  await app.inject({ url: link, ...posted({ name_visibility: 'counted', name: 'Nadia' }) })
  t.notMatch((await app.inject(`${petition.path}/signatories`)).body, 'Nadia')
  t.notMatch((await app.inject(link)).body, 'value="Nadia"')
  t.equal(await countOf(unisson, petition), 1)
})

t.test('nobody is reminded twice, nothing pending outlives seven days, what is confirmed stays', async t => {
  const petition = await openPetition(unisson)
  await signAndConfirm(unisson, petition, { email: 'anna@atelier.example' })
  await sign(unisson, petition, { email: 'paul@atelier.example' })
  await unisson.work()
  const age = (hours: number) =>
    db
      .updateTable('signatures')
      .set({ signed_at: new Date(Date.now() - hours * 3600_000) })
      .where('petition_id', '=', petition.id)
      .execute()
  await unisson.schedules('signature-reminders')
  await unisson.work()
  t.equal(mailbox.to('paul@atelier.example').length, 1)
  await age(25)
  for (let turn = 0; turn < 3; turn += 1) await unisson.schedules('signature-reminders')
  await unisson.work()
  t.equal(mailbox.to('paul@atelier.example').length, 2)
  t.equal(mailbox.to('anna@atelier.example').length, 1)
  await age(6 * 24)
  await unisson.schedules('signature-erasure')
  t.equal(
    (await db.selectFrom('signatures').select('id').where('petition_id', '=', petition.id).execute()).length,
    2,
  )
  await age(7 * 24 + 1)
  await unisson.schedules('signature-erasure')
  t.equal(
    (await db.selectFrom('signatures').select('id').where('petition_id', '=', petition.id).execute()).length,
    1,
  )
  t.equal(await countOf(unisson, petition), 1)
})
