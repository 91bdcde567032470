import { sql } from 'kysely'
import t from 'tap'
import { enqueueMail } from '../../src/mail/outbox.ts'
import type { Definition } from '../../src/surveys/definition.ts'
import { memberInvitation, surveyKey } from '../../src/surveys/invitation.ts'
import { createSurvey } from '../../src/surveys/survey.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { addMember, answerAll, nights, type OpenSurvey } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
let samira: Officer
let section_id: string

t.before(async () => {
  unisson = await openUnisson(t)
  samira = await signIn(unisson, 'section-leader')
  const { db } = unisson.vault
  await db.updateTable('settings').set({ publisher: 'Maud', host_name: 'Hébergeur' }).execute()
  section_id = (await db.selectFrom('sections').select('id').executeTakeFirstOrThrow()).id
})

let made = 0

async function draft(definition: Definition = nights): Promise<OpenSurvey> {
  const { db, keys } = unisson.vault
  made += 1
  const slug = `invites-${made}`
  const owned = { slug, section_id, region_id: null }
  const id = await db.transaction().execute(trx => createSurvey(trx, keys, owned, definition))
  return { id, slug, section_id }
}

const manage = ({ id }: OpenSurvey, path: string, fields: Record<string, string> = {}, by = samira) =>
  post(unisson, `/manage/surveys/${id}/${path}`, fields, by.cookie)
const read = ({ id }: OpenSurvey, path: string, by = samira) =>
  unisson.app.inject({ url: `/manage/surveys/${id}/${path}`, headers: by.headers })

const audience = (fields: Record<string, string> = {}) => ({
  audience: 'invited',
  kind: 'sealed',
  section_ids: section_id,
  purpose: 'Préparer la négociation.',
  closes_on: '',
  ...fields,
})

async function launched(fields: Record<string, string> = {}): Promise<OpenSurvey> {
  const survey = await draft()
  await manage(survey, 'audience', audience(fields))
  const answer = await manage(survey, 'launch')
  if (answer.statusCode !== 303) throw new Error(answer.body)
  await unisson.work()
  return survey
}

/** As if the invitations of a survey had left four days ago. */
const wait = ({ id }: OpenSurvey) =>
  unisson.vault.db
    .updateTable('survey_rounds')
    .set({ created_at: sql`now() - interval '4 days'` })
    .where('survey_id', '=', id)
    .execute()

const answers = { night: 'no', post: 'Quai' }
const linkOf = (email: string) => unisson.mailbox.link(email, '/response')

t.test('a survey that is not ready says what is missing and does not launch', async t => {
  const survey = await draft()
  t.match((await read(survey, 'audience')).body, 'Qui répond')
  t.equal((await manage(survey, 'audience', audience({ closes_on: '2020-01-01' }))).statusCode, 422)
  const { body } = await read(survey, 'launch')
  t.match(body, 'À quoi servent les réponses.')
  t.match(body, 'Les sections invitées.')
  t.equal((await manage(survey, 'launch')).statusCode, 409)
  t.equal((await unisson.app.inject(`/surveys/${survey.slug}`)).statusCode, 404)
})

t.test('each member gets one link by mail, answers once, and a reminder goes to the others only', async t => {
  const ines = await addMember(unisson, section_id, 'Ines')
  const karim = await addMember(unisson, section_id, 'Karim')
  const survey = await launched()
  t.equal(unisson.mailbox.to(ines.email).length, 1)
  t.match(unisson.mailbox.to(ines.email)[0]?.text, 'Vos réponses sont scellées')
  const sent = await answerAll(unisson, linkOf(ines.email), answers)
  t.equal(sent.statusCode, 303)
  t.equal((await manage(survey, 'reminders')).statusCode, 409, 'not on the day of the invitation')
  await wait(survey)
  t.equal((await manage(survey, 'reminders')).statusCode, 303)
  await unisson.work()
  t.equal(unisson.mailbox.to(ines.email).length, 1)
  t.equal(unisson.mailbox.to(karim.email).length, 2)
  t.match(unisson.mailbox.to(karim.email)[1]?.subject, 'Il est encore temps')
  t.equal((await manage(survey, 'reminders')).statusCode, 409, 'not twice within three days')
})

t.test('whoever comes later is invited later, and nobody twice', async t => {
  const survey = await launched()
  const before = unisson.mailbox.mails.length
  const awa = await addMember(unisson, section_id, 'Awa')
  t.equal((await manage(survey, 'invitations')).statusCode, 303)
  await unisson.work()
  t.equal(unisson.mailbox.mails.length, before + 1)
  t.equal(unisson.mailbox.to(awa.email).length, 1)
})

t.test(
  'a refusal takes one POST of a mail program, a GET refuses nothing, and no more mail leaves',
  async t => {
    const jo = await addMember(unisson, section_id, 'Jo')
    const survey = await launched()
    const stop = unisson.mailbox.link(jo.email, '/refusal')
    const [mail] = unisson.mailbox.to(jo.email)
    t.match(JSON.stringify([...(mail?.headerLines ?? [])]), 'List-Unsubscribe=One-Click')
    await unisson.app.inject(stop)
    const known = () => unisson.vault.db.selectFrom('members').select('refused_on').where('id', '=', jo.id)
    t.equal((await known().executeTakeFirstOrThrow()).refused_on, null)
    const stopped = await post(unisson, stop, { 'List-Unsubscribe': 'One-Click' })
    t.equal(stopped.statusCode, 200)
    t.not((await known().executeTakeFirstOrThrow()).refused_on, null)
    await wait(survey)
    await manage(survey, 'reminders')
    await unisson.work()
    t.equal(unisson.mailbox.to(jo.email).length, 1)
    await launched()
    t.equal(unisson.mailbox.to(jo.email).length, 1)
  },
)

t.test('a refusal stops the reminder that was waiting to leave', async t => {
  const lea = await addMember(unisson, section_id, 'Lea')
  const survey = await launched()
  const { db } = unisson.vault
  const id = memberInvitation(await surveyKey(unisson.vault, survey.id), lea.id)
  const reminder = { kind: 'survey-reminder', scope_id: survey.id, subject_id: id }
  await db.transaction().execute(trx => enqueueMail(trx, reminder))
  await post(unisson, unisson.mailbox.link(lea.email, '/refusal'), { 'List-Unsubscribe': 'One-Click' })
  await unisson.work()
  t.equal(unisson.mailbox.to(lea.email).length, 1)
})

t.test(
  'the reminder tells whoever has to answer again that their answer was lost, and nobody else',
  async t => {
    const [lea, max] = [
      await addMember(unisson, section_id, 'Lea'),
      await addMember(unisson, section_id, 'Max'),
    ]
    const survey = await launched()
    const key = await surveyKey(unisson.vault, survey.id)
    await unisson.vault.db
      .updateTable('invitations')
      .set({ lost_on: '2026-11-30' })
      .where('id', '=', memberInvitation(key, lea.id))
      .execute()
    await wait(survey)
    await manage(survey, 'reminders')
    await unisson.work()
    const said = ({ email }: { email: string }) =>
      unisson.mailbox.to(email).map(mail => `${mail.text} ${mail.html}`)
    const lost = /Vous aviez déjà répondu, et nous devons vous le demander encore/g
    t.same(
      said(lea).map(words => words.match(lost)?.length ?? 0),
      [0, 2],
      'in the text and in the page of the mail',
    )
    t.same(
      said(max).map(words => words.match(lost)?.length ?? 0),
      [0, 0],
    )
  },
)

t.test('a printed code answers once, however it is typed', async t => {
  const survey = await draft()
  await manage(survey, 'audience', audience({ audience: 'codes' }))
  t.equal((await manage(survey, 'code-sheets', { section_id, code_count: '3' })).statusCode, 303)
  t.equal((await manage(survey, 'launch')).statusCode, 303)
  await unisson.work()
  const { db } = unisson.vault
  const sheets = db.selectFrom('code_sheets').select('id').where('survey_id', '=', survey.id)
  const { id } = await sheets.executeTakeFirstOrThrow()
  const { body } = await manage(survey, `code-sheets/${id}`)
  const codes = [...body.matchAll(/slip-code">([0-9A-Z-]{14})</g)].map(match => match[1] ?? '')
  t.equal(new Set(codes).size, 3)
  const type = (code: string) => post(unisson, `/surveys/${survey.slug}/codes`, { code })
  t.equal((await type('4F7K-92QM-X3TD')).statusCode, 422)
  const [code = ''] = codes
  const opened = await type(` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `)
  t.equal(opened.statusCode, 303)
  const link = String(opened.headers.location)
  t.equal((await answerAll(unisson, link, answers)).statusCode, 303)
  t.match((await unisson.app.inject(link)).body, 'Cette invitation a déjà servi')
  const statuses = []
  for (let tries = 0; tries < 120; tries += 1) statuses.push((await type(codes[1] ?? '')).statusCode)
  t.ok(
    statuses.every(status => status === 303),
    'a hall on one network is not kept waiting',
  )
})

t.test('a named survey says so first, and keeps who answered under its own key', async t => {
  const lea = await addMember(unisson, section_id, 'Lea')
  const survey = await launched({ kind: 'named' })
  const link = linkOf(lea.email)
  t.match((await unisson.app.inject(link)).body, 'Vos réponses portent votre nom')
  t.equal((await answerAll(unisson, link, answers)).statusCode, 303)
  const { db, keys } = unisson.vault
  const responses = db.selectFrom('responses').selectAll().where('survey_id', '=', survey.id)
  const { id, sealed } = await responses.executeTakeFirstOrThrow()
  const key = await keys.getByScope(`survey:${survey.id}`)
  const kept = key.open({ table: 'responses', column: 'sealed', row: id }, sealed)
  t.match(kept, { name: 'Lea', member_id: lea.id, answers })
})

t.test('a closed survey takes no response that was begun, and writes to nobody', async t => {
  const nour = await addMember(unisson, section_id, 'Nour')
  const survey = await launched()
  const link = linkOf(nour.email)
  await unisson.app.inject(link)
  t.equal((await manage(survey, 'closure')).statusCode, 303)
  const late = await answerAll(unisson, link, answers)
  t.match(late.body, 'L’enquête est close')
  t.equal((await manage(survey, 'reminders')).statusCode, 409)
  const rows = unisson.vault.db.selectFrom('staged_responses').select('id').where('survey_id', '=', survey.id)
  t.same(await rows.execute(), [])
})

t.test('nobody runs another’s survey', async t => {
  const survey = await launched()
  const nathalie = await signIn(unisson, 'regional-officer')
  for (const path of ['audience', 'launch', 'participation'])
    t.equal((await read(survey, path, nathalie)).statusCode, 404, path)
  for (const path of ['audience', 'launch', 'closure', 'reminders', 'invitations', 'code-sheets'])
    t.equal((await manage(survey, path, audience(), nathalie)).statusCode, 404, path)
})
