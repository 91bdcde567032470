import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import t from 'tap'
import { headersOf } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'
import { signInAll, stand, stationsOf } from './gather.ts'
import { surveyUnion } from './survey.ts'
import { drawUnion } from './union.ts'

const unisson = await openUnisson(t)
const officers = await signInAll(unisson)

interface Figures {
  columns: { base: Record<'ordinary' | 'sensitive', number> }[]
  pages: unknown[]
}

t.test('P21 a later period changes no earlier figure, and adds whole atoms only', async t => {
  const union = await drawUnion(unisson, 11)
  t.equal(union.periods, 2)
  /** Every figure of a period, by who reads it. */
  async function readAll(survey: string, period: number): Promise<Map<string, Figures>> {
    const figures = new Map<string, Figures>()
    for (const station of stationsOf(union)) {
      const officer = officers[station.role]
      await stand(unisson, officer, station)
      const url = `/reports/surveys/${survey}/cube.json?period=${period}`
      const answer = await unisson.app.inject({ url, headers: headersOf(officer.cookie) })
      const { columns, pages } =
        answer.statusCode === 200 ? (answer.json() as Figures) : { columns: [], pages: [] }
      figures.set(station.name, { columns, pages })
    }
    return figures
  }
  let before = new Map<string, Figures>()
  const survey = await surveyUnion(unisson, union, {
    async between(id) {
      before = await readAll(id, 1)
      t.ok([...before.values()].some(one => one.columns.length > 3))
    },
  })
  for (const [name, figures] of await readAll(survey, 1))
    t.ok(isDeepStrictEqual(figures, before.get(name)), `as ${name} read it`)
  for (const figures of (await readAll(survey, 2)).values())
    for (const { base } of figures.columns) {
      t.ok(base.ordinary === 0 || base.ordinary >= union.k)
      t.ok(base.sensitive === 0 || base.sensitive >= 10)
    }
  const { rows } = await sql<{ period: number }>`
    select distinct period from atoms where survey_id = ${survey} order by period`.execute(unisson.vault.db)
  t.same(rows, [{ period: 1 }, { period: 2 }])
})
