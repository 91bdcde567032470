import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../src/database.ts'
import { addSections, answerSealed, asking, fr, freezeSealed, launchSealed } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault, ownerUrl } = unisson
const { db } = vault
const owner = openDatabase(ownerUrl, 1)
t.teardown(() => owner.destroy())
const [section_id = ''] = await addSections(vault, 1)
const survey = await launchSealed(
  unisson,
  asking([{ kind: 'yes-no', code: 'night', text: fr('La nuit ?') }]),
  [section_id],
)
await answerSealed(
  vault,
  survey,
  Array.from({ length: 12 }, () => ({ section_id, answers: { night: 'yes' } })),
)
await freezeSealed(unisson, survey)

const changes = {
  freezings: 'period = period + 1',
  partitions: 'shown_count = shown_count - 1',
  atoms: 'response_count = response_count + 1',
  counters: 'count = count + 1',
}
const names = Object.keys(changes)
const readAll = async () => {
  const tables = await Promise.all(names.map(name => sql`select * from ${sql.table(name)}`.execute(db)))
  return tables.map(({ rows }) => rows)
}

t.test('what was counted can be changed and deleted by nobody, the owner of the tables included', async t => {
  const before = await readAll()
  for (const rows of before) t.ok(rows.length > 0)
  for (const [name, change] of Object.entries(changes))
    for (const role of [db, owner]) {
      const table = sql.table(name)
      await t.rejects(sql`update ${table} set ${sql.raw(change)}`.execute(role), { code: '23001' }, name)
      await t.rejects(sql`delete from ${table}`.execute(role), { code: '23001' }, name)
    }
  t.same(await readAll(), before)
})

t.test('it goes with its survey', async t => {
  await db.deleteFrom('surveys').where('id', '=', survey.id).execute()
  for (const rows of await readAll()) t.same(rows, [])
})
