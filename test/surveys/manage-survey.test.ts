import t from 'tap'
import { readJson } from '../../src/surveys/export/json.ts'
import { readSurveyFile } from '../../src/surveys/import/file.ts'
import { getDefinition } from '../../src/surveys/survey.ts'
import { templates } from '../../src/surveys/templates/template.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { openSurvey } from '../support/survey.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault
const samira = await signIn(unisson, 'section-leader')
const nathalie = await signIn(unisson, 'regional-officer')
const maud = await signIn(unisson, 'administrator')
const read = (url: string, { headers } = samira) => app.inject({ url, headers })

async function start(fields: Record<string, string>, officer = samira): Promise<string> {
  const answer = await post(unisson, '/manage/surveys', fields, officer.cookie)
  t.equal(answer.statusCode, 303, answer.body)
  return String(answer.headers.location).split('/').at(-1)!
}
const act = (id: string, what: string, fields = {}, { cookie }: Officer = samira) =>
  post(unisson, `/manage/surveys/${id}/${what}`, fields, cookie)
const eventOf = (id: string, what: string) =>
  db
    .selectFrom('audit_events')
    .selectAll()
    .where('act', '=', what)
    .where('subject_id', '=', id)
    .executeTakeFirst()

/** A leader of another section of another region. */
async function stranger(): Promise<Officer> {
  const region = await db
    .insertInto('regions')
    .values({ name: 'Bretagne' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const section = await db
    .insertInto('sections')
    .values({ name: 'Conserverie Pors-Ru', region_id: region.id })
    .returning('id')
    .executeTakeFirstOrThrow()
  return signIn(unisson, 'section-leader', { name: 'Yann', section_ids: [section.id] })
}

t.test('a leader without surveys is offered a template that is ready', async t => {
  const { body } = await read('/manage/surveys')
  t.match(body, '/manage/surveys/new?from=template:pay')
  t.match((await read('/manage/surveys/new?from=template:pay')).body, 'value="template:pay" checked')
})

t.test('every template becomes a draft whose page names the one next step', async t => {
  for (const { code, words, definition } of templates) {
    const id = await start({ from: `template:${code}` })
    t.strictSame(await getDefinition(db, id), definition, code)
    const { body } = await read(`/manage/surveys/${id}`)
    t.match(body, `class="button" href="/manage/surveys/${id}/audience"`, 'whom to ask comes next')
    const { purpose } = await db
      .selectFrom('surveys')
      .select('purpose')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    t.equal(purpose, words.fr.purpose)
    t.ok(await eventOf(id, 'survey.creation'))
  }
})

t.test('a blank page asks for questions first, under the title it was given', async t => {
  const id = await start({ from: 'blank', title: 'Nos vestiaires' })
  const { body } = await read(`/manage/surveys/${id}`)
  t.match(body, '<h1>Nos vestiaires</h1>')
  t.match(body, `class="button" href="/manage/surveys/${id}/pages"`)
  const nothing = await post(unisson, '/manage/surveys', { from: '' }, samira.cookie)
  t.equal(nothing.statusCode, 422)
  t.match(nothing.body, 'Choisissez d’où partir.')
  t.match((await read(`/en/manage/surveys/${id}`)).body, 'Write the questions')
})

t.test('a survey that is shared is a start for others, who get its questions and nothing else', async t => {
  const id = await start({ from: 'template:telework', title: 'Nos jours à distance' })
  const yann = await stranger()
  const copy = () => post(unisson, '/manage/surveys', { from: 'shared', shared: id }, yann.cookie)
  t.equal((await copy()).statusCode, 422, 'it is not shared yet')
  t.equal((await act(id, 'sharing', {}, yann)).statusCode, 404, 'nor his to share')
  t.match((await act(id, 'sharing')).headers.location, '?done=sharing')
  t.ok(await eventOf(id, 'survey.sharing'))
  t.match((await read('/manage/surveys/new', yann)).body, 'Nos jours à distance, par Plateforme de Dourges')
  const copied = String((await copy()).headers.location)
    .split('/')
    .at(-1)!
  t.strictSame(await getDefinition(db, copied), await getDefinition(db, id))
  const { purpose, section_id } = await db
    .selectFrom('surveys')
    .selectAll()
    .where('id', '=', copied)
    .executeTakeFirstOrThrow()
  t.equal(purpose, '', 'what it was for is theirs to say')
  t.equal(section_id, await ofBrittany())
  t.equal((await read(`/manage/surveys/${id}`, yann)).statusCode, 404, 'the survey itself stays where it is')
  await act(id, 'sharing-end')
  t.equal((await copy()).statusCode, 422)
})

t.test('one of ours can be taken up again', async t => {
  const from = await start({ from: 'template:assembly' })
  const id = await start({ from: 'ours', ours: from, title: 'Après l’assemblée de mars' })
  const { title, pages } = await getDefinition(db, id)
  t.equal(title.fr, 'Après l’assemblée de mars')
  t.strictSame(pages, (await getDefinition(db, from)).pages)
})

t.test('a draft goes with its key, for a reason; a survey that was launched stays', async t => {
  const id = await start({ from: 'template:training' })
  const silent = await act(id, 'deletion')
  t.equal(silent.statusCode, 422)
  t.match(silent.body, 'Dites pourquoi')
  t.equal((await act(id, 'deletion', { reason: 'Un essai.' })).headers.location, '/manage/surveys')
  t.equal((await read(`/manage/surveys/${id}`)).statusCode, 404)
  const key = db.selectFrom('data_keys').select('id').where('scope', '=', `survey:${id}`)
  t.equal(await key.executeTakeFirst(), undefined)
  t.ok((await eventOf(id, 'survey.deletion'))?.reason_sealed)
  const section_id = (
    await db
      .selectFrom('sections')
      .select('id')
      .where('name', '=', 'Plateforme de Dourges')
      .executeTakeFirstOrThrow()
  ).id
  const launched = await openSurvey(unisson, { section_id })
  t.equal((await act(launched.id, 'deletion', { reason: 'Trop tard.' })).statusCode, 409)
  t.equal((await read(`/manage/surveys/${launched.id}/deletion`)).statusCode, 409)
})

t.test(
  'who sees a survey: its owner, their region and the union; and, once launched, those it goes to',
  async t => {
    const yann = await signIn(unisson, 'section-leader', {
      name: 'Soizic',
      section_ids: [await ofBrittany()],
    })
    const draft = await start({ from: 'template:pay', title: 'Salaires de Dourges' })
    const wide = await start({ from: 'template:pay', title: 'Salaires de tout le syndicat' }, maud)
    const sees = async (officer: Officer, id: string) =>
      (await read(`/manage/surveys/${id}`, officer)).statusCode === 200
    t.strictSame(await Promise.all([samira, nathalie, maud, yann].map(one => sees(one, draft))), [
      true,
      true,
      true,
      false,
    ])
    t.strictSame(await Promise.all([samira, yann, maud].map(one => sees(one, wide))), [false, false, true])
    const section_id = await ofBrittany()
    await db.insertInto('survey_sections').values({ survey_id: wide, section_id }).execute()
    t.equal(await sees(yann, wide), false, 'a draft of others')
    await db.insertInto('survey_acts').values({ survey_id: wide, act: 'launch', account_id: null }).execute()
    t.equal(await sees(yann, wide), true)
    t.match((await read('/manage/surveys', yann)).body, 'Salaires de tout le syndicat')
    t.notMatch(
      (await read(`/manage/surveys/${wide}`, yann)).body,
      `href="/manage/surveys/${wide}/`,
      'it is not theirs to run',
    )
    t.equal((await read(`/manage/surveys/${draft}/definition.json`, nathalie)).statusCode, 404)
  },
)

const ofBrittany = async () =>
  (
    await db
      .selectFrom('sections')
      .select('id')
      .where('name', 'like', 'Conserverie%')
      .executeTakeFirstOrThrow()
  ).id

t.test('its questions leave as a file of ours that comes back the same, and as XLSForm', async t => {
  const id = await start({ from: 'template:works-council' })
  const definition = await getDefinition(db, id)
  const json = await read(`/manage/surveys/${id}/definition.json`)
  t.strictSame(readJson(JSON.parse(json.body)), definition)
  const xlsform = await read(`/manage/surveys/${id}/definition.xlsx`)
  t.equal((await readSurveyFile(xlsform.rawPayload)).report.format, 'xlsform')
})
