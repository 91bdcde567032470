import t from 'tap'
import { findFrozen } from '../../src/reports/survey/frozen.ts'
import { reportSurvey } from '../../src/reports/survey/survey-report.ts'
import { getSurvey } from '../../src/surveys/survey.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { frozenSurvey } from '../support/conditions.ts'
import { signIn } from '../support/officers.ts'
import { openSurvey } from '../support/survey.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault

async function region(name: string, sections: string[]): Promise<{ id: string; section_ids: string[] }> {
  const { id } = await db.insertInto('regions').values({ name }).returning('id').executeTakeFirstOrThrow()
  const rows = sections.map(section => ({ name: section, region_id: id }))
  const made = await db.insertInto('sections').values(rows).returning('id').execute()
  return { id, section_ids: made.map(section => section.id) }
}

// In order of name: Dourges 40, Fives 3, Grasse 25, Lens 12, Nice 4, Sorgues 30.
const north = await region('Nord', ['Dourges', 'Fives', 'Lens'])
const south = await region('Sud', ['Grasse', 'Nice', 'Sorgues'])
const id = await frozenSurvey(unisson, { sizes: [40, 3, 25, 12, 4, 30] })

const administrator = { role: 'administrator', section_ids: [] } as unknown as Viewer
const read = async (viewer: Viewer, choice = {}) =>
  reportSurvey(db, viewer, (await findFrozen(db, await getSurvey(db, id)))!, choice, 'fr')

t.test('the figures of all are the sums of those of the regions and of what no region holds', async t => {
  const all = await read(administrator)
  const [union] = all.columns
  t.equal(all.responses.all, 114)
  t.equal(union?.base.ordinary, all.responses.shown)
  const regions = await Promise.all(
    [north, south].map(one => read(administrator, { scope: `region:${one.id}` })),
  )
  const given = (report: typeof all) => report.pages[0]?.questions[0]?.rows[0]?.readings[0]?.answered ?? 0
  const regional = regions.reduce((sum, report) => sum + given(report), 0)
  t.ok(given(all) - regional < 10, 'only what was pooled for the union is left')
  t.ok(given(all) >= regional)
})

t.test('a section stands beside its region and all, in this order', async t => {
  const report = await read(administrator, { scope: `section:${north.section_ids[0]}` })
  t.same(
    report.columns.map(({ scope }) => [scope.kind, scope.name]),
    [
      ['section', 'Dourges'],
      ['region', 'Nord'],
      ['union', ''],
    ],
  )
})

t.test('categories stand side by side, each the sum of groups that gave that answer alone', async t => {
  const report = await read(administrator, { category: '*' })
  const hours = report.pages[0]!.questions[0]!
  t.equal(hours.code, 'hours')
  report.columns.slice(1).forEach(({ category, base }, index) => {
    const reading = hours.rows[0]!.readings[index + 1]!
    const at = hours.bins.findIndex(bin => bin.code === category?.code)
    t.equal(reading.counts[at], base.ordinary, category?.text ?? '')
    t.ok(base.ordinary >= 5)
  })
})

const get = (officer: { headers: Record<string, string> }, query = '', page = '') =>
  app.inject({ url: `/reports/surveys/${id}${page}${query}`, headers: officer.headers })

t.test(
  'a section leader reads the own section, its region and all; of another section there is nothing',
  async t => {
    const leader = await signIn(unisson, 'section-leader', { section_ids: [north.section_ids[0]!] })
    const { body, statusCode } = await get(leader)
    t.equal(statusCode, 200)
    t.match(body, /Dourges/)
    t.match(body, /Toute l’enquête/)
    t.notMatch(body, /Grasse|Lens/)
    t.equal((await get(leader, `?scope=region:${north.id}`)).statusCode, 200)
    t.equal((await get(leader, `?scope=section:${north.section_ids[2]}`)).statusCode, 404)
    t.equal((await get(leader, `?scope=region:${south.id}`)).statusCode, 404)
    t.notMatch((await get(leader, '', '/sections')).body, /Lens/)
  },
)

t.test('a regional officer is refused another region on every page', async t => {
  const officer = await signIn(unisson, 'regional-officer', { region_id: north.id })
  t.match((await get(officer, '', '/sections')).body, /Lens/)
  t.notMatch((await get(officer, '', '/sections')).body, /Grasse/)
  for (const page of ['', '/summary', '/texts/change'])
    t.equal((await get(officer, `?scope=region:${south.id}`, page)).statusCode, 404, page)
})

t.test('a survey that asked none of one’s sections is not there', async t => {
  const [section_id] = (await region('Ouest', ['Angers'])).section_ids
  const leader = await signIn(unisson, 'section-leader', { section_ids: [section_id!] })
  for (const page of ['', '/summary', '/sections', '/comparison', '/texts/change'])
    t.equal((await get(leader, '', page)).statusCode, 404, page)
  t.notMatch((await app.inject({ url: '/reports', headers: leader.headers })).body, /conditions de travail/)
})

t.test('a section of too few is told to be counted higher up, and has no figure', async t => {
  const leader = await signIn(unisson, 'section-leader', { section_ids: [south.section_ids[1]!] })
  const { body } = await get(leader)
  t.match(body, /Une section a reçu moins de 5 réponses/)
  t.match(body, /Nice/)
  const asked = await get(leader, `?scope=section:${south.section_ids[1]}`)
  t.match(asked.body, /Aucun groupe d’au moins 5 personnes/)
  t.notMatch(asked.body, /class="shares-share"/)
})

t.test('while a survey runs nobody reads a figure of its answers', async t => {
  const maud = await signIn(unisson, 'administrator')
  const running = await openSurvey(unisson, { section_id: north.section_ids[0]! })
  for (const page of ['', '/summary', '/sections', '/comparison']) {
    const { body } = await app.inject({ url: `/reports/surveys/${running.id}${page}`, headers: maud.headers })
    t.match(body, /Avant sa clôture, ou les dates de résultats prévues, personne ne voit/, page)
  }
})

t.test('a matrix tells how many are missing from each of its rows', async t => {
  const { headers } = await signIn(unisson, 'administrator')
  const { body } = await app.inject({ url: `/reports/surveys/${id}?scope=union`, headers })
  const report = await read(administrator, { scope: 'union' })
  const agree = report.pages[1]?.questions.find(({ code }) => code === 'agree')
  const missing = agree?.rows[0]?.readings[0]?.none
  t.ok(missing)
  t.match(body, new RegExp(`J’ai les moyens.*?data-label="Sans réponse">${missing}<`, 's'))
})
