import { sql } from 'kysely'
import t from 'tap'
import { openUnisson } from '../support/unisson.ts'

const { vault } = await openUnisson(t)

t.test('what a section did is found by it, not among what all sections did', async t => {
  const nobody = sql`'c0ffee00-0000-4000-8000-000000000001'`
  const looks = {
    atoms: sql`section_id = ${nobody}`,
    response_rates: sql`section_id = ${nobody}`,
    survey_sections: sql`section_id = ${nobody}`,
    petition_shares: sql`dimension = 'section' and part = ${nobody}`,
  }
  await vault.db.transaction().execute(async trx => {
    // Of a table that is empty, or whose index begins with something else, the whole is read all the same.
    await sql`set local enable_seqscan = off`.execute(trx)
    for (const [table, where] of Object.entries(looks)) {
      const { rows } = await sql<Record<string, string>>`
        explain (costs off) select from ${sql.table(table)} where ${where}`.execute(trx)
      const plan = rows.map(row => row['QUERY PLAN']).join('\n')
      t.match(plan, /_(section_id|dimension_part)_idx/, table)
    }
  })
})
