import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import t from 'tap'
import { signingLane } from '../../src/petitions/lane.ts'
import { type OpenPetition, openPetition, posted, readHidden, sign } from '../support/petition.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

/** What a page says of a mail that waits. */
const late = /dans \d+ minutes/

const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** What the browser makes of a page that asks for work. */
async function prove(body: string): Promise<string> {
  const challenge = JSON.parse(unescaped(/data-challenge="([^"]*)"/.exec(body)?.[1] ?? ''))
  return JSON.stringify({ challenge, solution: await solveChallenge({ challenge, deriveKey }) })
}

const countRows = async ({ vault }: Unisson, { id }: OpenPetition) =>
  (await vault.db.selectFrom('signatures').select('id').where('petition_id', '=', id).execute()).length

t.test(
  'thirty sign at once behind one address, then mail leaves at thirty a minute, then 2,000 wait',
  async t => {
    const lane = signingLane()
    const now = Date.now()
    const late = (at: Date | undefined) => (at ? at.getTime() - now : undefined)
    for (let turn = 0; turn < 30; turn += 1) t.equal(late(lane.enter('192.0.2.1', true, now)), 0)
    for (let turn = 1; turn <= 2_000; turn += 1) {
      if (late(lane.enter('192.0.2.1', true, now)) !== turn * 2_000) t.fail(`turn ${turn}`)
    }
    t.equal(lane.enter('192.0.2.1', true, now), undefined)
    t.equal(late(lane.enter('192.0.2.2', true, now)), 0)
    t.ok(lane.enter('192.0.2.1', true, now + 60_000))
  },
)

t.test('whoever owns a /48 has not 65,536 fast lanes but one of three hundred', async t => {
  const lane = signingLane()
  const now = Date.now()
  const fast = Array.from({ length: 1_000 }, (_, turn) =>
    lane.enter(`2001:db8:1:${turn}::1`, true, now),
  ).filter(at => at?.getTime() === now)
  t.equal(fast.length, 300)
  t.equal(lane.enter('2001:db8:2::1', true, now)?.getTime(), now)
})

t.test(
  'a colleague behind a busy address is accepted at once, told about when, and may do the work',
  async t => {
    const unisson = await openUnisson(t)
    const { app, mailbox } = unisson
    const petition = await openPetition(unisson)
    for (let turn = 0; turn < 100; turn += 1) {
      await sign(unisson, petition, { email: `person${turn}@atelier.example` })
    }
    const email = 'ines@atelier.example'
    const answer = await sign(unisson, petition, { email })
    t.equal(answer.statusCode, 200)
    t.match(answer.body, late)
    t.equal(await countRows(unisson, petition), 101)
    await unisson.work()
    t.same(mailbox.to(email), [])
    const waiting = unescaped(/name="waiting" value="([^"]*)"/.exec(answer.body)?.[1] ?? '')
    const proof = await prove(answer.body)
    const forged = await app.inject({ url: `${petition.path}/proofs`, ...posted({ waiting, proof: '{}' }) })
    t.match(forged.body, late)
    const hastened = await app.inject({ url: `${petition.path}/proofs`, ...posted({ waiting, proof }) })
    t.match(hastened.body, email)
    t.notMatch(hastened.body, late)
    await unisson.work()
    t.equal(mailbox.to(email).length, 1)
    const again = await app.inject({ url: `${petition.path}/proofs`, ...posted({ waiting, proof }) })
    t.match(again.body, late, 'a proof works once')
    const bare = await app.inject({ url: `${petition.path}/proofs`, ...posted({ waiting: 'AAAA', proof }) })
    t.equal(bare.statusCode, 400)
  },
)

t.test('what the page of whoever typed an address carries says nothing about the row', async t => {
  const unisson = await openUnisson(t)
  const petition = await openPetition(unisson)
  for (let turn = 0; turn < 80; turn += 1) {
    await sign(unisson, petition, { email: `person${turn}@atelier.example` })
  }
  const answers = [
    await sign(unisson, petition, { email: 'ines@atelier.example' }),
    await sign(unisson, petition, { email: 'ines@atelier.example' }),
  ]
  const rows = await unisson.vault.db.selectFrom('signatures').select('id').execute()
  for (const { body } of answers) {
    const waiting = /name="waiting" value="([^"]*)"/.exec(body)?.[1] ?? ''
    const bytes = Buffer.from(waiting, 'base64url').toString('hex')
    t.notOk(rows.some(({ id }) => bytes.includes(id.replaceAll('-', '')) || body.includes(id)))
  }
})

t.test('a page that is not ours makes the mail wait, and refuses nobody', async t => {
  const unisson = await openUnisson(t)
  const { app, mailbox } = unisson
  const petition = await openPetition(unisson)
  const hidden = await readHidden(unisson, petition.path)
  const forgeries = { none: '', forged: `${hidden.stamp?.slice(0, -2)}AA`, nonsense: '💣' }
  for (const [name, stamp] of Object.entries(forgeries)) {
    const email = `${name}@atelier.example`
    const fields = { email, name_visibility: 'counted', consent: 'yes', stamp }
    const answer = await app.inject({ url: `${petition.path}/signatures`, ...posted(fields) })
    t.equal(answer.statusCode, 200, name)
    const job = await unisson.vault.db
      .selectFrom('jobs')
      .select('run_at')
      .orderBy('run_at', 'desc')
      .executeTakeFirstOrThrow()
    t.ok(job.run_at.getTime() > Date.now(), name)
  }
  t.equal(await countRows(unisson, petition), 3)
  t.same(mailbox.mails, [])
})

t.test('when 2,000 wait the form comes back whole, and work goes past them', async t => {
  const unisson = await openUnisson(t)
  const { app } = unisson
  const petition = await openPetition(unisson)
  const fields = { name_visibility: 'public', name: 'Inès', consent: 'yes', news: 'yes' }
  const flood = (email: string, proof = '') =>
    app.inject({ url: `${petition.path}/signatures`, ...posted({ ...fields, email, proof }) })
  for (let at = 0; at < 2_000; at += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, turn) => flood(`p${at + turn}@atelier.example`)))
  }
  // Mail has begun to leave meanwhile: a few more, until the lane is full again.
  let full = await flood('last0@atelier.example')
  for (let turn = 1; full.statusCode === 200; turn += 1) full = await flood(`last${turn}@atelier.example`)
  const before = await countRows(unisson, petition)
  t.ok(before >= 2_000)
  full = await flood('ines@atelier.example')
  t.equal(full.statusCode, 429)
  for (const kept of ['ines@atelier.example', 'Inès', 'Rien n’est perdu']) t.match(full.body, kept)
  t.match(full.body, /name="news"[^>]* checked/)
  t.equal(await countRows(unisson, petition), before)
  const proven = await flood('ines@atelier.example', await prove(full.body))
  t.equal(proven.statusCode, 200)
  t.equal(await countRows(unisson, petition), before + 1)
})
