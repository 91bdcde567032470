import { readFileSync } from 'node:fs'
import path from 'node:path'
import t, { type Test } from 'tap'
import { readSurveyFile } from '../../src/surveys/import/file.ts'
import { getSurvey } from '../../src/surveys/survey.ts'
import { headersOf, type Officer, post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'
import { zipOf } from './zip.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault
const samira = await signIn(unisson, 'section-leader')
const maud = await signIn(unisson, 'administrator')
const home = '/manage/surveys/imports'
const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, 'fixtures', name))
const read = (url: string, { headers }: Officer = samira) => app.inject({ url, headers })
const surveys = () => db.selectFrom('surveys').select(['id', 'section_id']).execute()

async function send(file: Buffer, fields: Record<string, string> = {}, officer = samira) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(file)]), 'enquete')
  const body = new Response(form)
  return app.inject({
    method: 'POST',
    url: home,
    headers: { ...headersOf(officer.cookie), 'content-type': body.headers.get('content-type') ?? '' },
    payload: Buffer.from(await body.arrayBuffer()),
  })
}

/** @returns the path of its report */
async function propose(t: Test, name: string, ...more: [fields?: Record<string, string>, officer?: Officer]) {
  const sent = await send(fixture(name), ...more)
  t.equal(sent.statusCode, 303, sent.body)
  return String(sent.headers.location)
}

t.test('a file is read, looked at and kept; before that there is no survey', async t => {
  for (const name of ['night-work-164.lss', 'telework-703.lss', 'leaflet.csv', 'training.surveyjs.json']) {
    const before = await surveys()
    const at = await propose(t, name)
    const { report, definition } = await readSurveyFile(fixture(name))
    t.strictSame(JSON.parse((await read(`${at}/report.json`)).body), report, 'the report of the command')
    const page = (await read(at)).body
    t.match(page, definition.title.fr ?? '')
    t.strictSame(await surveys(), before)
    t.equal((await post(unisson, `${at}/confirmation`, {}, samira.cookie)).headers.location, at)
    const [kept] = (await surveys()).filter(({ id }) => !before.some(one => one.id === id))
    t.ok(kept?.section_id)
    t.match(await getSurvey(db, kept!.id), { definition, phase: 'draft' })
    t.match((await read(at)).body, `href="/manage/surveys/${kept!.id}"`)
    t.equal((await post(unisson, `${at}/confirmation`, {}, samira.cookie)).statusCode, 409, 'once')
  }
})

t.test('who lost a section meanwhile keeps nothing there', async t => {
  const [section] = await db.selectFrom('sections').select('id').execute()
  const farid = await signIn(unisson, 'section-leader', { section_ids: [section!.id] })
  const at = await propose(t, 'training.surveyjs.json', {}, farid)
  await db.deleteFrom('account_sections').where('account_id', '=', farid.account_id).execute()
  const before = await surveys()
  t.equal((await post(unisson, `${at}/confirmation`, {}, farid.cookie)).statusCode, 404)
  t.strictSame(await surveys(), before)
})

t.test('what was changed and what was left is told by question, in words', async t => {
  const at = await propose(t, 'night-work-164.lss')
  const { report } = await readSurveyFile(fixture('night-work-164.lss'))
  const { body } = await read(at)
  for (const { code } of report.losses) t.ok(body.includes(code), code)
  t.notMatch(body, 'import.why')
  t.equal((await read(`/en${at}`)).statusCode, 200)
})

t.test('nobody else sees an import, and it can be dropped', async t => {
  const at = await propose(t, 'leaflet.csv')
  t.equal((await read(at, maud)).statusCode, 404)
  t.equal((await post(unisson, `${at}/confirmation`, {}, maud.cookie)).statusCode, 404)
  t.equal((await post(unisson, `${at}/cancellation`, {}, samira.cookie)).headers.location, '/manage/surveys')
  t.equal((await read(at)).statusCode, 404)
})

t.test('the responses of an archive count for the section that is named', async t => {
  const { id } = await db.selectFrom('sections').select('id').executeTakeFirstOrThrow()
  const archive = zipOf(
    ['telework-703.lss', 'telework-703-responses.lsr', 'telework-703-tokens.lst'].map(name => ({
      name: name.replace('telework-703', 'survey_1').replace('-', '_'),
      content: fixture(name),
    })),
  )
  const { report, tally } = await readSurveyFile(archive)
  t.ok(tally)
  const sent = await send(archive, { owner: id }, maud)
  await post(unisson, `${sent.headers.location}/confirmation`, {}, maud.cookie)
  const kept = await db
    .selectFrom('surveys')
    .innerJoin('survey_imports', 'survey_id', 'surveys.id')
    .select(['surveys.id', 'surveys.section_id'])
    .where('account_id', '=', maud.account_id)
    .executeTakeFirstOrThrow()
  t.equal(kept.section_id, id)
  t.equal((await getSurvey(db, kept.id)).phase, 'frozen')
  t.equal(report.responses.kept, tally?.base)
  const all = JSON.stringify(await db.selectFrom('survey_imports').selectAll().execute())
  for (const name of String(fixture('telework-703-tokens.lst')).match(/[\w.]+@[\w.]+/g) ?? [])
    t.notMatch(all, name)
})

t.test(
  'a hostile file, none, one for somebody else: words on the page, and nothing half imported',
  async t => {
    const before = await surveys()
    const whole = fixture('telework-703.lss')
    const bomb = zipOf([{ name: 'a.lss', content: Buffer.alloc(60 * 1024 * 1024, ' ') }])
    const files: [Buffer, string][] = [
      [Buffer.alloc(0), 'celui-ci est vide'],
      [whole.subarray(0, 2_000), 's’arrête au milieu'],
      [Buffer.from('PK rien'), 'pas pu lire ce fichier'],
      [Buffer.from('Bonjour'), 'pas reconnu de questionnaire'],
      [
        Buffer.from('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><document>&b;</document>'),
        'pas pu lire',
      ],
      [bomb, 'trop gros'],
    ]
    for (const [file, words] of files) {
      const sent = await send(file)
      t.equal(sent.statusCode, 422, words)
      t.match(sent.body, words)
    }
    const other = await send(fixture('leaflet.csv'), { owner: 'union' })
    t.equal(other.statusCode, 303, 'a leader of one section sends for that section')
    t.equal((await send(fixture('leaflet.csv'), { owner: 'x' }, maud)).statusCode, 422)
    t.strictSame(await surveys(), before)
  },
)

t.test('pages are served while a file is read', async t => {
  const sending = send(zipOf([{ name: 'a.lss', content: Buffer.alloc(40 * 1024 * 1024, ' ') }]))
  const page = read('/manage/surveys').then(({ statusCode }) => statusCode)
  t.equal(await Promise.race([page, sending.then(() => 'the file')]), 200)
  await sending
})

t.test('what nobody kept is forgotten after a day, the report of what was kept after thirty', async t => {
  const kept = await propose(t, 'leaflet.csv')
  const left = await propose(t, 'leaflet.csv')
  await post(unisson, `${kept}/confirmation`, {}, samira.cookie)
  const age = (days: number) =>
    db
      .updateTable('survey_imports')
      .set({ created_at: new Date(Date.now() - days * 86_400_000) })
      .execute()
  await age(0.9)
  await unisson.schedules('survey-imports')
  t.equal((await read(left)).statusCode, 200)
  await age(1.1)
  await unisson.schedules('survey-imports')
  t.equal((await read(left)).statusCode, 404)
  t.equal((await read(kept)).statusCode, 200)
  await age(31)
  await unisson.schedules('survey-imports')
  t.equal((await read(kept)).statusCode, 404)
  t.ok((await surveys()).length > 0, 'the surveys stay')
})
