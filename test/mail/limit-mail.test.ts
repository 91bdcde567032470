import t from 'tap'
import { takeTurn } from '../../src/mail/limit.ts'
import { openPetition, sign } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { mailbox, vault } = unisson
const { db, keys } = vault

const day = (ago: number) => new Date(Date.now() - ago * 24 * 3600_000).toISOString().slice(0, 10)

t.test(
  'three mails in a day to one address, over all petitions; the fourth waits and is not lost',
  async t => {
    const email = 'ines.martin@gmail.com'
    for (let turn = 0; turn < 6; turn += 1) {
      const petition = await openPetition(unisson)
      await sign(unisson, petition, { email: turn % 2 ? email : 'InesMartin+x@googlemail.com' })
      await unisson.work()
    }
    t.equal(mailbox.mails.length, 3)
    const waiting = await db.selectFrom('jobs').selectAll().where('finished_at', 'is', null).execute()
    t.equal(waiting.length, 3)
    for (const job of waiting) {
      t.match(job, { code: 'limited', attempts: 0 })
      const hours = (job.run_at.getTime() - Date.now()) / 3600_000
      t.ok(hours > 23.9 && hours < 24.1)
    }
    await db
      .updateTable('mail_limits')
      .set({ sent_at: new Date(Date.now() - 24.5 * 3600_000) })
      .execute()
    await db.updateTable('jobs').set({ run_at: new Date() }).where('finished_at', 'is', null).execute()
    await unisson.work()
    t.equal(mailbox.mails.length, 6)
  },
)

t.test('labels made up for a company’s address are one mailbox', async t => {
  const petition = await openPetition(unisson)
  const addresses = ['a', 'b', 'c', 'd', 'e'].map(made => `nora+${made}@atelier.example`)
  for (const email of addresses) {
    await sign(unisson, petition, { email })
    await unisson.work()
  }
  t.equal(addresses.flatMap(mailbox.to).length, 3)
  await db.deleteFrom('jobs').where('finished_at', 'is', null).execute()
})

t.test('asking a hundred times for a mail that waits makes it no more than one', async t => {
  const petition = await openPetition(unisson)
  const email = 'omar@atelier.example'
  for (let turn = 0; turn < 20; turn += 1) {
    await sign(unisson, petition, { email })
    await unisson.work()
  }
  t.equal(mailbox.to(email).length, 3)
  const waiting = await db.selectFrom('jobs').select('id').where('finished_at', 'is', null).execute()
  t.equal(waiting.length, 1)
})

t.test('a hundred at once take three turns', async t => {
  const turns = await Promise.allSettled(
    Array.from({ length: 100 }, () => takeTurn(vault, 'lena@atelier.example')),
  )
  t.equal(turns.filter(turn => turn.status === 'fulfilled').length, 3)
})

t.test('what did not leave is given back', async t => {
  for (let turn = 0; turn < 5; turn += 1) await (await takeTurn(vault, 'rosa@atelier.example'))()
  await takeTurn(vault, 'rosa@atelier.example')
  t.pass()
})

t.test('yesterday still counts, the day before is forgotten with its key', async t => {
  const scopes = [day(1), day(2)].map(name => `mail-limit:${name}`)
  for (const scope of scopes) await db.transaction().execute(trx => keys.create(trx, scope))
  const yesterday = await keys.getByScope(scopes[0] as string)
  const address_index = yesterday.index('paul@atelier.example')
  const sent_at = new Date(Date.now() - 3600_000)
  await db
    .insertInto('mail_limits')
    .values([1, 2, 3].map(() => ({ address_index, sent_at })))
    .execute()
  await t.rejects(takeTurn(vault, 'paul@atelier.example'), { code: 'limited' })
  await unisson.schedules('mail-limits')
  const kept = await db
    .selectFrom('data_keys')
    .select('scope')
    .where('scope', 'like', 'mail-limit:%')
    .execute()
  t.same(kept.map(row => row.scope).sort(), [scopes[0], `mail-limit:${day(0)}`])
})

t.test('the index of a day is a bare 32 bytes that no other table has', async t => {
  const rows = await db.selectFrom('mail_limits').select('address_index').execute()
  const signatures = await db.selectFrom('signatures').select('id').execute()
  for (const { address_index } of rows) {
    t.notOk(signatures.some(({ id }) => address_index.toString('hex').startsWith(id.replaceAll('-', ''))))
  }
})
