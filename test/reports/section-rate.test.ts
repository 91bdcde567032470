import t from 'tap'
import { frozenSurvey } from '../support/conditions.ts'
import { headersOf, type Officer, signIn } from '../support/officers.ts'
import { makePlaces } from '../support/places.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { regions, sections } = await makePlaces(unisson)
const [brest, carhaix, concarneau, , dourges] = sections as [string, string, string, string, string]
const survey = await frozenSurvey(unisson, { sizes: [140, 62, 3, 31, 210, 12, 4] })
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
const get = (path: string, { cookie }: Pick<Officer, 'cookie'> = officer) =>
  app.inject({ url: `/reports/surveys/${survey}${path}`, headers: headersOf(cookie) })
const rowOf = (body: string, name: string) =>
  new RegExp(
    `<tr[^>]*>\\s*<th scope="row">(?:<a [^>]*>)?\\s*${name}\\s*(?:</a>)?\\s*</th>.*?</tr>`,
    's',
  ).exec(body)?.[0]

t.test('response rates are read section by section after the close, as they were while it ran', async t => {
  const { body } = await get('/sections')
  t.match(rowOf(body, 'Brest'), /Participation">71\s%/)
  t.match(rowOf(body, 'Carhaix'), /Participation">non montré/, 'withheld, and no zero')
  t.match(rowOf(body, 'Toute l’enquête'), /Participation">63\s%/)
  t.notMatch(rowOf(body, 'Bretagne'), /Participation/, 'none is told of a region')
  t.match(rowOf(body, 'Concarneau'), /19\s%/, 'without a figure of its answers')
  t.match(rowOf(body, 'Bretagne\\s: petites sections ensemble'), /44\s%/)
  t.notMatch(body, /58\s%<|Dourges/, 'nothing of another region')
  const all = (await get('/sections', maud)).body
  t.match(rowOf(all, 'Hauts-de-France\\s: petites sections ensemble'), /trop peu pour le dire/)
  const own = (await get('/sections', leader)).body
  t.notMatch(own, /71\s%<|Concarneau/)
  t.match(own, /Bretagne\s: petites sections ensemble/)
})
