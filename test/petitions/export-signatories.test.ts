import { readXlsx } from 'hucre/xlsx'
import t from 'tap'
import { takeFile } from '../support/export.ts'
import { headersOf, post, signIn } from '../support/officers.ts'
import { countOf, openPetition, signAndConfirm } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault
const petition = await openPetition(unisson, { slug: 'horaires' })
const home = `/manage/petitions/${petition.id}`

const people: (Record<string, string> & { email: string })[] = [
  { email: 'ines@atelier.example', name_visibility: 'public', name: 'Inès', workplace: '=1+1' },
  { email: 'omar@atelier.example', name_visibility: 'recipient', name: 'Omar; "O"', contact: 'yes' },
  { email: 'rosa@atelier.example', name_visibility: 'counted', workplace: '@quai 3', news: 'yes' },
  {
    email: 'lena@atelier.example',
    name_visibility: 'public',
    name: 'Léna',
    workplace: 'Quai 4,=2+2',
    contact: 'yes',
    news: 'yes',
  },
]
for (const person of people) await signAndConfirm(unisson, petition, person)

const maud = await signIn(unisson, 'administrator')
const take = (fields: Record<string, string>, cookie = maud.cookie) =>
  takeFile(unisson, `${home}/exports`, { reason: 'Préparer la remise', ...fields }, cookie)
const linesOf = (body: string) => body.split('\r\n').filter(line => line !== '')

t.test('P13 names are answers to a POST that carries a reason, and each writes an event', async t => {
  const gate = await app.inject({ url: `${home}/signatories`, headers: maud.headers })
  t.equal(gate.statusCode, 200)
  for (const { name = 'Rosa', email } of people)
    t.notOk(gate.body.includes(name) || gate.body.includes(email))
  for (const path of ['signatories', 'exports']) {
    const without = await post(
      unisson,
      `${home}/${path}`,
      { reason: ' ', list: 'all', format: 'csv' },
      maud.cookie,
    )
    t.equal(without.statusCode, 422)
    t.notMatch(without.body, 'Omar')
    t.equal((await app.inject({ url: `${home}/exports`, headers: maud.headers })).statusCode, 404)
  }
  const before = await db.selectFrom('audit_events').select('id').execute()
  const list = await post(unisson, `${home}/signatories`, { reason: 'Préparer la remise' }, maud.cookie)
  t.match(list.body, 'Omar')
  await take({ list: 'recipient' })
  const events = await db
    .selectFrom('audit_events')
    .selectAll()
    .orderBy('created_at', 'desc')
    .limit(3)
    .execute()
  t.same(
    events.map(event => [event.act, event.subject_id, event.account_id]),
    ['signatories.download', 'signatories.export', 'signatories.reading'].map(act => [
      act,
      petition.id,
      maud.account_id,
    ]),
  )
  for (const event of events) t.notMatch(JSON.stringify(event), /Préparer|Omar/)
  t.equal((await db.selectFrom('audit_events').select('id').execute()).length, before.length + 3)
})

t.test('P13 names need a second factor given within half an hour', async t => {
  await db
    .updateTable('sessions')
    .set({ factor_at: new Date(Date.now() - 31 * 60_000) })
    .execute()
  for (const path of ['signatories', 'exports', 'invalidations', 'restorations']) {
    const answer = await post(
      unisson,
      `${home}/${path}`,
      { reason: 'x', list: 'all', format: 'csv' },
      maud.cookie,
    )
    t.equal(answer.statusCode, 403, path)
    t.match(answer.body, 'factor_code')
    t.notMatch(answer.body, 'Omar')
  }
  await db.updateTable('sessions').set({ factor_at: new Date() }).execute()
})

t.test('names are read by the owner only: for anybody else the page is not there', async t => {
  const leader = await signIn(unisson, 'section-leader')
  const officer = await signIn(unisson, 'regional-officer')
  const { section_id } = await db
    .selectFrom('account_sections')
    .select('section_id')
    .executeTakeFirstOrThrow()
  const theirs = await openPetition(unisson, { section_id })
  for (const [who, path, status] of [
    [leader, petition.id, 404],
    [officer, petition.id, 404],
    [officer, theirs.id, 404],
    [maud, theirs.id, 404],
    [leader, theirs.id, 200],
  ] as const) {
    const url = `/manage/petitions/${path}/signatories`
    t.equal((await app.inject({ url, headers: headersOf(who.cookie) })).statusCode, status)
    t.equal((await post(unisson, url, { reason: 'Voir' }, who.cookie)).statusCode, status)
  }
})

t.test('the recipient’s list holds the names of those who agreed, and no address', async t => {
  const { body, headers } = await take({ list: 'recipient' })
  t.match(headers, { 'cache-control': 'no-store', 'content-disposition': /^attachment; filename="horaires-/ })
  const lines = linesOf(body)
  t.match(lines[0], /^\ufeff"?Liste prise par Maud le .* Motif\s: Préparer la remise/)
  t.same(
    lines
      .slice(2)
      .map(line => line.split(';')[0])
      .sort(),
    ['"Inès"', '"Léna"', '"Omar'],
  )
  t.notMatch(body, /@atelier|Quai/, 'and nothing by which the employer finds them')
})

t.test(
  'the owner’s list holds every signature, and addresses of those who may be contacted only',
  async t => {
    const { body } = await take({ list: 'all' })
    t.equal(linesOf(body).length, 2 + 4)
    t.same(body.match(/\w+@atelier\.example/g)?.sort(), ['lena@atelier.example', 'omar@atelier.example'])
  },
)

t.test('those to contact are their own list', async t => {
  const { body } = await take({ list: 'contact' })
  t.same(body.match(/\w+@atelier\.example/g)?.sort(), ['lena@atelier.example', 'omar@atelier.example'])
  t.notMatch(body, 'Inès')
})

t.test('no cell is a formula, in either format', async t => {
  const { body } = await take({ list: 'all', reason: '=cmd()' })
  t.match(body, "'=1+1")
  t.match(body, "'@quai 3")
  t.match(body, ';"Quai 4,\'=2+2";', 'nor where it is opened as if commas parted its cells')
  for (const cell of body.replace('\ufeff', '').split(/;|\r\n/)) t.notMatch(cell, /^"?[=+@-]/)
  const { rawPayload } = await take({ list: 'all', format: 'xlsx' })
  const { sheets } = await readXlsx(rawPayload)
  const rows = sheets[0]?.rows ?? []
  t.equal(rows.length, 6)
  t.ok(rows.flat().includes('=1+1'), 'as text')
  t.notOk(rawPayload.includes('<f>'))
})

t.test('English separates by commas', async t => {
  const fields = { reason: 'Call them', list: 'contact' }
  const answer = await takeFile(unisson, `/en${home}/exports`, fields, maud.cookie)
  t.match(linesOf(answer.body)[1], '"Name",')
})

t.test('an invalidated signature stops counting, for a reason, and can be counted again', async t => {
  const { id } = await db
    .selectFrom('signatures')
    .select('id')
    .where('petition_id', '=', petition.id)
    .where('name_visibility', '=', 'recipient')
    .executeTakeFirstOrThrow()
  const act = (noun: string, fields: Record<string, string | string[]> = {}) =>
    post(unisson, `${home}/${noun}`, { signature_id: id, reason: 'Nom inventé', ...fields }, maud.cookie)
  t.equal((await act('invalidations', { reason: '' })).statusCode, 422)
  t.equal((await act('invalidations', { signature_id: [] })).statusCode, 422)
  t.equal((await act('invalidations', { signature_id: petition.id })).statusCode, 404)
  t.equal(await countOf(unisson, petition), 4)
  await Promise.all([act('invalidations'), act('invalidations'), act('invalidations')])
  t.equal(await countOf(unisson, petition), 3)
  t.notMatch((await take({ list: 'recipient' })).body, 'Omar')
  t.match((await take({ list: 'all' })).body, 'Écartée')
  await act('restorations')
  await act('restorations')
  t.equal(await countOf(unisson, petition), 4)
  const events = await db
    .selectFrom('audit_events')
    .select('act')
    .where('act', 'like', 'signature.%')
    .execute()
  t.same(events.map(event => event.act).sort(), ['signature.invalidation', 'signature.restoration'])
})

t.test('invalidated and withdrawn at the same time: the count is exact', async t => {
  for (let turn = 0; turn < 10; turn += 1) {
    const email = `person${turn}@atelier.example`
    await signAndConfirm(unisson, petition, { email })
    const link = unisson.mailbox.link(email, '/withdrawal')
    const rows = await db
      .selectFrom('signatures')
      .select('id')
      .where('petition_id', '=', petition.id)
      .execute()
    await Promise.all([
      ...rows.map(({ id }) =>
        post(unisson, `${home}/invalidations`, { signature_id: id, reason: 'Essai' }, maud.cookie),
      ),
      post(unisson, link, {}),
    ])
    const kept = await db
      .selectFrom('signatures')
      .select('id')
      .where('petition_id', '=', petition.id)
      .execute()
    t.equal(kept.length, 4)
    t.equal(await countOf(unisson, petition), 0)
    for (const { id } of kept) {
      await post(unisson, `${home}/restorations`, { signature_id: id, reason: 'Essai' }, maud.cookie)
    }
    t.equal(await countOf(unisson, petition), 4)
  }
})

t.test('a name is found by what is typed of it, without its accents', async t => {
  const found = await post(
    unisson,
    `${home}/signatories`,
    { reason: 'Chercher', search: 'lena' },
    maud.cookie,
  )
  t.match(found.body, 'Léna')
  t.notMatch(found.body, 'Inès')
})

t.test('public names stand on their own page, theirs only, kept from search engines', async t => {
  const { body, headers } = await app.inject(`${petition.path}/signatories`)
  t.match(body, 'Inès')
  t.match(body, 'Léna')
  t.notMatch(body, 'Omar')
  t.match(body, /<meta name="robots" content="noindex/)
  t.match(headers['cache-control'], 'max-age=60')
  t.notMatch((await app.inject(petition.path)).body, 'Inès')
})
