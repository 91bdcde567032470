import t from 'tap'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { db } = unisson.vault
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000)

t.test('P6 a mail row lasts thirty days from the day it left; what waits stays', async t => {
  const row = { kind: 'mail.signature', created_at: daysAgo(90) }
  await db
    .insertInto('jobs')
    .values([
      { ...row, code: 'sent', finished_at: daysAgo(31) },
      { ...row, code: 'gave-up.failed', finished_at: daysAgo(31) },
      { ...row, code: 'refused.5.1.1', finished_at: daysAgo(29) },
      { ...row, code: 'paced', finished_at: null },
    ])
    .execute()
  await unisson.schedules('job-retention')
  const left = await db.selectFrom('jobs').select('code').execute()
  t.same(left.map(({ code }) => code).toSorted(), ['paced', 'refused.5.1.1'])
})
