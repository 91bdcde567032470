import t from 'tap'
import { createSurvey, getDefinition } from '../../src/surveys/survey.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { nights } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
let leader: Officer
let home: string
let id: string
t.before(async () => {
  unisson = await openUnisson(t)
  leader = await signIn(unisson, 'section-leader')
  const { vault } = unisson
  const { id: section_id } = await vault.db.selectFrom('sections').select('id').executeTakeFirstOrThrow()
  const owned = { section_id, region_id: null }
  id = await vault.db.transaction().execute(trx => createSurvey(trx, vault.keys, owned, nights))
  home = `/manage/surveys/${id}`
})

const send = (path: string, fields: Record<string, string | string[]>) =>
  post(unisson, `${home}/${path}`, fields, leader.cookie)
const markOf = async (path: string): Promise<string> => {
  const { body } = await unisson.app.inject({ url: `${home}/${path}`, headers: leader.headers })
  return /name="mark" value="([^"]+)"/.exec(body)?.[1] ?? ''
}

t.test('what no text may hold is refused, and what was there stays', async t => {
  const mark = await markOf('questions/rest')
  const fields = { mark, text: 'Repos', code: 'rest', required: 'no', 'row.sleep': 'a', 'choice.yes': 'b' }
  const bad: Record<string, string>[] = [
    { text: 'a\u0000b' },
    { text: 'x'.repeat(4_001) },
    { text: '\u202Eabc' },
    { 'row.sleep': '\u0007' },
    { new_choices: `${'y'.repeat(4_001)}` },
    { required: 'maybe' },
    { code: '../etc' },
    { code: '__proto__' },
    { mark: '' },
  ]
  for (const one of bad) {
    const { statusCode } = await send('questions/rest', { ...fields, ...one })
    t.equal(statusCode, 422, JSON.stringify(one).slice(0, 40))
  }
  t.same(await getDefinition(unisson.vault.db, id), nights)
})

t.test('scripts in a text stay text wherever it is shown', async t => {
  const script = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
  const mark = await markOf('questions/night')
  const saved = await send('questions/night', { mark, text: script, code: 'night', required: 'no' })
  t.equal(saved.statusCode, 303)
  for (const path of [
    'pages',
    'pages/you',
    'questions/night',
    'conditions/nights',
    'removals/night',
    'preview',
    'check',
  ]) {
    const { body } = await unisson.app.inject({ url: `${home}/${path}`, headers: leader.headers })
    t.notMatch(body, /<script>alert|<img src=x/, path)
  }
})

t.test('orders, places and choices by any hand change nothing they should not, and never fail', async t => {
  const before = JSON.stringify(await getDefinition(unisson.vault.db, id))
  const orders: Record<string, string | string[]>[] = [
    {},
    { up: 'none' },
    { place: 'night none 0' },
    { place: 'night __proto__' },
    { place: '' },
    { up: ['a', 'b'] },
    { down: 'constructor' },
  ]
  for (const one of orders) t.ok((await send('order', one)).statusCode < 500, JSON.stringify(one))
  for (const code of ['none', '', '__proto__', 'you:x'])
    t.equal((await send('copies', { code })).statusCode, 404, code)
  t.equal(JSON.stringify(await getDefinition(unisson.vault.db, id)), before)
  const far = await send('order', { place: 'post nights 9999', from: '//elsewhere.example' })
  t.match(far.headers.location, /^\/manage\/surveys\/[^/]+\/pages\/%2F%2Felsewhere/)
  t.match((await getDefinition(unisson.vault.db, id)).pages[1]?.questions[2], { code: 'post' })
})
