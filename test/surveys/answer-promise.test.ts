import t from 'tap'
import { lookout } from '../support/canary.ts'
import { answerAll, invite, openSurvey } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
t.before(async () => {
  unisson = await openUnisson(t)
})

t.test('P1 no word of an answer stands in the database or the log', async t => {
  const words = ['canarivert', 'canarirouge', 'canaribleu']
  const survey = await openSurvey(unisson)
  const named = await openSurvey(unisson, { kind: 'named' })
  const answers = { night: 'yes', post: 'canarivert', count: '12', why: 'Le canarirouge chante.' }
  t.equal((await answerAll(unisson, await invite(unisson, survey), answers)).statusCode, 303)
  const second = await invite(unisson, named, 'Canaribleu')
  t.equal((await answerAll(unisson, second, answers)).statusCode, 303)
  const watch = lookout(words)
  t.ok((await watch.readDatabase(unisson.ownerUrl)) > 40)
  watch.read('log', unisson.logged.join('\n'))
  t.same(watch.hits, [])
})

t.test('with every key the web process has, a staged response stays shut', async t => {
  const survey = await openSurvey(unisson)
  await answerAll(unisson, await invite(unisson, survey), { night: 'no', post: 'Quai' })
  const key = await unisson.vault.keys.getByScope(`survey:${survey.id}`)
  const staged = unisson.vault.db
    .selectFrom('staged_responses')
    .selectAll()
    .where('survey_id', '=', survey.id)
  const { id, sealed } = await staged.executeTakeFirstOrThrow()
  t.throws(() => key.open({ table: 'staged_responses', column: 'sealed', row: id }, sealed), {
    message: /not sealed by this key/,
  })
})

t.test('a survey has one open batch, however many sealers make one', async t => {
  const survey = await openSurvey(unisson)
  await Promise.all([unisson.work(), unisson.work()])
  const { db } = unisson.vault
  const batches = () => db.selectFrom('batches').select('id').where('survey_id', '=', survey.id).execute()
  t.equal((await batches()).length, 1)
  const insert = db
    .insertInto('batches')
    .values({ survey_id: survey.id, id: survey.id, public_key: Buffer.alloc(32) })
  await t.rejects(insert.execute(), { message: /batches_open_key/ })
})

t.test('P11 reading a link, the receipt and the code page changes no row', async t => {
  const survey = await openSurvey(unisson)
  const link = await invite(unisson, survey)
  const { db } = unisson.vault
  const tables = [
    'participations',
    'staged_responses',
    'responses',
    'invitations',
    'jobs',
    'members',
  ] as const
  const rows = () => Promise.all(tables.map(table => db.selectFrom(table).selectAll().execute()))
  const before = await rows()
  for (const method of ['GET', 'HEAD', 'OPTIONS'] as const)
    for (const url of [link, link.replace('response', 'receipt'), `/surveys/${survey.slug}`])
      await unisson.app.inject({ method, url })
  t.same(await rows(), before)
})
