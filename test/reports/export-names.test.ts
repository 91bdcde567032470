import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js'
import t from 'tap'
import { fileHome, takeFile } from '../support/export.ts'
import { codeOf, cookieOf, giveFactor, headersOf, knock, post, signIn } from '../support/officers.ts'
import { openPetition, signAndConfirm } from '../support/petition.ts'
import { answerAll, invite, openSurvey } from '../support/survey.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault
const petition = await openPetition(unisson, { slug: 'horaires' })
for (const name of ['Inès', 'Omar'])
  await signAndConfirm(unisson, petition, {
    email: `${name === 'Inès' ? 'ines' : 'omar'}@atelier.example`,
    name_visibility: 'recipient',
    name,
  })
const maud = await signIn(unisson, 'administrator')
const url = `/manage/petitions/${petition.id}/exports`
const order = (fields: Record<string, string> = {}, cookie = maud.cookie) =>
  post(
    unisson,
    url,
    { reason: 'La remise', list: 'all', format: 'csv', protection: 'zip', ...fields },
    cookie,
  )
const get = (path: string, cookie = maud.cookie) => app.inject({ url: path, headers: headersOf(cookie) })
const chunks = () => db.selectFrom('spool_chunks').selectAll().execute()
const passwordIn = (body: string) => /export-password"[^>]*>([a-z-]+)</.exec(body)?.[1]

t.test('P13 a file of names leaves in a locked zip, whose password is shown once', async t => {
  const asked = await order()
  const password = passwordIn(asked.body)
  t.match(password, /^([a-z]{4}-){4}[a-z]{4}$/)
  const home = fileHome(asked.body) ?? ''
  t.match((await get(`${home}/progress.json`)).json(), { phase: 'making', percent: 0 })
  await unisson.work()
  t.match((await get(`${home}/progress.json`)).json(), { phase: 'ready' })
  const again = await get(home)
  t.match(again.body, 'Télécharger l’archive')
  t.notOk(passwordIn(again.body))
  t.equal((await get(`${home}/file`)).statusCode, 404, 'no GET gives it')
  const file = await post(unisson, `${home}/file`, {}, maud.cookie)
  t.match(file.headers, { 'content-type': 'application/zip', 'cache-control': 'no-store' })
  t.notOk(file.rawPayload.includes('Omar'))
  const reader = new ZipReader(new BlobReader(new Blob([new Uint8Array(file.rawPayload)])), { password })
  const [entry] = await reader.getEntries()
  if (!entry || entry.directory) throw new Error('no file')
  t.match(entry, { encrypted: true, filename: /^horaires-all-.*\.csv$/ })
  const [origin, , ...lines] = (await entry.getData(new TextWriter())).trim().split('\r\n')
  t.match(origin, /Liste prise par Maud le .* Motif.*La remise/)
  t.equal(lines.length, 2)
  const events = await db
    .selectFrom('audit_events')
    .select('act')
    .where('act', 'like', 'signatories.%')
    .execute()
  t.same(events.map(({ act }) => act).sort(), ['signatories.download', 'signatories.export'])
})

t.test(
  'it is for the session that asked: not for a colleague, nor for the same officer elsewhere',
  async t => {
    const nora = await signIn(unisson, 'administrator', { name: 'Nora', factor: false })
    const first = await giveFactor(unisson, nora.cookie)
    const home = fileHome((await order({}, first.cookie)).body) ?? ''
    await unisson.work()
    const elsewhere = cookieOf(await knock(unisson, { email: nora.email, password: nora.password }))
    const factor = { factor_code: codeOf(first.secret) }
    const second = cookieOf(await post(unisson, '/account/second-factor', factor, elsewhere))
    for (const cookie of [second, maud.cookie]) {
      t.equal((await get(home, cookie)).statusCode, 404)
      t.equal((await get(`${home}/progress.json`, cookie)).statusCode, 404)
      t.equal((await post(unisson, `${home}/file`, {}, cookie)).statusCode, 404)
    }
    t.equal((await post(unisson, `${home}/file`, {}, first.cookie)).statusCode, 200)
  },
)

t.test('nothing of it stands in the clear, and after ten minutes nothing of it stands', async t => {
  const before = (await chunks()).length
  const asked = await order({ protection: 'none' })
  const home = fileHome(asked.body) ?? ''
  const id = home.split('/').at(-1) ?? ''
  await unisson.work()
  t.equal((await chunks()).length, before + 1)
  const kept = JSON.stringify([await chunks(), await db.selectFrom('exports').selectAll().execute()])
  t.notMatch(kept, /Omar|La remise|Maud/)
  for (const { sealed } of await chunks()) t.notOk(sealed.includes(Buffer.from('Omar').toString('base64')))
  await db
    .updateTable('exports')
    .set({ finished_at: new Date(Date.now() - 11 * 60_000) })
    .where('id', '=', id)
    .execute()
  t.equal((await post(unisson, `${home}/file`, {}, maud.cookie)).statusCode, 410, 'before it is swept too')
  await unisson.schedules('export-files')
  t.equal((await chunks()).length, before)
  t.match((await get(home)).body, 'Le fichier est détruit')
  t.same(await db.selectFrom('data_keys').select('id').where('scope', '=', `export:${id}`).execute(), [])
})

t.test('it ends with the session', async t => {
  const lucas = await signIn(unisson, 'administrator', { name: 'Lise' })
  const home = fileHome((await order({}, lucas.cookie)).body) ?? ''
  await unisson.work()
  await post(unisson, '/sign-out', {}, lucas.cookie)
  const scope = `export:${home.split('/').at(-1)}`
  await unisson.schedules('export-files')
  t.same(await db.selectFrom('data_keys').select('id').where('scope', '=', scope).execute(), [])
})

t.test(
  'P13 an officer who was moved takes nothing ordered before, nor does who sees the petition go',
  async t => {
    const hugo = await signIn(unisson, 'administrator', { name: 'Hugo' })
    const home = fileHome((await order({}, hugo.cookie)).body) ?? ''
    await unisson.work()
    const region = await db.insertInto('regions').values({ name: 'Provence' }).returning('id').execute()
    const region_id = region[0]?.id ?? ''
    const standing = { role: 'regional-officer', region_id }
    await post(unisson, `/manage/accounts/${hugo.account_id}`, standing, maud.cookie)
    t.equal((await post(unisson, `${home}/file`, {}, hugo.cookie)).headers.location, '/sign-in')
    t.same(
      await db.selectFrom('sessions').select('id').where('account_id', '=', hugo.account_id).execute(),
      [],
    )

    const own = fileHome((await order()).body) ?? ''
    await unisson.work()
    const belong = (region_id: string | null) =>
      db.updateTable('petitions').set({ region_id }).where('id', '=', petition.id).execute()
    await belong(region_id)
    t.equal((await post(unisson, `${own}/file`, {}, maud.cookie)).statusCode, 404)
    await belong(null)
    t.equal((await post(unisson, `${own}/file`, {}, maud.cookie)).statusCode, 200)
  },
)

t.test('P13 the second factor that is asked for meanwhile leads to the same file', async t => {
  const eva = await signIn(unisson, 'administrator', { name: 'Eva', factor: false })
  const { cookie, secret } = await giveFactor(unisson, eva.cookie)
  const home = fileHome((await order({}, cookie)).body) ?? ''
  await unisson.work()
  const past = new Date(Date.now() - 31 * 60_000)
  await db.updateTable('sessions').set({ factor_at: past }).where('account_id', '=', eva.account_id).execute()
  t.equal((await post(unisson, `${home}/file`, {}, cookie)).statusCode, 403)
  const taken = await post(unisson, `${home}/file`, { factor_code: codeOf(secret) }, cookie)
  t.equal(taken.statusCode, 200)
  t.equal(taken.headers['content-type'], 'application/zip')
})

t.test('what a worker was killed over is made anew, whole', async t => {
  const home = fileHome((await order({ protection: 'none' })).body) ?? ''
  const scope = `export:${home.split('/').at(-1)}`
  const { id } = await db
    .selectFrom('data_keys')
    .select('id')
    .where('scope', '=', scope)
    .executeTakeFirstOrThrow()
  const half = { key_id: id, sealed: Buffer.from('half') }
  await db
    .insertInto('spool_chunks')
    .values([0, 1, 2].map(position => ({ ...half, position })))
    .execute()
  await db
    .updateTable('jobs')
    .set({ leased_until: new Date(Date.now() - 1_000), attempts: 1 })
    .where('kind', '=', 'export')
    .where('finished_at', 'is', null)
    .execute()
  await unisson.work()
  const { body } = await post(unisson, `${home}/file`, {}, maud.cookie)
  t.equal(body.trim().split('\r\n').length, 4)
})

t.test('a named survey leaves as rows, for its owner only', async t => {
  const leader = await signIn(unisson, 'section-leader')
  const survey = await openSurvey(unisson, { kind: 'named', audience: 'invited', k: 5 })
  await answerAll(unisson, await invite(unisson, survey, 'Zoé'), {
    night: 'yes',
    post: '=cmd()',
    count: '12',
    'rest.sleep': 'no',
  })
  const home = `/manage/surveys/${survey.id}`
  const gate = await get(`${home}/responses`, leader.cookie)
  t.match(gate.body, '1 personne a répondu')
  t.notMatch(gate.body, 'Zoé')
  const fields = { reason: 'Inscrire à la formation' }
  t.equal((await takeFile(unisson, `${home}/exports`, { reason: '' }, leader.cookie)).statusCode, 422)
  const { body } = await takeFile(unisson, `${home}/exports`, fields, leader.cookie)
  const [origin, titles, line] = body.replace('\ufeff', '').trim().split('\r\n')
  t.match(origin, 'Inscrire à la formation')
  t.match(titles, '"Nom";"Section";"Jour de la réponse";"Travaillez-vous la nuit')
  t.match(line, '"Zoé";"Plateforme de Dourges";"20')
  t.match(line, '"Oui";"\'=cmd()";"12";')
  for (const who of [maud, await signIn(unisson, 'regional-officer')]) {
    t.equal((await get(`${home}/responses`, who.cookie)).statusCode, 404)
    t.equal((await post(unisson, `${home}/exports`, fields, who.cookie)).statusCode, 404)
  }
  const sealed = await openSurvey(unisson)
  t.equal(
    (await get(`/manage/surveys/${sealed.id}/responses`, leader.cookie)).statusCode,
    404,
    'a sealed one has none',
  )
})
