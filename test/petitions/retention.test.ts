import t from 'tap'
import { createApp } from '../../src/app.ts'
import { openVault } from '../../src/instance.ts'
import { headersOf, signIn } from '../support/officers.ts'
import { countOf, type OpenPetition, openPetition, signAndConfirm } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault, mailbox, config } = unisson
const { db } = vault

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** A petition that three have signed, the last of whom did not confirm. */
async function signed(title: string) {
  const petition = await openPetition(unisson, {}, title)
  const people = ['ines', 'omar'].map(name => `${name}-${petition.slug}@atelier.example`)
  for (const email of people)
    await signAndConfirm(unisson, petition, { email, name_visibility: 'public', name: 'Inès' })
  return { ...petition, emails: people }
}

const endedOn = ({ id }: OpenPetition, closes_on: string) =>
  db
    .updateTable('petitions')
    .set({ opens_on: daysAgo(200), closes_on })
    .where('id', '=', id)
    .execute()

const rowsOf = async ({ id }: OpenPetition) =>
  (await db.selectFrom('signatures').select('id').where('petition_id', '=', id).execute()).length
const hasKey = async ({ id }: OpenPetition) =>
  (await db.selectFrom('data_keys').select('id').where('scope', '=', `petition:${id}`).execute()).length === 1

/** Another process, which remembers no key. */
async function openElsewhere() {
  const { vault, ring } = await openVault(db, config.KEYS_DIR)
  const app = await createApp({ vault, ring, config })
  t.teardown(() => app.close())
  return app
}

t.test('P6 three months after its last day nothing of who signed is left, and the count stays', async t => {
  const petition = await signed('Les vestiaires')
  const link = mailbox.link(petition.emails[0]!, '/withdrawal')
  const kept = await signed('La cantine')
  t.equal(await countOf(unisson, petition), 2)
  await endedOn(petition, daysAgo(95))
  await endedOn(kept, daysAgo(80))
  await unisson.schedules('signature-retention')

  t.equal(await rowsOf(petition), 0)
  t.notOk(await hasKey(petition))
  t.equal(await rowsOf(kept), 2, 'a day too early nothing is touched')
  t.ok(await hasKey(kept))
  await unisson.schedules('signature-recount')
  await unisson.schedules('petition-shares')
  t.equal(await countOf(unisson, petition), 2)
  const events = db.selectFrom('audit_events').select('act').where('subject_id', '=', petition.id)
  t.same(
    (await events.execute()).map(({ act }) => act),
    ['petition.signatures-erasure'],
  )

  const app = await openElsewhere()
  const page = await app.inject(petition.path)
  t.equal(page.statusCode, 200)
  t.match(page.body, /2<\/span>|>2</)
  t.notMatch(page.body, 'Inès')
  t.equal((await app.inject(`${petition.path}/signatories`)).statusCode, 200)
  t.equal((await app.inject(link)).statusCode, 410, 'a mailed link says that it is over')
  t.equal((await app.inject(mailbox.link(kept.emails[0]!, '/withdrawal'))).statusCode, 200)
  const maud = await signIn(unisson, 'administrator')
  const gate = await app.inject({
    url: `/manage/petitions/${petition.id}/signatories`,
    headers: headersOf(maud.cookie),
  })
  t.match(gate.body, /effacés le/)
  t.notMatch(gate.body, /<form[^>]*signatories/)
})

t.test('a suspension puts no erasure off, and a draft loses nothing', async t => {
  const suspended = await signed('Le parking')
  await db
    .insertInto('petition_acts')
    .values({ petition_id: suspended.id, act: 'suspension', reason: 'À revoir.', account_id: null })
    .execute()
  const draft = await openPetition(unisson)
  await db
    .insertInto('petition_acts')
    .values({ petition_id: draft.id, act: 'revision', account_id: null })
    .execute()
  for (const one of [suspended, draft]) await endedOn(one, daysAgo(95))
  await unisson.schedules('signature-retention')
  t.equal(await rowsOf(suspended), 0)
  t.ok(await hasKey(draft))
})

t.test('mail that still waits when its signature is erased is given up', async t => {
  const petition = await openPetition(unisson)
  const { id } = petition
  await db.insertInto('jobs').values({ kind: 'mail.signature', scope_id: id, subject_id: id }).execute()
  await endedOn(petition, daysAgo(95))
  await unisson.schedules('signature-retention')
  await unisson.work()
  const job = await db
    .selectFrom('jobs')
    .select(['code', 'finished_at'])
    .where('scope_id', '=', id)
    .executeTakeFirstOrThrow()
  t.equal(job.code, 'gone')
})
