import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import t from 'tap'
import { today } from '../../src/http/day.ts'
import { voice } from '../../src/http/views.ts'
import { wordsOf } from '../attack/document.ts'
import { frozenSurvey } from '../support/conditions.ts'
import { headersOf, type Officer, signIn } from '../support/officers.ts'
import { openPetition, signAndConfirm } from '../support/petition.ts'
import { makePlaces } from '../support/places.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app } = unisson
const { sections, regions } = await makePlaces(unisson)
await frozenSurvey(unisson, { sizes: [140, 62, 3, 31, 210, 12, 4] })
const petition = await openPetition(unisson, { section_id: sections[0] as string })
for (let person = 0; person < 7; person += 1)
  await signAndConfirm(unisson, petition, { email: `person${person}@atelier.example` }, `192.0.2.${person}`)
await unisson.work()
const maud = await signIn(unisson, 'administrator')
const get = (path: string, { cookie }: Officer = maud) =>
  app.inject({ url: path, headers: headersOf(cookie) })
const words = voice('fr').date
const linesOf = (body: string): Record<string, string>[] =>
  parse(body, { bom: true, delimiter: ';', columns: true })

for (const [name, home] of [
  ['a petition', `/reports/petitions/${petition.id}`],
  ['a section', `/reports/sections/${sections[0]}`],
] as const) {
  t.test(`what came of ${name} leaves with the figures of its page`, async t => {
    t.equal((await get(home)).statusCode, 200)
    const { title, figures } = (await get(`${home}.json`)).json()
    t.ok(title)
    const lines = linesOf((await get(`${home}.csv`)).body)
    t.equal(lines.length, figures.length)
    const { sheets } = await readXlsx((await get(`${home}.xlsx`)).rawPayload)
    t.equal(sheets[0]?.rows?.length, lines.length + 1)
    const file = (await get(`${home}.pdf`)).rawPayload
    const printed = await wordsOf(file)
    t.ok(printed.includes(title), 'its name')
    t.match(printed, new RegExp(`· ${words(today())}`), 'its day')
    const pdf = file.toString('latin1')
    t.equal(pdf.includes('/Alt '), name === 'a petition', 'the curve in words')
    for (const part of ['/StructTreeRoot', '/Lang (fr)', 'pdfuaid:part>1<']) t.ok(pdf.includes(part), part)
    const other = await signIn(unisson, 'regional-officer', { region_id: regions[1] })
    for (const ending of ['json', 'csv', 'xlsx', 'pdf'])
      t.equal((await get(`${home}.${ending}`, other)).statusCode, 404)
  })
}

t.test('a petition’s file counts the whole exactly', async t => {
  const lines = linesOf((await get(`/reports/petitions/${petition.id}.csv`)).body)
  t.match(lines[0], { Chiffre: 'Signatures confirmées', Valeur: '7' })
  t.ok(
    lines.some(
      ({ Chiffre, Valeur }) => Chiffre === 'À savoir' && /trop peu de signatures/.test(Valeur ?? ''),
    ),
  )
})

t.test('a petition’s file tells of which day its shares are, and what they leave over', async t => {
  const shares = [
    { part: sections[0] as string, count: 5 },
    { part: '', count: 2 },
  ].map(share => ({
    ...share,
    petition_id: petition.id,
    dimension: 'section' as const,
    published_on: '2026-11-30',
  }))
  await unisson.vault.db.insertInto('petition_shares').values(shares).execute()
  const home = `/reports/petitions/${petition.id}`
  const told = linesOf((await get(`${home}.csv`)).body).filter(({ Chiffre }) => Chiffre === 'Par section')
  t.match(told, [
    { Jour: '2026-11-30', Valeur: '5' },
    { 'De quoi': 'Ailleurs, ou non dit', Jour: '2026-11-30', Valeur: '2' },
  ])
  const { figures } = (await get(`${home}.json`)).json()
  t.ok(
    figures.some(
      (one: { label: string; value: number }) => one.label.startsWith('Ailleurs') && one.value === 2,
    ),
  )
})
