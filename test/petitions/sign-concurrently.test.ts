import t from 'tap'
import { foldCounts } from '../../src/petitions/count.ts'
import { countOf, openPetition, posted, sign } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, mailbox, vault } = unisson
const { db } = vault

t.test(
  '200 sign, confirm, some withdraw, all at once, while counts are folded: the count is exact',
  async t => {
    const petition = await openPetition(unisson)
    const emails = Array.from({ length: 200 }, (_, at) => `person${at}@atelier.example`)
    await Promise.all(emails.map((email, at) => sign(unisson, petition, { email }, `198.51.100.${at}`)))
    await unisson.work()
    const folding = Array.from({ length: 20 }, () => foldCounts(db))
    const press = async (email: string, at: number) => {
      const link = mailbox.link(email, '/confirmation')
      const shown = /name="shown" value="([^"]*)"/.exec((await app.inject(link)).body)?.[1] ?? ''
      const answers = [
        app.inject({ url: link, ...posted({ shown }) }),
        app.inject({ url: link, ...posted({ shown }) }),
      ]
      await Promise.all(answers)
      if (at % 4 > 0) return
      const withdrawal = mailbox.link(email, '/withdrawal')
      await Promise.all([1, 2, 3].map(() => app.inject({ url: withdrawal, ...posted({}) })))
    }
    await Promise.all([...emails.map(press), ...folding])
    t.equal(await countOf(unisson, petition), 150)
    const standing = await db
      .selectFrom('signatures')
      .select('id')
      .where('petition_id', '=', petition.id)
      .where('confirmed_on', 'is not', null)
      .execute()
    t.equal(standing.length, 150)
    const { body, headers } = await app.inject(`${petition.path}/count.json`)
    t.equal(JSON.parse(body).count, 150)
    t.match(headers, { etag: /^"/, 'cache-control': /max-age/ })
    const unchanged = await app.inject({
      url: `${petition.path}/count.json`,
      headers: { 'if-none-match': String(headers.etag) },
    })
    t.equal(unchanged.statusCode, 304)
  },
)

t.test('100 signatures of one address at once: one row, at most three mails, one count', async t => {
  const petition = await openPetition(unisson)
  const email = 'ines@atelier.example'
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) => sign(unisson, petition, { email }, `203.0.113.${at}`)),
  )
  t.ok(answers.every(answer => answer.statusCode === 200))
  await unisson.work()
  const rows = await db.selectFrom('signatures').select('id').where('petition_id', '=', petition.id).execute()
  t.equal(rows.length, 1)
  t.ok(mailbox.to(email).length >= 1 && mailbox.to(email).length <= 3)
})

t.test('a count that drifted is mended at night, logged and written down', async t => {
  const petition = await openPetition(unisson)
  await db
    .insertInto('count_changes')
    .values({ petition_id: petition.id, day: '2026-11-23', confirmed: 7 })
    .execute()
  t.equal(await countOf(unisson, petition), 7)
  await unisson.schedules('signature-recount')
  t.equal(await countOf(unisson, petition), 0)
  const alarms = unisson.logged.splice(0).filter(line => line.includes('count-drift'))
  t.equal(alarms.length, 1)
  const event = await db
    .selectFrom('audit_events')
    .selectAll()
    .where('subject_id', '=', petition.id)
    .executeTakeFirst()
  t.match(event, { act: 'petition.recount', detail: { difference: -7 } })
  await unisson.schedules('signature-recount')
  t.same(unisson.logged, [])
})
