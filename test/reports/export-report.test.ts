import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import t from 'tap'
import { frozenSurvey } from '../support/conditions.ts'
import { headersOf, type Officer, signIn } from '../support/officers.ts'
import { makePlaces } from '../support/places.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app } = unisson
const { regions, sections } = await makePlaces(unisson)
const survey = await frozenSurvey(unisson, { sizes: [140, 62, 3, 31, 210, 12, 4] })
const maud = await signIn(unisson, 'administrator')
const officer = await signIn(unisson, 'regional-officer', { region_id: regions[0] })
const leader = await signIn(unisson, 'section-leader', { section_ids: [sections[1] as string] })
const home = `/reports/surveys/${survey}`
const get = (path: string, { cookie }: Pick<Officer, 'cookie'> = maud) =>
  app.inject({ url: path, headers: headersOf(cookie) })
const linesOf = (body: string, delimiter = ';'): Record<string, string>[] =>
  parse(body, { bom: true, delimiter, columns: true })

t.test('a report leaves as JSON, CSV and XLSX with the figures of its page', async t => {
  const page = await get(`${home}?scope=union`)
  t.equal(page.statusCode, 200)
  const json = (await get(`${home}.json?scope=union`)).json()
  const hours = json.pages[0].questions[0]
  t.match(hours, { code: 'hours', sensitive: false, answers: [{ code: 'day', text: 'De jour' }, {}, {}] })
  const [{ counts, base }] = hours.rows[0].readings
  const csv = await get(`${home}.csv?scope=union`)
  t.match(csv.headers, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': /^attachment; filename="nos-conditions-de-travail-.*\.csv"/,
  })
  const lines = linesOf(csv.body)
  const line = lines.find(one => one['Code de la réponse'] === 'day')
  t.match(line, { Où: 'Toute l’enquête', Nombre: String(counts[0]), Base: String(base) })
  t.match(line?.Part, /^0,\d+$/, 'decimals as the language has them')
  const english = linesOf((await get(`/en${home}.csv?scope=union`)).body, ',')
  t.match(english.find(one => one['Answer code'] === 'day')?.Share, /^0\.\d+$/)
  const { sheets } = await readXlsx((await get(`${home}.xlsx?scope=union`)).rawPayload)
  const [about, figures] = sheets
  t.match(about?.rows?.[0], ['Enquête', 'Nos conditions de travail'])
  const notes = lines.filter(line => line['Code de la réponse'] === ':note' && !line.Question)
  t.equal(figures?.rows?.length, lines.length - notes.length + 1)
  t.same(
    notes.map(({ Réponse }) => Réponse),
    about?.rows?.map(row => row.filter(Boolean).join(' : ')),
    'what is to be known stands before the figures of a CSV',
  )
  t.ok(figures?.rows?.some(row => row[6] === 'day' && row[8] === counts[0]))
})

t.test('files tell the response rate, the texts and the notes that the page tells', async t => {
  const linked = await frozenSurvey(unisson, { sizes: [40, 3], seed: 3, survey: { audience: 'link', k: 10 } })
  await unisson.vault.db
    .insertInto('response_rates')
    .values({ survey_id: linked, region_id: null, section_id: null, percent: 63 })
    .execute()
  const path = `/reports/surveys/${linked}`
  const page = (await get(path)).body
  t.match(page, /63\s%/)
  const json = (await get(`${path}.json`)).json()
  t.match(json, { rate: 63, section_least: 20, recent_additions: 0 })
  t.ok(json.pooled.some(({ section_name }: { section_name: string }) => section_name === 'Carhaix'))
  const { texts } = json.pages[2].questions.find(({ code }: { code: string }) => code === 'change')
  const [written] = texts[0].readings[0].counts
  t.match(page, new RegExp(`les ${written} réponses écrites`))
  t.equal((await get(`${path}/cube.json`)).json().rate, 63)
  for (const ending of ['.csv', '/cube.csv']) {
    const lines = linesOf((await get(`${path}${ending}`)).body)
    const text = lines.find(
      line => line['Code de la réponse'] === 'text' && line['Code de la question'] === 'change',
    )
    t.match(text, { Réponse: 'Réponses écrites', Nombre: String(written) })
    const notes = lines.filter(line => line['Code de la réponse'] === ':note').map(({ Réponse }) => Réponse)
    for (const note of [
      /^Participation : 63\s%/,
      /^Lien ouvert/,
      /réponses, sur .* reçues|Toutes les réponses/,
      /aucune soustraction/,
    ])
      t.ok(
        notes.some(one => note.test(one ?? '')),
        String(note),
      )
    t.match(
      lines.find(line => line['Code de la réponse'] === ':note' && line['Code de la question'] === 'sleep')
        ?.Réponse,
      /Question sensible/,
    )
  }
})

t.test('what was withheld is said to be, and is no zero', async t => {
  const scope = `section:${sections[1]}`
  const json = (await get(`${home}.json?scope=${scope}`)).json()
  t.equal(json.columns[0].scope, scope)
  const small = `section:${sections[6]}`
  const none = linesOf((await get(`${home}.csv?scope=${small}`)).body).filter(line => line.Où === 'Roubaix')
  t.ok(none.length > 0)
  for (const line of none) t.match(line, { 'Code de la réponse': ':few', Nombre: '', Base: '' })
})

t.test('the cube holds every scope and category of the viewer, each as its page has it', async t => {
  for (const who of [maud, officer, leader]) {
    const cube = (await get(`${home}/cube.json`, who)).json()
    t.ok(cube.columns.length >= 3)
    for (const [at, { scope, category }] of cube.columns.entries()) {
      const query = new URLSearchParams({ scope, category: category?.code ?? '' })
      const one = (await get(`${home}.json?${query}`, who)).json()
      const read = (from: typeof one, column: number) =>
        from.pages.flatMap((page: { questions: { rows: { readings: unknown[] }[] }[] }) =>
          page.questions.flatMap(({ rows }) => rows.map(({ readings }) => readings[column])),
        )
      t.same(read(cube, at), read(one, 0), `${scope} ${category?.text}`)
    }
  }
  t.ok(linesOf((await get(`${home}/cube.csv`)).body).length > 100)
  const { sheets } = await readXlsx((await get(`${home}/cube.xlsx`)).rawPayload)
  t.equal(sheets.length, 2)
})

t.test('P22 no figure in any file has a base below k', async t => {
  for (const who of [maud, officer, leader]) {
    const { k, pages } = (await get(`${home}/cube.json`, who)).json()
    for (const { rows, sensitive } of pages.flatMap((page: { questions: unknown[] }) => page.questions)) {
      for (const reading of rows.flatMap((row: { readings: unknown[] }) => row.readings)) {
        if (!reading) continue
        t.ok(reading.base >= (sensitive ? k.sensitive : k.ordinary))
      }
    }
  }
})

t.test('a file outside one’s scope is not there, by any spelling of it', async t => {
  const endings = ['.json', '.csv', '.xlsx', '.pdf', '/cube.json', '/cube.csv', '/cube.xlsx']
  for (const ending of endings.slice(0, 4)) {
    for (const scope of [`region:${regions[1]}`, `section:${sections[4]}`, 'section:x', 'everybody']) {
      t.equal((await get(`${home}${ending}?scope=${scope}`, officer)).statusCode, 404, `${ending} ${scope}`)
      t.equal((await get(`${home}${ending}?scope=${scope}`, leader)).statusCode, 404, `${ending} ${scope}`)
    }
    t.equal((await get(`${home}${ending}?category=x`)).statusCode, 404)
    t.equal((await get(`${home}${ending}?period=2`)).statusCode, 404)
  }
  for (const ending of endings) {
    t.equal((await get(`/reports/surveys/${randomUUID()}${ending}`)).statusCode, 404)
    t.equal((await app.inject(`${home}${ending}`)).statusCode, 303)
  }
})
