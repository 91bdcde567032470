import t from 'tap'
import { matchQuestions } from '../../src/reports/survey/edition-comparison.ts'
import type { QuestionReport } from '../../src/reports/survey/question-report.ts'
import { frozenSurvey } from '../support/conditions.ts'
import { signIn } from '../support/officers.ts'
import { asking, fr } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const asked = (code: string, bins: string[], shares: (number | null)[]) =>
  ({
    code,
    kind: 'single',
    text: code,
    bins: bins.map(bin => ({ code: bin, text: bin, lang: 'fr' })),
    rows: [{ code: '', text: '', key: code, readings: [{ shares }] }],
  }) as unknown as QuestionReport

t.test('editions are matched by code: questions, and the answers that both had', async t => {
  const now = [asked('pay', ['low', 'fair', 'new'], [0.5, 0.3, 0.2]), asked('rest', ['yes'], [1])]
  const before = [
    asked('pay', ['fair', 'low'], [null, 0.7]),
    { ...asked('rest', ['yes'], [1]), kind: 'scale' },
  ]
  const matched = matchQuestions(now, before as QuestionReport[])
  t.same(
    matched.map(({ code }) => code),
    ['pay'],
    'the same code of another kind is another question',
  )
  t.same(matched[0]?.rows[0]?.answers, [
    { code: 'low', text: 'low', lang: 'fr', now: 0.5, before: 0.7 },
    { code: 'fair', text: 'fair', lang: 'fr', now: 0.3, before: null },
  ])
})

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault

async function place(region: string, names: string[]) {
  const { id } = await db
    .insertInto('regions')
    .values({ name: region })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = names.map(name => ({ name, region_id: id }))
  const sections = await db.insertInto('sections').values(rows).returning(['id', 'name']).execute()
  return { id, sections }
}

const north = await place('Nord', ['Dourges', 'Fives', 'Lens'])
const south = await place('Sud', ['Grasse', 'Sorgues'])
const id = await frozenSurvey(unisson, { sizes: [40, 3, 25, 12, 30] })
const earlier = await frozenSurvey(unisson, { sizes: [30, 20, 25, 12, 30], seed: 5, lean: 1.1 })

const officer = await signIn(unisson, 'regional-officer', { region_id: north.id })
const get = (path: string) => app.inject({ url: `/reports/surveys/${id}${path}`, headers: officer.headers })

t.test('two editions stand side by side over the same scope', async t => {
  const { body, statusCode } = await get(`/comparison?with=${earlier}`)
  t.equal(statusCode, 200)
  t.match(body, /9 questions portent le même code/)
  t.match(body, new RegExp(`<option value="region:${north.id}" selected>`))
  t.equal((await get(`/comparison?with=${earlier}&scope=region:${south.id}`)).statusCode, 404)
  t.equal((await get(`/comparison?with=${north.id}`)).statusCode, 404)
})

t.test('an own scope that one of two editions does not show gives way to the widest', async t => {
  const [, fives] = north.sections
  const { body, statusCode } = await get(`/comparison?with=${earlier}&scope=section:${fives?.id}`)
  t.equal(statusCode, 200)
  t.match(body, /<p class="soft">Toute l’enquête</, 'and says so')
  const [grasse] = south.sections
  t.equal((await get(`/comparison?with=${earlier}&scope=section:${grasse?.id}`)).statusCode, 404)
})

t.test('where nothing but words was asked, no comparison of sections is offered', async t => {
  const words = asking([{ kind: 'long-text', code: 'change', text: fr('Que changer ?') }])
  const written = await frozenSurvey(unisson, { sizes: [60], definition: words })
  const { body } = await app.inject({ url: `/reports/surveys/${written}`, headers: officer.headers })
  t.match(body, /Que changer/)
  t.notMatch(body, /Comparer les sections/)
  t.match((await get('')).body, /Comparer les sections/)
})

t.test('sections are compared for one question, those of too few named beside', async t => {
  const { body } = await get('/sections?question=agree.safe')
  t.match(body, /Dourges/)
  t.match(body, /Nord, regroupées faute d’un nombre suffisant de réponses\s: Fives/)
  t.notMatch(body, /Grasse|Sorgues/)
  t.equal((await get('/sections?question=nowhere')).statusCode, 404)
  t.match((await get('/sections?question=sleep')).body, /groupes d’au moins 10 personnes/)
})

t.test('a summary says what came out, of how many, and how it is protected', async t => {
  const whole = { survey_id: id, region_id: null, section_id: null, percent: 63 }
  await db.insertInto('response_rates').values(whole).execute()
  t.match((await get('/summary?scope=union')).body, /Participation\s: 63\s%/)
  const { body } = await get('/summary')
  t.match(body, /<b>[+−]\d+<\/b> <span>points/, 'what 0 to 10 comes to')
  t.match(body, /en tête du classement/)
  t.match(body, /Ce qui en ressort/)
  t.match(body, /D’après 52 réponses/)
  t.match(body, /groupes d’au moins 5 personnes/)
})

t.test('a section’s report is read within its scope', async t => {
  const [dourges] = north.sections
  const [grasse] = south.sections
  const report = await app.inject({ url: `/reports/sections/${dourges?.id}`, headers: officer.headers })
  t.match(report.body, /Nos conditions de travail/)
  t.match(report.body, />\s*40\s*</)
  const other = await app.inject({ url: `/reports/sections/${grasse?.id}`, headers: officer.headers })
  t.equal(other.statusCode, 404)
})

t.test('each compared question says how it is protected, and how many are missing from it', async t => {
  const { body } = await get(`/comparison?with=${earlier}`)
  const partOf = (question: string) => new RegExp(`<h2[^>]*>\\s*${question}.*?</div>`, 's').exec(body)?.[0]
  const sleep = partOf('Comment dormez-vous')
  t.match(sleep, /Question sensible\s: groupes d’au moins 10 personnes/)
  t.match(sleep, /Sans réponse.*?\d+/s)
  t.match(partOf('Quand travaillez-vous'), /Groupes d’au moins 5 personnes/)
  t.match((await get('/sections?question=agree.safe')).body, /data-label="Sans réponse">\d+</)
})
