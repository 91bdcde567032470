import { randomUUID } from 'node:crypto'
import t from 'tap'
import { crowdOf } from '../../src/demo/crowd.ts'
import { fillOnce } from '../../src/demo/fill.ts'
import { letterBox } from '../../src/demo/letter-box.ts'
import { outboxRoutes } from '../../src/demo/outbox-routes.ts'
import { petitions } from '../../src/demo/petition.ts'
import { getPetitionBySlug } from '../../src/petitions/petition.ts'
import { keyOf, openWords } from '../../src/petitions/signature.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { openUnisson } from '../support/unisson.ts'

const password = 'grenade-lucarne-tamis'

t.test('a fresh instance is filled once, with everything in its phase', async t => {
  const { app, vault, ring, config } = await openUnisson(t)
  const sealer = openSealer(config.KEYS_DIR)
  await fillOnce(vault.db, ring, sealer, password)
  for (const { slug, phase, title } of petitions) {
    t.equal((await getPetitionBySlug(vault.db, slug)).phase, phase, slug)
    const page = await app.inject({ url: `/petitions/${slug}` })
    t.equal(page.statusCode, ['draft', 'waiting'].includes(phase) ? 404 : 200, title)
  }
  const { count } = await vault.db
    .selectFrom('petition_days')
    .select(eb => eb.fn.sum<string>('confirmed').as('count'))
    .executeTakeFirstOrThrow()
  const signatures = await vault.db.selectFrom('signatures').selectAll().execute()
  const confirmed = signatures.filter(({ confirmed_on }) => confirmed_on)
  t.ok(Number(count) >= 5000 && confirmed.length >= 5000)

  const signature = confirmed[0]!
  const { email } = openWords(await keyOf(vault, signature.petition_id), signature)
  t.match(email, /^[a-z]+\.\d+@courrier\.example$/, 'sealed like any other')
  t.notMatch(JSON.stringify(signatures), /courrier\.example/)

  await fillOnce(vault.db, ring, sealer, 'another')
  t.equal((await vault.db.selectFrom('petitions').select('id').execute()).length, petitions.length)
  const signedIn = await app.inject({
    method: 'POST',
    url: '/sign-in',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ email: 'maud@confluence.example', password }).toString(),
  })
  t.equal(signedIn.statusCode, 303)
})

t.test('a crowd comes within its days, as often as its petition says', t => {
  const today = new Date('2026-11-26T10:00Z')
  for (const [rank, petition] of petitions.entries()) {
    const crowd = crowdOf(petition, rank, today)
    const told = petition.crowd ?? { confirmed: 0, pending: 0, withdrawn: 0, invalidated: 0 }
    for (const standing of ['confirmed', 'pending', 'withdrawn', 'invalidated'] as const) {
      t.equal(crowd.filter(one => one.standing === standing).length, told[standing], petition.slug)
    }
    t.equal(new Set(crowd.map(({ email }) => email)).size, crowd.length)
    t.ok(crowd.every(({ signed_on }) => signed_on >= petition.opens_on! && signed_on <= '2026-11-26'))
    t.ok(crowd.every(({ name, name_visibility }) => (name_visibility === 'counted') === (name === '')))
    t.same(crowdOf(petition, rank, today), crowd)
  }
  t.end()
})

t.test('mails are read at /outbox', async t => {
  const { app } = await openUnisson(t)
  const box = letterBox()
  await app.register(outboxRoutes, { box })
  t.match((await app.inject({ url: '/outbox' })).body, 'Aucun message')
  const id = randomUUID()
  const text = 'Voici : http://unisson.example/signatures/abc.def/confirmation\net <b>rien</b> d’autre'
  await box.send({
    id,
    to: 'zoe@courrier.example',
    subject: 'Encore un geste',
    text,
    html: '<p>Bonjour</p>',
  })
  t.match((await app.inject({ url: '/outbox' })).body, `href="/outbox/${id}"`)
  const letter = (await app.inject({ url: `/outbox/${id}` })).body
  t.match(letter, 'href="http://unisson.example/signatures/abc.def/confirmation"')
  t.notMatch(letter, '<b>rien')
  const html = await app.inject({ url: `/outbox/${id}/letter.html` })
  t.equal(html.body, '<p>Bonjour</p>')
  t.match(html.headers['content-security-policy'], /sandbox/)
  t.equal((await app.inject({ url: `/outbox/${randomUUID()}` })).statusCode, 404)
  for (let at = 0; at < 250; at++) await box.send({ id: `b${at}`, to: '', subject: '', text: '', html: '' })
  t.equal(box.list().length, 200)
  t.equal(box.list()[0]?.id, 'b249')
})
