import t from 'tap'
import { type Definition, findQuestion } from '../../src/surveys/definition.ts'
import { createSurvey, getDefinition, getSurvey, recordSurveyAct } from '../../src/surveys/survey.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { fieldsOf, nights } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
let leader: Officer
t.before(async () => {
  unisson = await openUnisson(t)
  leader = await signIn(unisson, 'section-leader')
})

/** A survey of the leader's own, with ways to its pages. */
async function draft(definition: Definition = nights) {
  const { vault } = unisson
  const { id: section_id } = await vault.db.selectFrom('sections').select('id').executeTakeFirstOrThrow()
  const owned = { section_id, region_id: null }
  const id = await vault.db.transaction().execute(trx => createSurvey(trx, vault.keys, owned, definition))
  const home = `/manage/surveys/${id}`
  const get = (path: string) => unisson.app.inject({ url: `${home}/${path}`, headers: leader.headers })
  return {
    id,
    get,
    send: (path: string, fields: Record<string, string>) =>
      post(unisson, `${home}/${path}`, fields, leader.cookie),
    /** The fields of a page's form as it is. */
    async fields(path: string) {
      const { body } = await get(path)
      const areas = [...body.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>\n?([^<]*)</g)]
      const form = body.slice(body.indexOf('novalidate'))
      return {
        ...fieldsOf(form.slice(0, form.indexOf('</form>'))),
        ...Object.fromEntries(areas.map(([, name, text]) => [name, text])),
      } as Record<string, string>
    },
    read: () => getDefinition(vault.db, id),
    launch: () => vault.db.transaction().execute(trx => recordSurveyAct(trx, id, 'launch', null)),
  }
}

t.test('a survey grows from its pages: a page, a question, its choices pasted', async t => {
  const survey = await draft()
  const page = await survey.send('pages', {})
  t.match(page.headers.location, /\/pages\/page1$/)
  const added = await survey.send('pages/page1/questions', { kind: 'single' })
  const path = String(added.headers.location).split(`${survey.id}/`)[1] as string
  t.match(path, 'questions/q1')
  const fields = await survey.fields(path)
  const saved = await survey.send(path, {
    ...fields,
    text: 'Votre atelier ?',
    new_choices: ' - Fours\n2. Contrôle\n\n• Fours\nExpédition',
    required: 'hard',
    breakdown: 'yes',
  })
  t.equal(saved.statusCode, 303)
  const definition = await survey.read()
  t.equal(definition.breakdown, 'q1')
  t.match(findQuestion(definition, 'q1'), {
    text: { fr: 'Votre atelier ?' },
    required: 'hard',
    choices: [{ text: { fr: 'Fours' } }, { text: { fr: 'Contrôle' } }, { text: { fr: 'Expédition' } }],
  })
  const again = await survey.fields(path)
  await survey.send(path, { ...again, 'choice.c2': '', press: 'up choice.c3' })
  t.match(findQuestion(await survey.read(), 'q1'), { choices: [{ code: 'c3' }, { code: 'c1' }] })
  t.equal((await survey.send('pages/page1/questions', { kind: 'spell' })).statusCode, 303)
  t.equal((await survey.send('pages/none/questions', { kind: 'single' })).statusCode, 404)
})

t.test('a mistake is told above its field, and nothing typed is lost', async t => {
  const survey = await draft()
  const fields = await survey.fields('questions/count')
  const refused = await survey.send('questions/count', {
    ...fields,
    text: 'Combien ?',
    least: 'beaucoup',
    brackets: '9 ; 3',
    code: 'night',
  })
  t.equal(refused.statusCode, 422)
  t.match(refused.body, 'Écrivez un nombre, par exemple 12,5.')
  t.match(refused.body, 'Écrivez 50 valeurs au plus')
  t.match(refused.body, 'Ce code est déjà pris.')
  t.match(refused.body, 'value="beaucoup"')
  t.match(refused.body, '>\nCombien ?</textarea>')
  t.same(await survey.read(), nights)
})

t.test('brackets are suggested from the bounds, and a code is changed wherever it is said', async t => {
  const survey = await draft()
  const fields = await survey.fields('questions/count')
  await survey.send('questions/count', { ...fields, brackets: '', press: 'brackets' })
  t.match(findQuestion(await survey.read(), 'count'), { brackets: [10, 20, 30] })
  const now = await survey.fields('questions/count')
  const moved = await survey.send('questions/count', { ...now, code: 'nuits' })
  t.match(moved.headers.location, '/questions/nuits')
  t.match(findQuestion(await survey.read(), 'why'), { shown: { answer: 'nuits' } })
})

t.test(
  'two hands on two questions do not meet; on one question the second is told, with what was typed',
  async t => {
    const survey = await draft()
    const [night, other] = [await survey.fields('questions/night'), await survey.fields('questions/post')]
    t.equal((await survey.send('questions/night', { ...night, text: 'De nuit ?' })).statusCode, 303)
    t.equal((await survey.send('questions/post', { ...other, text: 'Poste ?' })).statusCode, 303)
    const late = await survey.send('questions/night', { ...night, text: 'La nuit, vraiment ?' })
    t.equal(late.statusCode, 409)
    t.match(late.body, 'Quelqu’un a enregistré entre-temps')
    t.match(late.body, 'La nuit, vraiment ?</textarea>')
    const mark = /name="mark" value="([^"]+)"/.exec(late.body)?.[1] as string
    t.equal(
      (await survey.send('questions/night', { ...night, text: 'La nuit, vraiment ?', mark })).statusCode,
      303,
    )
    t.match(findQuestion(await survey.read(), 'night'), { text: { fr: 'La nuit, vraiment ?' } })
  },
)

t.test('order, copies and removals: what depends is named first, and the outline says it after', async t => {
  const survey = await draft()
  await survey.send('order', { down: 'night' })
  await survey.send('order', { place: 'all 0' })
  t.match(await survey.read(), {
    pages: [{ code: 'all' }, { questions: [{ code: 'post' }, { code: 'night' }] }],
  })
  await survey.send('copies', { code: 'why', from: 'nights' })
  const asked = await survey.get('removals/count')
  t.match(asked.body, 'Que changeriez-vous\u202F?')
  t.match(asked.body, 'sa condition en dépend')
  t.ok(findQuestion(await survey.read(), 'count'), 'asking removes nothing')
  await survey.send('removals/count', {})
  t.notOk(findQuestion(await survey.read(), 'count'))
  t.match((await survey.get('pages')).body, /La condition porte sur une question qui n’existe plus/)
  t.match((await survey.get('check')).body, `/manage/surveys/${survey.id}/conditions/why`)
  for (const path of ['removals/none', 'questions/none', 'pages/none', 'conditions/none', 'languages/de'])
    t.equal((await survey.get(path)).statusCode, 404, path)
})

t.test('a condition is built by buttons that send the form, then saved', async t => {
  const survey = await draft()
  const path = 'conditions/rest'
  const first = { mark: (await survey.fields(path)).mark as string, 'join.0': 'all', 'answer.0.0': 'night' }
  const offered = await survey.send(path, { ...first, press: 'look' })
  t.match(offered.body, '<option value="yes">Oui</option>')
  const row = { ...first, 'is.0.0': 'equal', 'value.0.0': 'yes' }
  t.match((await survey.send(path, { ...row, press: 'group 0' })).body, 'name="answer.0.1.0"')
  const nested = {
    ...row,
    'join.0.1': 'any',
    'answer.0.1.0': 'count',
    'is.0.1.0': 'least',
    'value.0.1.0': '10',
  }
  const gap = await survey.send(path, {
    ...nested,
    'answer.0.1.1': 'post',
    'is.0.1.1': 'equal',
    press: 'save',
  })
  t.equal(gap.statusCode, 422)
  t.match(gap.body, 'Dites à quelle réponse comparer.')
  t.same(await survey.read(), nights, 'nothing is saved before')
  const second = { 'answer.0.1.1': 'post', 'is.0.1.1': 'not-answered' }
  t.equal((await survey.send(path, { ...nested, ...second, press: 'save' })).statusCode, 303)
  t.same(findQuestion(await survey.read(), 'rest')?.shown, {
    all: [
      { answer: 'night', is: 'equal', value: 'yes' },
      { any: [{ answer: 'count', is: 'least', value: 10 }, { not: { answer: 'post', is: 'answered' } }] },
    ],
  })
  const later = { ...first, 'answer.0.0': 'rest.sleep', press: 'save' }
  t.match((await survey.send('conditions/night', later)).body, 'Cette question n’est pas posée avant.')
  t.equal((await survey.send(path, { ...first, press: 'always' })).statusCode, 409, 'it was saved since')
})

t.test('after the launch words are corrected, and nothing else', async t => {
  const survey = await draft()
  await survey.launch()
  const fields = await survey.fields('questions/rest')
  t.match((await survey.get('questions/rest')).body, 'L’enquête est lancée')
  const corrected = {
    ...fields,
    text: 'Et votre repos ?',
    'row.sleep': 'Je dors bien',
    new_choices: 'Peut-être',
    required: 'hard',
  }
  t.equal((await survey.send('questions/rest', corrected)).statusCode, 303)
  t.match(await getSurvey(unisson.vault.db, survey.id), { version: 2 })
  const rest = findQuestion(await survey.read(), 'rest')
  t.match(rest, { text: { fr: 'Et votre repos ?' }, rows: [{ text: { fr: 'Je dors bien' } }, {}] })
  t.notOk(rest && 'required' in rest && rest.required)
  t.equal((await survey.send('order', { down: 'night' })).statusCode, 422)
  t.equal((await survey.send('removals/night', {})).statusCode, 422)
})

t.test('a survey of somebody else is not there', async t => {
  const survey = await draft()
  for (const role of ['administrator', 'regional-officer'] as const) {
    const { headers, cookie } = await signIn(unisson, role)
    const home = `/manage/surveys/${survey.id}`
    for (const path of [
      'pages',
      'pages/you',
      'questions/night',
      'conditions/night',
      'text',
      'languages',
      'check',
      'preview',
      'removals/night',
    ])
      t.equal(
        (await unisson.app.inject({ url: `${home}/${path}`, headers })).statusCode,
        404,
        `${role} ${path}`,
      )
    for (const path of ['pages', 'order', 'copies', 'questions/night', 'removals/night'])
      t.equal(
        (await post(unisson, `${home}/${path}`, { up: 'post' }, cookie)).statusCode,
        404,
        `${role} ${path}`,
      )
  }
})
