import { sql } from 'kysely'
import t from 'tap'
import { closeSurvey } from '../../src/surveys/launch/launch.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { dayIn } from '../support/draft.ts'
import { post, signIn } from '../support/officers.ts'
import { addMember, answerAll, invite, nights, openSurvey } from '../support/survey.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault, app } = unisson
const { db } = vault
const samira = await signIn(unisson, 'section-leader')
const section_id = (await db.selectFrom('sections').select('id').executeTakeFirstOrThrow()).id
const viewer = { ...samira, role: 'section-leader', section_ids: [section_id] } as unknown as Viewer
const answers = { night: 'yes', post: 'Quai', count: '12', why: 'Moins de nuits.', 'rest.sleep': 'no' }

type Table =
  | 'invitations'
  | 'participations'
  | 'code_sheets'
  | 'survey_rounds'
  | 'responses'
  | 'texts'
  | 'counters'
const countOf = async (table: Table, id: string) =>
  (await db.selectFrom(table).select('survey_id').where('survey_id', '=', id).execute()).length
const hasKey = async (scope: string) =>
  (await db.selectFrom('data_keys').select('id').where('scope', '=', scope).execute()).length === 1
const eventsOf = async (id: string, act: string) =>
  (
    await db
      .selectFrom('audit_events')
      .select('id')
      .where('subject_id', '=', id)
      .where('act', '=', act)
      .execute()
  ).length

/** A survey that ten members answered, and that one more did not. */
async function answered(survey: Parameters<typeof openSurvey>[1] = {}) {
  const open = await openSurvey(unisson, { section_id, ...survey })
  for (let times = 0; times < 10; times += 1) await answerAll(unisson, await invite(unisson, open), answers)
  return { ...open, unanswered: await invite(unisson, open) }
}

async function freeze(id: string) {
  await unisson.schedules('mixing')
  await unisson.schedules('freezing')
  await unisson.work()
  const { act } = await db
    .selectFrom('survey_acts')
    .select('act')
    .where('survey_id', '=', id)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  if (act !== 'freezing') throw new Error(`It is not frozen: ${act}`)
}

/** Puts the end of a survey so many days back, what came before it further, what came after it a little less. */
const endedBefore = (id: string, days: number) =>
  sql`update survey_acts set created_at = now() - make_interval(days => case act when 'launch' then ${days + 30}::int else ${days}::int end)
    + case act when 'freezing' then interval '1 second' else interval '0' end where survey_id = ${id}`.execute(
    db,
  )

async function retain() {
  for (const name of ['survey-participation', 'survey-responses', 'text-erasure'])
    await unisson.schedules(name)
}

t.test(
  'P6 who was invited and who answered a sealed survey is gone 14 days after its close, with its key',
  async t => {
    const { id, unanswered } = await answered()
    await closeSurvey(vault, viewer, id)
    await endedBefore(id, 20)
    await retain()
    t.equal(await countOf('invitations', id), 11, 'never before its answers are counted')
    await freeze(id)
    await endedBefore(id, 13)
    await retain()
    t.equal(await countOf('participations', id), 10)
    await endedBefore(id, 14)
    await retain()
    for (const table of [
      'invitations',
      'participations',
      'code_sheets',
      'survey_rounds',
      'responses',
    ] as const)
      t.equal(await countOf(table, id), 0, table)
    t.equal(await hasKey(`survey:${id}`), false)
    t.ok((await countOf('counters', id)) > 0, 'the counters stay')
    t.ok((await countOf('texts', id)) > 0, 'and the texts, for their own time')
    t.equal((await app.inject(unanswered)).statusCode, 404, 'its links are dead')
    await retain()
    t.equal(await eventsOf(id, 'survey.participation-erasure'), 1, 'written down once')
  },
)

t.test('a survey that its calendar closed is over on its last day', async t => {
  const { id } = await answered()
  await db
    .updateTable('surveys')
    .set({ closes_on: dayIn(-14) })
    .where('id', '=', id)
    .execute()
  await freeze(id)
  await retain()
  t.equal(await countOf('invitations', id), 0)
})

t.test('answers with a name go three months after the close, who was invited before', async t => {
  const { id } = await answered({ kind: 'named' })
  await closeSurvey(vault, viewer, id)
  await freeze(id)
  await endedBefore(id, 15)
  await retain()
  t.equal(await countOf('invitations', id), 0)
  t.equal(await countOf('responses', id), 10)
  t.ok(await hasKey(`survey:${id}`))
  await endedBefore(id, 93)
  await retain()
  t.equal(await countOf('responses', id), 0)
  t.equal(await hasKey(`survey:${id}`), false)
  t.equal(await eventsOf(id, 'survey.responses-erasure'), 1)
})

t.test('texts go 24 months after they were cut, with their key; counters stay', async t => {
  const { id } = await answered()
  await closeSurvey(vault, viewer, id)
  await freeze(id)
  const age = (days: number) =>
    db
      .updateTable('freezings')
      .set({ frozen_on: dayIn(-days) })
      .where('survey_id', '=', id)
      .execute()
  await age(720)
  await retain()
  t.ok((await countOf('texts', id)) > 0)
  t.ok(await hasKey(`texts:${id}`))
  await age(735)
  await retain()
  t.equal(await countOf('texts', id), 0)
  t.equal(await hasKey(`texts:${id}`), false)
  t.ok((await countOf('counters', id)) > 0)
})

t.test('a survey that still runs loses nothing', async t => {
  const { id } = await answered()
  await retain()
  t.equal(await countOf('invitations', id), 11)
  t.ok(await hasKey(`survey:${id}`))
})

t.test('an address that does not exist is written on its member, for a month', async t => {
  const survey = await openSurvey(unisson, { section_id }, nights)
  const { id, email } = await addMember(unisson, section_id, 'Rose')
  const memberOf = () =>
    db
      .selectFrom('members')
      .select(['bounced_on', 'refused_on'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  unisson.mailbox.refuse(550, '5.1.1')
  await post(unisson, `/manage/surveys/${survey.id}/invitations`, {}, samira.cookie)
  await unisson.work()
  unisson.mailbox.refuse()
  t.equal((await memberOf()).bounced_on, dayIn(0))
  await db
    .updateTable('members')
    .set({ bounced_on: dayIn(-31) })
    .where('id', '=', id)
    .execute()
  await unisson.schedules('member-bounces')
  t.equal((await memberOf()).bounced_on, null)
  t.strictSame(unisson.mailbox.to(email), [])
})

t.test('a refusal holds until its member takes it back, and then mail reaches them again', async t => {
  const survey = await openSurvey(unisson, { section_id })
  const link = await invite(unisson, survey, 'Lise', 'refusal')
  await post(unisson, link, { 'List-Unsubscribe': 'One-Click' })
  const member = await db
    .selectFrom('members')
    .selectAll()
    .where('refused_on', 'is not', null)
    .executeTakeFirstOrThrow()
  const suppressed = () =>
    db.selectFrom('suppressions').select('reach').where('reach', '=', 'surveys').execute()
  t.equal((await suppressed()).length, 1)
  const { body } = await app.inject({ url: `/manage/members/${member.id}`, headers: samira.headers })
  const email = /name="email"[^>]* value="([^"]+)"/.exec(body)?.[1] ?? ''
  const fields = { name: 'Lise', email, number: '', phone: '', locale: 'fr' }
  await post(unisson, `/manage/members/${member.id}`, { ...fields, refuses: 'yes' }, samira.cookie)
  t.equal((await suppressed()).length, 1, 'a correction changes nothing about it')
  const edited = await post(unisson, `/manage/members/${member.id}`, fields, samira.cookie)
  t.equal(edited.statusCode, 303, edited.body)
  t.equal((await suppressed()).length, 0)
})

t.test('P6 many invitations go in steps: their key at the first, written down at the last', async t => {
  const { id } = await answered()
  await closeSurvey(vault, viewer, id)
  await freeze(id)
  await endedBefore(id, 14)
  await sql`insert into invitations (survey_id, id, section_id)
    select ${id}, gen_random_uuid(), ${section_id} from generate_series(1, 20000)`.execute(db)
  await retain()
  t.equal(await countOf('invitations', id), 11)
  t.equal(await hasKey(`survey:${id}`), false)
  t.equal(await eventsOf(id, 'survey.participation-erasure'), 0)
  await retain()
  t.equal(await countOf('invitations', id), 0)
  t.equal(await countOf('participations', id), 0)
  t.equal(await eventsOf(id, 'survey.participation-erasure'), 1)
})
