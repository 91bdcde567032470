import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import t from 'tap'
import { wordsOf } from '../attack/document.ts'
import { frozenSurvey } from '../support/conditions.ts'
import { headersOf, type Officer, signIn } from '../support/officers.ts'
import { makePlaces } from '../support/places.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { regions, sections } = await makePlaces(unisson)
const [brest, carhaix, concarneau, , dourges] = sections as [string, string, string, string, string]
const sizes = [140, 62, 3, 31, 210, 12, 4]
const survey = await frozenSurvey(unisson, { sizes })
const earlier = await frozenSurvey(unisson, { sizes: [100, 70, 12, 31, 150, 12, 4], seed: 5, lean: 1.1 })
const rate = { survey_id: survey, region_id: regions[0] as string, percent: 63 }
await vault.db
  .insertInto('response_rates')
  .values([
    { ...rate, region_id: null, section_id: null },
    { ...rate, section_id: brest, percent: 71 },
    { ...rate, section_id: concarneau, percent: 19 },
    { ...rate, section_id: null, percent: 44 },
    { ...rate, region_id: regions[1] as string, section_id: dourges, percent: 58 },
  ])
  .execute()
const maud = await signIn(unisson, 'administrator')
const officer = await signIn(unisson, 'regional-officer', { region_id: regions[0] })
const leader = await signIn(unisson, 'section-leader', { section_ids: [carhaix] })
const home = `/reports/surveys/${survey}`
const get = (path: string, { cookie }: Pick<Officer, 'cookie'> = officer) =>
  app.inject({ url: `${home}${path}`, headers: headersOf(cookie) })
const linesOf = (body: string): Record<string, string>[] =>
  parse(body, { bom: true, delimiter: ';', columns: true })

t.test('sections compared leave as files with the figures of their page', async t => {
  const query = '?question=agree.safe'
  const { columns, question, rates, pooled } = (await get(`/sections.json${query}`)).json()
  t.same(
    columns.map(({ name, rate }: { name: string; rate: number | null }) => [name, rate]),
    [
      ['', 63],
      ['Bretagne', null],
      ['Brest', 71],
      ['Carhaix', null],
      ['Dinard', null],
    ],
  )
  t.same(rates, [
    { name: 'Concarneau', together: false, rate: 19 },
    { name: 'Bretagne', together: true, rate: 44 },
  ])
  t.match(pooled, [{ section_name: 'Concarneau', region_name: 'Bretagne' }])
  t.equal(question.rows.length, 1)
  const [, , { counts }] = question.rows[0].readings
  const lines = linesOf((await get(`/sections.csv${query}`)).body)
  t.match(
    lines.find(line => line.Où === 'Brest' && line['Code de la réponse'] === 'yes'),
    { Nombre: String(counts[0]) },
  )
  t.match(
    lines.find(line => line.Où === 'Brest' && line['Code de la réponse'] === ':rate'),
    { Part: '0,71' },
  )
  t.match(
    lines.find(line => line.Où === 'Carhaix' && line['Code de la réponse'] === ':rate'),
    { Part: '', Réponse: 'Participation : non montré' },
  )
  const { sheets } = await readXlsx((await get(`/sections.xlsx${query}`)).rawPayload)
  t.match(sheets[0]?.rows?.[1]?.[1], /Êtes-vous d’accord.* · Je me sens en sécurité/)
  const printed = await wordsOf((await get(`/sections.pdf${query}`)).rawPayload)
  t.match(printed, /Brest\t(\d+\s%\t){4}\d+\t\d+\t71\s%/)
  t.match(printed, 'Je me sens en sécurité')
})

t.test('two editions leave as files, each question protected as it is', async t => {
  const query = `?with=${earlier}`
  const page = (await get(`/comparison${query}`)).body
  const json = (await get(`/comparison.json${query}`)).json()
  const [sleep] = json.questions.filter(({ code }: { code: string }) => code === 'sleep')
  t.match(sleep, { sensitive: true, rows: [{ answers: [{ code: 'well' }, {}, {}] }] })
  const { none } = sleep.rows[0].now
  t.ok(none)
  t.equal(sleep.rows[0].now.counts, undefined)
  const part = /<h2[^>]*>\s*Comment dormez-vous.*?<\/div>/s.exec(page)?.[0]
  t.match(part, /Question sensible\s: groupes d’au moins 10 personnes/)
  t.match(part, new RegExp(`Sans réponse.*?${none}`, 's'), 'and how many are missing')
  t.match(/<h2[^>]*>\s*Quand travaillez-vous.*?<\/div>/s.exec(page)?.[0], /Groupes d’au moins 5 personnes/)
  const lines = linesOf((await get(`/comparison.csv${query}`)).body)
  const well = lines.find(line => line['Code de la réponse'] === 'well')
  const { now, before } = sleep.rows[0].answers[0]
  t.match(well, { 'Cette enquête': String(Math.round(now * 1e4) / 1e4).replace('.', ',') })
  t.match(well, { 'L’autre enquête': String(Math.round(before * 1e4) / 1e4).replace('.', ',') })
  const { sheets } = await readXlsx((await get(`/comparison.xlsx${query}`)).rawPayload)
  t.ok((sheets[1]?.rows?.length ?? 0) > 40)
  const printed = await wordsOf((await get(`/comparison.pdf${query}`)).rawPayload)
  t.match(printed, /Bretagne · \S+\s\S+\s20\d\d/)
  t.match(printed, /Bien\t\d+\s%\t\d+\s%/)
  t.equal(
    (await app.inject({ url: `/reports/surveys/${survey}/comparison.json`, headers: maud.headers }))
      .statusCode,
    200,
  )
})

t.test('a summary is one page, tagged, with the section’s name and the day on it', async t => {
  const { rawPayload, headers } = await get('/summary.pdf', leader)
  t.match(headers['content-disposition'], /resume-a-projeter-nos-conditions/)
  const file = rawPayload.toString('latin1')
  for (const tag of ['/StructTreeRoot', '/Lang (fr)', 'pdfuaid:part>1<']) t.ok(file.includes(tag), tag)
  const printed = await wordsOf(rawPayload)
  t.match(printed, /Carhaix · \S+\s\S+\s20\d\d\tpage 1 sur 1$/)
  t.match(printed, /[+−]\d+\spoints/)
})

t.test('P22 the files of comparisons stay within the scope of their pages', async t => {
  for (const ending of ['json', 'csv', 'xlsx', 'pdf']) {
    t.equal((await get(`/sections.${ending}?question=nowhere`)).statusCode, 404)
    t.equal((await get(`/comparison.${ending}?with=${earlier}&scope=region:${regions[1]}`)).statusCode, 404)
    t.equal((await get(`/comparison.${ending}?with=${brest}`)).statusCode, 404)
    t.equal((await app.inject(`${home}/sections.${ending}`)).statusCode, 303)
  }
  t.equal((await get(`/summary.pdf?scope=section:${dourges}`)).statusCode, 404)
  for (const key of ['sleep', 'hours']) {
    const { k, question } = (await get(`/sections.json?question=${key}`, maud)).json()
    t.equal(k, key === 'sleep' ? 10 : 5)
    for (const reading of question.rows[0].readings) if (reading) t.ok(reading.base >= k)
  }
})
