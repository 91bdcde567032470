import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { dayIn, fillDraft, publish, startDraft } from '../support/draft.ts'
import { post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault, ownerUrl } = unisson
const { db } = vault
await publish(unisson)
const samira = await signIn(unisson, 'section-leader')
const nathalie = await signIn(unisson, 'regional-officer')
const home = (id: string) => `/manage/petitions/${id}`

t.test('an agreement holds for the text that was read, not for one that took its place', async t => {
  await db.updateTable('settings').set({ approval: 'region' }).execute()
  const id = await startDraft(unisson, samira)
  await fillDraft(unisson, samira, id)
  const act = (noun: string, fields: Record<string, string> = {}, { cookie } = samira) =>
    post(unisson, `${home(id)}/${noun}`, fields, cookie)
  const readAfter = async () => {
    const { body } = await app.inject({ url: `${home(id)}/approval`, headers: nathalie.headers })
    return /name="after" value="([^"]+)"/.exec(body)?.[1] ?? ''
  }
  await act('submission')
  const after = await readAfter()
  await act('revision')
  await act('texts/fr', { title: 'Un tout autre titre', text: 'Et un tout autre texte.' })
  await act('submission')
  t.equal((await act('approval', { after }, nathalie)).statusCode, 409)
  t.equal((await act('approval', { after: await readAfter() }, nathalie)).statusCode, 303)
  await db.updateTable('settings').set({ approval: 'none' }).execute()
})

t.test('a form of a draft that is sent while it opens promises nothing less to those who sign', async t => {
  const id = await startDraft(unisson, samira)
  await fillDraft(unisson, samira, id)
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  t.teardown(() => owner.end())
  await owner.query('begin')
  await owner.query('select from petitions where id = $1 for update', [id])
  const terms = { goal: '100', slug: 'ailleurs', closes_on: dayIn(300) }
  const sent = Promise.all([
    post(unisson, `${home(id)}/terms`, terms, samira.cookie),
    post(unisson, `${home(id)}/texts/fr`, { title: '', text: '' }, samira.cookie),
  ])
  const waiting = sql`select distinct pid from pg_locks join pg_stat_activity using (pid)
    where not granted and datname = current_database()`
  while ((await waiting.execute(db)).rows.length !== 2) await pause(5)
  await owner.query(`insert into petition_acts (petition_id, act, reason) values ($1, 'opening', '')`, [id])
  await owner.query('commit')
  for (const answer of await sent) t.equal(answer.statusCode, 409)
  const { closes_on } = await db
    .selectFrom('petitions')
    .select('closes_on')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  t.equal(closes_on, dayIn(60))
})
