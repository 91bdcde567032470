import t from 'tap'
import { frozenSurvey } from '../support/conditions.ts'
import { headersOf, type Officer, post, signIn } from '../support/officers.ts'
import { openPetition } from '../support/petition.ts'
import { makePlaces } from '../support/places.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault, logged } = unisson
const { db } = vault
const { regions, sections } = await makePlaces(unisson)
const survey = await frozenSurvey(unisson, { sizes: [140, 62, 3, 31, 210, 12, 4] })
// Another edition, for what sets two beside each other.
await frozenSurvey(unisson, { seed: 5 })
const petition = await openPetition(unisson)
const home = `/reports/surveys/${survey}`
const maud = await signIn(unisson, 'administrator')
const officer = await signIn(unisson, 'regional-officer', { region_id: regions[0] })
const leader = await signIn(unisson, 'section-leader', { section_ids: [sections[1] as string] })

async function issue({ cookie }: Pick<Officer, 'cookie'>, label = 'Tableau de bord', days = '90') {
  const { body } = await post(unisson, '/account/tokens', { label, days }, cookie)
  return /unisson_[\w-]{43}/.exec(body)?.[0] ?? ''
}
const ask = (url: string, token: string) => app.inject({ url, headers: { authorization: `Bearer ${token}` } })
const see = (url: string, { cookie }: Officer) => app.inject({ url, headers: headersOf(cookie) })

t.test('a token is shown once and kept as a fingerprint', async t => {
  const token = await issue(leader, 'Tableur')
  t.match(token, /^unisson_/)
  const page = await see('/account/tokens', leader)
  t.match(page.body, 'Tableur')
  t.notMatch(page.body, token)
  const rows = await db.selectFrom('api_tokens').selectAll().execute()
  t.notMatch(JSON.stringify(rows), token)
  t.notMatch(logged.join(''), token)
  t.equal(
    (await post(unisson, '/account/tokens', { label: '', days: '3650' }, leader.cookie)).statusCode,
    422,
  )
  const { act } = await db
    .selectFrom('audit_events')
    .select('act')
    .where('act', 'like', 'api-token.%')
    .executeTakeFirstOrThrow()
  t.equal(act, 'api-token.creation')
})

t.test('a reset of the password ends the tokens that somebody else may have left', async t => {
  const robbed = await signIn(unisson, 'section-leader', { section_ids: [sections[1] as string] })
  const token = await issue(robbed)
  t.equal((await ask('/reports.json', token)).statusCode, 200)
  await post(unisson, '/password-resets', { email: robbed.email })
  await unisson.work()
  const link = unisson.mailbox.link(robbed.email, '')
  await post(unisson, link, { password: 'cinq tabourets jaunes' })
  t.equal((await ask('/reports.json', token)).statusCode, 401)
})

t.test('a token reads exactly what its officer reads', async t => {
  for (const who of [maud, officer, leader]) {
    const token = await issue(who)
    for (const path of ['.json', '.csv', '.json?category=*', '/cube.json', '/cube.csv']) {
      const [mine, program] = [await see(`${home}${path}`, who), await ask(`${home}${path}`, token)]
      t.equal(program.statusCode, 200)
      t.equal(program.body, mine.body, path)
      t.equal(program.headers['set-cookie'], undefined)
    }
    t.same((await ask('/reports.json', token)).json(), (await see('/reports.json', who)).json())
  }
  const cube = (await ask(`${home}/cube.json`, await issue(leader))).json()
  const scopes = cube.scopes.map(({ code }: { code: string }) => code)
  t.notOk(scopes.some((code: string) => code.startsWith('section:') && code !== `section:${sections[1]}`))
})

t.test('P22 what its officer may not read, a token may not', async t => {
  const token = await issue(officer)
  for (const path of ['.json', '.csv', '.xlsx', '.pdf'])
    t.equal((await ask(`${home}${path}?scope=section:${sections[4]}`, token)).statusCode, 404)
  const { headers, body } = await ask(`${home}.csv?scope=region:${regions[1]}`, token)
  t.match(headers['content-type'], 'application/json', 'a program is answered in its own way')
  t.match(JSON.parse(body), { error: 'not-found' })
})

t.test('a token opens figures and nothing else: no page, no names, no act', async t => {
  const token = await issue(maud)
  const headers = { authorization: `Bearer ${token}` }
  for (const url of [
    '/manage',
    '/account',
    '/account/tokens',
    home,
    '/manage/members',
    `/manage/petitions/${petition.id}/signatories`,
    '/manage/audit',
  ])
    t.equal((await app.inject({ url, headers })).statusCode, 404, url)
  for (const url of [`/manage/petitions/${petition.id}/exports`, '/account/tokens', `${home}.json`])
    t.equal((await app.inject({ method: 'POST', url, headers })).statusCode, 404, url)
  const both = { ...headersOf(maud.cookie), ...headers }
  t.equal(
    (await app.inject({ url: '/account/tokens', headers: both })).statusCode,
    404,
    'not even beside a session',
  )
})

t.test('a token that is wrong, expired, revoked or of a closed account opens nothing', async t => {
  const wrong = await ask(`${home}.json`, 'unisson_wrong')
  t.equal(wrong.statusCode, 401)
  t.equal(wrong.headers['www-authenticate'], 'Bearer')
  const expired = await issue(officer, 'Ancien')
  await db
    .updateTable('api_tokens')
    .set({ expires_at: new Date(0) })
    .where('label', '=', 'Ancien')
    .execute()
  t.equal((await ask(`${home}.json`, expired)).statusCode, 401)
  const revoked = await issue(officer, 'Retiré')
  const { id } = await db
    .selectFrom('api_tokens')
    .select('id')
    .where('label', '=', 'Retiré')
    .executeTakeFirstOrThrow()
  t.equal(
    (await post(unisson, `/account/tokens/${id}/removal`, {}, leader.cookie)).statusCode,
    404,
    'by another',
  )
  t.equal((await ask(`${home}.json`, revoked)).statusCode, 200)
  t.equal((await post(unisson, `/account/tokens/${id}/removal`, {}, officer.cookie)).statusCode, 303)
  t.equal((await ask(`${home}.json`, revoked)).statusCode, 401)
  const lost = await issue(leader)
  await post(unisson, `/manage/accounts/${leader.account_id}/closure`, {}, maud.cookie)
  t.equal((await ask(`${home}.json`, lost)).statusCode, 401)
  await post(unisson, `/manage/accounts/${leader.account_id}/reopening`, {}, maud.cookie)
  t.equal((await ask(`${home}.json`, lost)).statusCode, 401, 'nor once the account is open again')
  const proxied = { ...headersOf(officer.cookie), authorization: 'Basic eDp5' }
  t.equal(
    (await app.inject({ url: home, headers: proxied })).statusCode,
    200,
    'a proxy’s password is no token',
  )
})

t.test('who asks too often waits', async t => {
  const token = await issue(officer)
  const statuses = []
  for (let turn = 0; turn < 140; turn += 1) statuses.push((await ask('/reports.json', token)).statusCode)
  t.ok(statuses.slice(0, 120).every(status => status === 200))
  const refused = await ask('/reports.json', token)
  t.equal(refused.statusCode, 429)
  t.match(refused.headers['retry-after'], /^\d+$/)
  t.equal((await ask('/reports.json', await issue(officer))).statusCode, 200, 'another is not slowed')
})

t.test('the API is described by its own routes, and keeps to the description', async t => {
  const { openapi, paths } = (await app.inject('/api/openapi.json')).json()
  t.equal(openapi, '3.1.0')
  const told = Object.keys(paths)
  t.ok(
    ['/reports.json', '/reports/surveys/{id}.json', '/reports/surveys/{id}/cube.csv'].every(path =>
      told.includes(path),
    ),
  )
  const token = await issue(maud)
  for (const [path, { get }] of Object.entries<{ get: { responses: Record<string, { content: object }> } }>(
    paths,
  )) {
    const url = path
      .replace('/surveys/{id}', `/surveys/${survey}`)
      .replace('/petitions/{id}', `/petitions/${petition.id}`)
      .replace('/sections/{id}', `/sections/${sections[0]}`)
    const { statusCode, headers } = await ask(url, token)
    t.equal(statusCode, 200, url)
    const [type] = Object.keys(get.responses[200]?.content ?? {})
    t.equal(String(headers['content-type']).split(';')[0], type?.split(';')[0], url)
  }
})
