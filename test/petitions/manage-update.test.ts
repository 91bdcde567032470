import t from 'tap'
import { openDraft, publish } from '../support/draft.ts'
import { post, signIn } from '../support/officers.ts'
import { sign, signAndConfirm } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault, mailbox } = unisson
const { db } = vault
await publish(unisson)
const samira = await signIn(unisson, 'section-leader')
const nathalie = await signIn(unisson, 'regional-officer')

const words = {
  title: 'La direction nous reçoit : soyons là',
  text: 'Rendez-vous le **4 mars** à 14 h.\n\nVenez nombreux.',
}
const tell = (id: string, fields = words) =>
  post(unisson, `/manage/petitions/${id}/updates`, fields, samira.cookie)
const news = (address: string) =>
  mailbox.to(address).filter(mail => mail.text?.includes('La direction nous reçoit'))

t.test('P9 news box off: no news mail ever', async t => {
  const petition = await openDraft(unisson, samira)
  await signAndConfirm(unisson, petition, { email: 'ines@atelier.example', news: 'yes' })
  await signAndConfirm(unisson, petition, { email: 'omar@atelier.example' })
  await sign(unisson, petition, { email: 'lea@atelier.example', news: 'yes' })
  await signAndConfirm(unisson, petition, { email: 'malik@atelier.example', news: 'yes' })
  t.equal((await tell(petition.id)).statusCode, 303)
  await unisson.work()
  t.equal(news('ines@atelier.example').length, 1)
  t.equal(news('omar@atelier.example').length, 0, 'never asked')
  t.equal(news('lea@atelier.example').length, 0, 'never confirmed')
  t.equal(news('malik@atelier.example').length, 1)
  t.match((await app.inject(petition.path)).body, 'nous reçoit\u202F: soyons là', 'and it is on the page')
  t.match(
    (await app.inject({ url: `/manage/petitions/${petition.id}/updates`, headers: samira.headers })).body,
    /La direction nous reçoit[\s\S]*<td class="number"[^>]*>\s*2/,
  )
})

t.test('a mail program ends the news in one click, and nothing queued leaves after it', async t => {
  const petition = await openDraft(unisson, samira)
  await signAndConfirm(unisson, petition, { email: 'nora@atelier.example', news: 'yes' })
  await tell(petition.id)
  await unisson.work()
  const [mail] = news('nora@atelier.example')
  const list = mail?.headers.get('list') as {
    unsubscribe?: { url: string }
    'unsubscribe-post'?: { name: string }
  }
  t.equal(list['unsubscribe-post']?.name, 'List-Unsubscribe=One-Click')
  const url = new URL(list.unsubscribe?.url ?? '').pathname
  t.notMatch(mail?.subject, /pétition|signature|syndicat|Confluence/i)

  await tell(petition.id)
  const asked = await app.inject(url)
  t.equal(asked.statusCode, 200)
  t.match(asked.body, 'Ne plus m’en envoyer')
  const { news: still } = await db
    .selectFrom('signatures')
    .select('news')
    .where('petition_id', '=', petition.id)
    .executeTakeFirstOrThrow()
  t.ok(still, 'a GET ends nothing')
  const boundary = 'x'
  const ended = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`,
  })
  t.equal(ended.statusCode, 200)
  await unisson.work()
  t.equal(news('nora@atelier.example').length, 1)
  const again = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  })
  t.equal(again.statusCode, 200)
  t.match(again.body, 'Plus de nouvelles')
})

t.test('another’s token ends nothing', async t => {
  const petition = await openDraft(unisson, samira)
  await signAndConfirm(unisson, petition, { email: 'zoe@atelier.example', news: 'yes' })
  const withdrawal = mailbox.link('zoe@atelier.example', '/withdrawal')
  const forged = withdrawal.replace(/withdrawal$/, 'news')
  t.equal((await app.inject(forged)).statusCode, 404)
  t.equal((await app.inject({ method: 'POST', url: forged })).statusCode, 404)
})

t.test(
  'news waits while the petition is suspended, and stays away from an employer without agreement',
  async t => {
    const petition = await openDraft(unisson, samira)
    await db.insertInto('employer_domains').values({ domain: 'soft.example', agreement_on: null }).execute()
    await signAndConfirm(unisson, petition, { email: 'yanis@soft.example', news: 'yes' })
    await signAndConfirm(unisson, petition, { email: 'yanis@site.soft.example', news: 'yes' })
    await signAndConfirm(unisson, petition, { email: 'ada@atelier.example', news: 'yes' })
    await tell(petition.id)
    await post(
      unisson,
      `/manage/petitions/${petition.id}/suspension`,
      { reason: 'Un doute.' },
      nathalie.cookie,
    )
    t.equal((await tell(petition.id)).statusCode, 409)
    await unisson.work()
    t.equal(news('ada@atelier.example').length, 0)
    await post(unisson, `/manage/petitions/${petition.id}/resumption`, {}, nathalie.cookie)
    await db.updateTable('jobs').set({ run_at: new Date() }).where('code', '=', 'suspended').execute()
    await unisson.work()
    t.equal(news('ada@atelier.example').length, 1)
    t.equal(news('yanis@soft.example').length, 0)
    t.equal(news('yanis@site.soft.example').length, 0, 'nor to a site of theirs')
  },
)

t.test('a round that is broken off mails nobody twice', async t => {
  const petition = await openDraft(unisson, samira)
  await signAndConfirm(unisson, petition, { email: 'paul@atelier.example', news: 'yes' })
  await tell(petition.id)
  await unisson.work()
  await db
    .updateTable('jobs')
    .set({ finished_at: null, lease: null })
    .where('kind', '=', 'petition-update-round')
    .where('scope_id', '=', petition.id)
    .execute()
  await unisson.work()
  t.equal(news('paul@atelier.example').length, 1)
})
