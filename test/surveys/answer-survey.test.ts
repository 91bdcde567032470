import t from 'tap'
import { answerAll, invite, openStaged, openSurvey, press } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
t.before(async () => {
  unisson = await openUnisson(t)
})

const answers = { night: 'yes', post: 'Cariste', count: '12', why: 'Les plannings', 'rest.sleep': 'no' }
/** The last page, as somebody would send it who works by day. */
const end = { body: '<input name="at" value="3"><input name="q.night" value="no">' }

t.test('a response goes from the first page to the receipt, and is kept as the receipt says', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  const first = await unisson.app.inject(link)
  t.equal(first.statusCode, 200)
  t.match(first.body, 'Vos réponses sont scellées')
  t.match(first.body, 'Préparer la négociation sur les horaires.')
  const sent = await answerAll(unisson, link, answers)
  t.equal(sent.statusCode, 303)
  const receipt = await unisson.app.inject(String(sent.headers.location))
  t.match(receipt.body, 'Merci, vos réponses sont arrivées')
  t.match(receipt.body, 'La section en parle le 12 janvier.')
  const [kept, ...others] = await openStaged(unisson, survey.id)
  t.same(others, [])
  t.equal(kept?.section_id, survey.section_id)
  t.same(kept?.answers, { ...answers, count: '10..' })
})

t.test('no page of answers sets a cookie, is cached, or leaves a line in the log', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  const before = unisson.logged.length
  for (const page of [await unisson.app.inject(link), await answerAll(unisson, link, answers)]) {
    t.equal(page.headers['set-cookie'], undefined)
    t.equal(page.headers['cache-control'], 'no-store')
  }
  t.equal(unisson.logged.length, before)
})

t.test('back keeps everything, a mistake too', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  const you = await press(unisson, link, await unisson.app.inject(link), 'start')
  const second = await press(unisson, link, you, 'next', { night: 'yes', post: 'Cariste' })
  t.match(second.body, 'Page 2 sur 3')
  const wrong = await press(unisson, link, second, 'next', { count: '99' })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, 'Écrivez un nombre de 31 au plus')
  const back = await press(unisson, link, wrong, 'back')
  t.match(back.body, /value="Cariste"/)
  const again = await press(unisson, link, back, 'next')
  t.match(again.body, /value="99"/)
})

t.test('conditions decide the pages, and an answer that opens more of its page brings it back', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  const you = await press(unisson, link, await unisson.app.inject(link), 'start')
  const day = await press(unisson, link, you, 'next', { night: 'no', post: 'Quai' })
  t.match(day.body, 'Pour finir')
  t.match(day.body, 'Page 2 sur 2')
  const night = await press(unisson, link, you, 'next', { night: 'yes', post: 'Quai' })
  const opened = await press(unisson, link, night, 'next', { count: '12' })
  t.match(opened.body, 'la page s’est complétée')
  t.match(opened.body, 'Que changeriez-vous')
  t.match((await press(unisson, link, opened, 'next')).body, 'Pour finir')
})

t.test('a question that is softly asked for is pointed out once', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  const you = await press(unisson, link, await unisson.app.inject(link), 'start')
  const pointed = await press(unisson, link, you, 'next', { night: 'no' })
  t.match(pointed.body, 'Une question est restée sans réponse')
  t.match((await press(unisson, link, pointed, 'next')).body, 'Pour finir')
})

t.test('what is hidden is never kept, and what was tampered with is asked again', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  const unread = await press(unisson, link, { body: '<input name="at" value="3">' }, 'send')
  t.equal(unread.statusCode, 422)
  t.match(unread.body, 'Cette question attend une réponse')
  const forged = await press(unisson, link, end, 'send', { post: 'a\u0000b' })
  t.equal(forged.statusCode, 422)
  t.same(await openStaged(unisson, survey.id), [])
  const sent = await press(unisson, link, end, 'send', { count: '99', why: 'Rien', nothing: 'x' })
  t.equal(sent.statusCode, 303)
  const kept = (await openStaged(unisson, survey.id)).map(one => one.answers)
  t.same(kept, [{ night: 'no' }])
})

t.test('P18 two answers on one invitation: one is accepted, in turn or 50 at once', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  const sent = await Promise.all(Array.from({ length: 50 }, () => press(unisson, link, end, 'send')))
  t.equal(sent.filter(({ statusCode }) => statusCode === 303).length, 1)
  t.equal((await openStaged(unisson, survey.id)).length, 1)
  const later = await press(unisson, link, end, 'send')
  t.match(later.body, 'Cette invitation a déjà servi')
  t.match((await unisson.app.inject(link)).body, 'Cette invitation a déjà servi')
  t.equal((await openStaged(unisson, survey.id)).length, 1)
})

t.test('a link we never gave out, or one that was changed, names nothing', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  for (const url of [link.replace(/.\/response/, '~/response'), '/invitations/x.y/response']) {
    t.equal((await unisson.app.inject(url)).statusCode, 404)
    t.equal((await press(unisson, url, { body: '' }, 'send')).statusCode, 404)
  }
  t.equal((await unisson.app.inject('/surveys/nothing/response')).statusCode, 404)
  t.equal((await unisson.app.inject(`/surveys/${survey.slug}/response`)).statusCode, 404)
})

t.test('after the last day an invitation says so, and nothing is kept', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  await unisson.app.inject(link)
  const day = { closes_on: '2026-01-01' }
  await unisson.vault.db.updateTable('surveys').set(day).where('id', '=', survey.id).execute()
  const late = await press(unisson, link, end, 'send')
  t.equal(late.statusCode, 410)
  t.match(late.body, 'L’enquête est close')
  t.same(await openStaged(unisson, survey.id), [])
})

t.test('an open link asks for consent, says what it is, and takes as many as come', async t => {
  const survey = await openSurvey(unisson, { audience: 'link', k: 10 })
  const home = (await unisson.app.inject(`/surveys/${survey.slug}`)).headers.location ?? ''
  const first = await unisson.app.inject(home)
  t.match(first.body, 'Ce lien est ouvert')
  t.equal((await press(unisson, home, first, 'start')).statusCode, 422)
  t.equal((await press(unisson, home, end, 'send')).statusCode, 422)
  const agreed = { body: `${end.body}<input name="consent" value="yes">` }
  t.equal((await press(unisson, home, agreed, 'send')).statusCode, 303)
  t.equal((await press(unisson, home, agreed, 'send')).statusCode, 303)
  t.equal((await openStaged(unisson, survey.id)).length, 2)
})
