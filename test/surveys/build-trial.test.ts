import t from 'tap'
import { missingIn, translate, withoutLanguage } from '../../src/surveys/build/translation.ts'
import type { Definition } from '../../src/surveys/definition.ts'
import { createSurvey, getDefinition } from '../../src/surveys/survey.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { answerAll, fieldsOf, nights } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
let leader: Officer
let id: string
t.before(async () => {
  unisson = await openUnisson(t)
  leader = await signIn(unisson, 'section-leader')
})
t.beforeEach(async () => {
  const { vault } = unisson
  const { id: section_id } = await vault.db.selectFrom('sections').select('id').executeTakeFirstOrThrow()
  id = await vault.db
    .transaction()
    .execute(trx => createSurvey(trx, vault.keys, { section_id, region_id: null }, nights))
})

const get = (path: string) =>
  unisson.app.inject({ url: `/manage/surveys/${id}/${path}`, headers: leader.headers })
const send = (path: string, fields: Record<string, string>) =>
  post(unisson, `/manage/surveys/${id}/${path}`, fields, leader.cookie)

t.test('a trial goes through the conditions to its end, and keeps nothing', async t => {
  const tables = ['staged_responses', 'batches', 'invitations', 'audit_events'] as const
  const count = async () =>
    Promise.all(
      tables.map(async table => (await unisson.vault.db.selectFrom(table).selectAll().execute()).length),
    )
  const before = await count()
  let page = await get('preview')
  t.match(page.body, 'Rien n’est gardé de ce que vous répondez.')
  const answers: Record<string, string> = { night: 'yes', count: '12', why: 'Tout', 'rest.sleep': 'no' }
  for (let pages = 0; pages < 10 && !/Fin de l’essai/.test(page.body); pages += 1) {
    t.match(page.body, 'Essai.')
    const here = Object.entries(answers).filter(([key]) => page.body.includes(`name="q.${key}"`))
    const typed = Object.fromEntries(here.map(([key, value]) => [`q.${key}`, value]))
    const press = /value="(start|send)"/.exec(page.body)?.[1] ?? 'next'
    page = await send('preview', { ...fieldsOf(page.body), ...typed, press })
  }
  t.match(page.body, 'Voici ce que nous aurions gardé')
  t.match(page.body, '10 et plus', 'the bracket, not the number')
  t.match(page.body, '<dd>Oui</dd>')
  t.match(page.body, 'La section en parle le 12 janvier.')
  t.same(await count(), before)
})

t.test('a trial is no way to answer', async t => {
  const page = await answerAll(unisson, `/surveys/none/response`, {})
  t.equal(page.statusCode, 404)
  const { body } = await unisson.app.inject({ url: `/manage/surveys/${id}/preview` })
  t.notMatch(body, 'Commencer', 'without a session there is no trial')
})

t.test('a language is added, translated page by page, and taken away', async t => {
  const added = await send('languages', { language: 'en' })
  t.match(added.headers.location, '/languages/en')
  t.match((await get('languages')).body, 'Il manque 14 traductions.')
  const page = await get('languages/en?page=you')
  t.match(page.body, 'Travaillez-vous la nuit ?')
  const mark = /name="mark" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const words = { mark, 'p.title': 'Your job', 'q.night.text': 'Do you work at night?', 'q.post.text': '' }
  t.equal((await send('languages/en?page=you', words)).statusCode, 303)
  const definition = await getDefinition(unisson.vault.db, id)
  t.match(definition.pages[0], { title: { fr: 'Votre poste', en: 'Your job' } })
  t.equal(missingIn(definition, definition.pages[0], 'en'), 1)
  t.equal((await send('languages/en?page=you', words)).statusCode, 409, 'the page has changed since')
  t.equal((await send('languages', { language: 'xx' })).statusCode, 422)
  t.equal((await send('languages/fr/removal', {})).statusCode, 404, 'the first language stays')
  t.equal((await send('languages/en/removal', {})).statusCode, 303)
  t.same(await getDefinition(unisson.vault.db, id), nights)
})

t.test('a translation touches its words and nothing else', async t => {
  const two: Definition = { ...nights, languages: ['fr', 'en'] }
  const page = two.pages[2]!
  const said = translate(two, page, 'en', {
    'q.rest.row.sleep': 'I sleep enough',
    'q.rest.choice.yes': 'Yes',
  })
  t.match(said.pages[2], {
    questions: [
      {
        rows: [{ text: { fr: 'Je dors assez', en: 'I sleep enough' } }, {}],
        choices: [{ text: { en: 'Yes' } }, {}],
      },
    ],
  })
  t.same(withoutLanguage(said, 'en'), nights)
  t.same(translate(said, page, 'en', { 'q.rest.row.sleep': '', 'q.rest.choice.yes': '' }), two)
})

t.test('the words around the questions are a form of their own', async t => {
  const { body } = await get('text')
  const mark = /name="mark" value="([^"]+)"/.exec(body)?.[1] ?? ''
  t.match((await send('text', { mark, title: '' })).body, 'Écrivez un titre.')
  t.equal(
    (await send('text', { mark, title: 'Vos nuits', introduction: 'Bonjour.', thanks: '' })).statusCode,
    303,
  )
  const { title, introduction, thanks } = await getDefinition(unisson.vault.db, id)
  t.same(
    { title, introduction, thanks },
    { title: { fr: 'Vos nuits' }, introduction: { fr: 'Bonjour.' }, thanks: undefined },
  )
})
