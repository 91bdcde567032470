import t from 'tap'
import { dayIn, fillDraft, openDraft, publish, startDraft } from '../support/draft.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { signAndConfirm } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault, mailbox } = unisson
const { db } = vault
await publish(unisson)
const maud = await signIn(unisson, 'administrator')
const nathalie = await signIn(unisson, 'regional-officer')
const samira = await signIn(unisson, 'section-leader')

const act = (id: string, noun: string, { cookie }: Officer, fields: Record<string, string> = {}) =>
  post(unisson, `/manage/petitions/${id}/${noun}`, fields, cookie)
const read = (url: string, { headers }: Officer) => app.inject({ url, headers })
const approval = (asked: 'none' | 'region' | 'union') =>
  db.updateTable('settings').set({ approval: asked }).execute()

t.test(
  'suspended by the region with a reason the public reads, resumed, closed, delivered, told',
  async t => {
    const { id, path } = await openDraft(unisson, samira)
    t.equal(
      (await act(id, 'suspension', samira, { reason: 'Un doute.' })).statusCode,
      404,
      'not by its own leader',
    )
    t.equal((await act(id, 'suspension', nathalie)).statusCode, 422, 'not without a reason')
    t.equal((await act(id, 'suspension', nathalie, { reason: 'Le chiffre est à vérifier.' })).statusCode, 303)
    t.match((await app.inject(path)).body, 'Le chiffre est à vérifier.')
    t.equal((await act(id, 'closure', nathalie)).statusCode, 404, 'the region stops, it does not close')
    t.equal((await act(id, 'resumption', maud)).statusCode, 303, 'the union may lift it too')
    t.match((await app.inject(path)).body, 'Je signe')
    t.equal(
      (await act(id, 'delivery', samira, { outcome: 'Remise.' })).statusCode,
      409,
      'not while it is open',
    )
    t.match((await read(`/manage/petitions/${id}`, samira)).body, 'class="button" href="#addresses"')
    t.equal((await act(id, 'closure', samira)).statusCode, 303)
    const closed = (await read(`/manage/petitions/${id}`, samira)).body
    t.match(closed, 'prenez la liste des noms à remettre', 'what to do with it now')
    t.notMatch(closed, 'id="addresses"', 'nobody can sign by the link any more')
    t.equal((await act(id, 'delivery', samira)).statusCode, 422)
    t.equal(
      (await act(id, 'delivery', samira, { outcome: 'Remise le 4 mars, une réponse en avril.' })).statusCode,
      303,
    )
    t.match((await app.inject(path)).body, 'une réponse en avril')
    await post(
      unisson,
      `/manage/petitions/${id}/outcome`,
      { outcome: 'Une infirmière arrive en mai.' },
      samira.cookie,
    )
    t.match((await app.inject(path)).body, 'Une infirmière arrive en mai.', 'what came of it is told later')
  },
)

t.test('a button pressed on a page that has aged changes nothing and says so', async t => {
  const { id } = await openDraft(unisson, samira)
  const both = await Promise.all([act(id, 'closure', samira), act(id, 'closure', samira)])
  t.same(both.map(answer => answer.statusCode).sort(), [303, 409])
  t.match(both.find(answer => answer.statusCode === 409)?.body, 'La page a changé entre-temps')
  const acts = await db.selectFrom('petition_acts').select('act').where('petition_id', '=', id).execute()
  t.equal(acts.filter(row => row.act === 'closure').length, 1)
  t.equal((await read(`/manage/petitions/${id}/closure`, samira)).statusCode, 409)
})

t.test('where the union asks for it, nothing opens and no text changes past its approver', async t => {
  await approval('region')
  const id = await startDraft(unisson, samira)
  await fillDraft(unisson, samira, id)
  t.equal((await act(id, 'opening', samira)).statusCode, 409)
  t.equal((await act(id, 'submission', samira)).statusCode, 303)
  await unisson.work()
  const [mail] = mailbox.to(nathalie.email)
  t.match(mail?.text, `/manage/petitions/${id}`)
  t.notMatch(mail?.subject, /pétition|infirmerie/i)
  const change = (officer: Officer, title: string) =>
    post(unisson, `/manage/petitions/${id}/texts/fr`, { title, text: 'Autre chose.' }, officer.cookie)
  t.equal((await change(samira, 'Un autre titre')).statusCode, 404, 'not while it is read')
  t.match((await read('/manage/petitions', nathalie)).body, 'Un texte attend votre accord')

  t.equal((await act(id, 'refusal', nathalie, { reason: 'Le chiffre de 2024 manque.' })).statusCode, 303)
  t.match((await read(`/manage/petitions/${id}`, samira)).body, 'Le chiffre de 2024 manque.')
  await act(id, 'submission', samira)
  t.equal((await act(id, 'approval', samira)).statusCode, 404)
  t.equal((await act(id, 'approval', nathalie)).statusCode, 303)
  t.equal((await change(samira, 'Un autre titre')).statusCode, 404, 'not between agreement and opening')
  await act(id, 'revision', samira)
  t.equal((await change(samira, 'Un autre titre')).statusCode, 303)
  t.equal((await act(id, 'opening', samira)).statusCode, 409, 'the agreement was to another text')
  await act(id, 'submission', samira)
  await act(id, 'approval', nathalie)
  t.equal((await act(id, 'opening', samira)).statusCode, 303)
  t.equal((await change(samira, 'Encore un titre')).statusCode, 404, 'nor once it is open')
  t.equal((await change(nathalie, 'Un titre relu')).statusCode, 303, 'who agreed to it may mend it')
  await approval('none')
})

t.test('a text changed after opening is a new version, and each signature keeps its own', async t => {
  const petition = await openDraft(unisson, samira)
  const { id, path } = petition
  await post(
    unisson,
    `/manage/petitions/${id}/texts/en`,
    { title: 'A night nurse', text: 'From January.' },
    samira.cookie,
  )
  await signAndConfirm(unisson, petition, { email: 'ines@atelier.example' })
  const words = { title: 'Une infirmerie ouverte la nuit', text: 'Nous demandons **deux** infirmières.' }
  t.equal((await post(unisson, `/manage/petitions/${id}/texts/fr`, words, samira.cookie)).statusCode, 303)
  await post(unisson, `/manage/petitions/${id}/texts/fr`, words, samira.cookie)
  const { body } = await app.inject(path)
  t.match(body, '<strong>deux</strong>', 'at once: the kept page is dropped')
  t.match(body, /Texte modifié le .* \(version 3\)/)
  t.match((await app.inject(`/en${path}`)).body, 'From January.')
  await signAndConfirm(unisson, petition, { email: 'omar@atelier.example' })
  const signed = await db
    .selectFrom('signatures')
    .select('text_version')
    .where('petition_id', '=', id)
    .execute()
  t.same(signed.map(row => row.text_version).sort(), [2, 3])
  t.equal(
    (await post(unisson, `/manage/petitions/${id}/texts/fr`, { title: '', text: '' }, samira.cookie))
      .statusCode,
    422,
  )
})

t.test('after opening the address and the recipient stay, and the last day only comes sooner', async t => {
  const { id, slug, path } = await openDraft(unisson, samira)
  const terms = (closes_on: string) =>
    post(
      unisson,
      `/manage/petitions/${id}/terms`,
      { goal: '200', closes_on, slug: 'ailleurs', listed: 'yes' },
      samira.cookie,
    )
  const later = await terms(dayIn(61))
  t.equal(later.statusCode, 422)
  t.match(later.body, 'vous pouvez l’avancer, pas le repousser')
  t.equal((await terms(dayIn(30))).statusCode, 303)
  const petition = await db.selectFrom('petitions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  t.match(petition, { slug, goal: 200, closes_on: dayIn(30) })
  t.equal((await app.inject(path)).statusCode, 200)
  t.equal((await read(`/manage/petitions/${id}/recipient`, samira)).statusCode, 404)
})

t.test('an act puts its petition in the one phase and nobody else’s', async t => {
  const id = await startDraft(unisson, samira)
  await fillDraft(unisson, samira, id)
  await post(
    unisson,
    `/manage/petitions/${id}/terms`,
    { goal: '100', opens_on: dayIn(3), closes_on: dayIn(9), slug: 'bientot' },
    samira.cookie,
  )
  await act(id, 'opening', samira)
  t.equal((await app.inject('/petitions/bientot')).statusCode, 404, 'its day has not come')
  t.match((await read(`/manage/petitions/${id}`, samira)).body, 'On pourra signer à partir du')
  await act(id, 'revision', samira)
  t.match((await read(`/manage/petitions/${id}`, samira)).body, 'Brouillon')
})
