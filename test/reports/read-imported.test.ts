import t from 'tap'
import { keepImport } from '../../src/surveys/import/keep.ts'
import { signIn } from '../support/officers.ts'
import { addSections, asking, fr } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db, keys } = vault
const [own = '', other = ''] = await addSections(vault, 2)
const definition = asking([{ kind: 'yes-no', code: 'night', text: fr('La nuit ?') }])
const report = {
  format: 'unisson' as const,
  questions: { kept: 1, left: 0 },
  responses: { kept: 40, left: 0 },
  losses: [],
}
const tally = { base: 40, counts: { night: { answered: 40, bins: { yes: 30, no: 10 } } } }

t.test('a survey that came with its counts is read by its owner and the administrator', async t => {
  const id = await db
    .transaction()
    .execute(trx =>
      keepImport(trx, keys, { definition, report, tally } as never, { section_id: own, region_id: null }),
    )
  await unisson.schedules('freezing')
  await unisson.work()
  const see = async (section_ids: string[] | undefined, url: string) => {
    const role = section_ids ? 'section-leader' : 'administrator'
    return app.inject({ url, headers: (await signIn(unisson, role, { section_ids })).headers })
  }
  for (const who of [[own], undefined]) {
    t.equal((await see(who, `/reports/surveys/${id}`)).statusCode, 200)
    const { reports } = (await see(who, '/reports.json')).json()
    t.match(reports, [{ id, count: 40, day: /^\d{4}-/ }])
    t.match((await see(who, `/reports/surveys/${id}.csv`)).body, '30')
  }
  t.equal((await see([other], `/reports/surveys/${id}`)).statusCode, 404)
  t.same((await see([other], '/reports.json')).json().reports, [])
})
