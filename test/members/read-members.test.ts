import t from 'tap'
import { post, signIn } from '../support/officers.ts'
import { get, importFile, listKnown, membersPath, openStage } from './stage.ts'

const stage = await openStage(t)
const { samira, dourges, lille, vault } = stage
const { db } = vault
await importFile(
  stage,
  samira,
  dourges,
  `Numéro;Nom;E-mail;Téléphone\nL-1;Inès Benali;ines@atelier.example;+33 6 12 34 56 78\nL-2;Karim;;\n`,
)
const [ines] = await listKnown(stage, dourges)
const memberPath = `/manage/members/${ines!.id}`
const gate = `${membersPath(dourges)}/list`
const reason = 'Préparer l’assemblée du 3 décembre'
const events = (act: string) => db.selectFrom('audit_events').selectAll().where('act', '=', act).execute()

t.test('P13: a list of names answers a POST with a reason, and is written down', async t => {
  const page = await get(stage, samira, gate)
  t.equal(page.statusCode, 200)
  t.notMatch(page.body, /Inès|Karim/)
  const without = await post(stage, gate, { reason: ' ' }, samira.cookie)
  t.equal(without.statusCode, 422)
  t.notMatch(without.body, /Inès|Karim/)
  t.same(await events('members.reading'), [])
  const list = await post(stage, gate, { reason }, samira.cookie)
  t.match(list.body, /Inès Benali.*Karim/s)
  t.match(list.headers['cache-control'], 'no-store')
  const [event] = await events('members.reading')
  t.equal(event?.subject_id, dourges)
  t.ok(event?.reason_sealed && !event.reason_sealed.includes('assemblée'))
})

t.test('P13: a file with names answers a POST with a reason, and is written down', async t => {
  const url = `${membersPath(dourges)}/exports`
  t.equal((await post(stage, url, { reason: '', format: 'csv' }, samira.cookie)).statusCode, 422)
  const csv = await post(stage, url, { reason, format: 'csv' }, samira.cookie)
  t.match(csv.headers['content-disposition'], 'attachment')
  t.match(csv.body, '"L-1";"Inès Benali";"ines@atelier.example"')
  t.notMatch(csv.body, /(^|[;"])[=+@-]/m, 'no cell that a spreadsheet would run')
  const xlsx = await post(stage, url, { reason, format: 'xlsx' }, samira.cookie)
  t.equal(xlsx.rawPayload.toString('latin1', 0, 2), 'PK')
  t.equal((await events('members.export')).length, 2)
  t.equal((await get(stage, samira, url)).statusCode, 404)
})

t.test('the file that was taken can be sent again as it is', async t => {
  const csv = await post(stage, `${membersPath(dourges)}/exports`, { reason, format: 'csv' }, samira.cookie)
  const { checked } = await importFile(stage, samira, dourges, csv.rawPayload, {}, false)
  t.match(checked, 'ce fichier ne change rien')
  t.notMatch(checked, 'remarque')
})

t.test('P13: without a second factor given within half an hour, no page with names opens', async t => {
  const awa = await signIn(stage, 'section-leader', { name: 'Awa', section_ids: [dourges], factor: false })
  for (const url of [
    gate,
    memberPath,
    `${membersPath(dourges)}/new`,
    `${membersPath(dourges)}/imports/new`,
  ]) {
    const answer = await get(stage, awa, url)
    t.equal(answer.statusCode, 303, url)
    t.match(answer.headers.location, '/account/second-factor')
  }
  const list = await post(stage, gate, { reason }, awa.cookie)
  t.equal(list.statusCode, 303)
  t.equal((await get(stage, awa, membersPath(dourges))).statusCode, 200, 'figures need none')
})

t.test('names are read in the section only: above it figures, beside it nothing', async t => {
  const nathalie = await signIn(stage, 'regional-officer', { region_id: stage.nord })
  const maud = await signIn(stage, 'administrator')
  for (const officer of [nathalie, maud]) {
    const figures = await get(stage, officer, membersPath(dourges))
    t.equal(figures.statusCode, 200)
    t.match(figures.body, /<dt>Membres<\/dt>\s*<dd>2<\/dd>/)
    t.notMatch(figures.body, /Inès|Karim/)
    for (const url of [gate, memberPath, `${memberPath}/erasure`, `${membersPath(dourges)}/new`])
      t.equal((await get(stage, officer, url)).statusCode, 404, url)
    for (const url of [gate, `${membersPath(dourges)}/exports`, membersPath(dourges)])
      t.equal(
        (await post(stage, url, { reason, format: 'csv', name: 'Eva' }, officer.cookie)).statusCode,
        404,
        url,
      )
    for (const act of ['', '/copies', '/departure', '/return', '/erasure'])
      t.equal((await post(stage, `${memberPath}${act}`, { reason }, officer.cookie)).statusCode, 404, act)
  }
})

t.test('another section, another region, a federation: what is not theirs is not there', async t => {
  const rose = await signIn(stage, 'section-leader', { name: 'Rose', section_ids: [lille] })
  const sud = await signIn(stage, 'regional-officer', { name: 'Tom', region_id: stage.sud })
  for (const officer of [rose, sud])
    for (const url of [membersPath(dourges), gate, memberPath, `${membersPath(dourges)}/imports/new`])
      t.equal((await get(stage, officer, url)).statusCode, 404, url)
  const kader = await signIn(stage, 'federation-officer')
  t.equal((await get(stage, kader, '/manage/members')).statusCode, 200)
  t.equal((await get(stage, kader, '/manage/member-imports/new')).statusCode, 404)
  t.equal((await get(stage, rose, '/manage/member-imports/new')).statusCode, 404)
  t.equal((await get(stage, rose, '/manage/members')).headers.location, membersPath(lille))
})

t.test('a search finds by name without accents, by number and by address', async t => {
  const find = async (search: string) => (await post(stage, gate, { reason, search }, samira.cookie)).body
  for (const search of ['ines ben', 'l-1', 'INES@atelier', 'benali inès']) {
    const body = await find(search)
    t.match(body, 'Inès Benali', search)
    t.notMatch(body, '>Karim<', search)
  }
  t.match(await find('zzz'), 'Personne ne correspond')
})

t.test('a member’s copy holds all that is kept, and nothing of the machinery', async t => {
  t.equal((await post(stage, `${memberPath}/copies`, { reason: '' }, samira.cookie)).statusCode, 422)
  const copy = await post(stage, `${memberPath}/copies`, { reason }, samira.cookie)
  t.match(copy.json(), { name: 'Inès Benali', email: 'ines@atelier.example', phone: '+33 6 12 34 56 78' })
  t.notMatch(copy.body, /index|sealed/)
  t.equal((await events('member.copy')).length, 1)
})

t.test('a long register is read page by page, each page written down', async t => {
  const lines = Array.from(
    { length: 130 },
    (_, at) => `M-${at};Membre ${String.fromCharCode(65 + (at % 26))}${'bcdef'[at % 5]}`,
  )
  await importFile(stage, samira, dourges, `Numéro;Nom\n${lines.join('\n')}\n`)
  const before = (await events('members.reading')).length
  const first = await post(stage, gate, { reason }, samira.cookie)
  const second = await post(stage, gate, { reason, page: '2' }, samira.cookie)
  t.equal(first.body.split('<tr>').length - 2, 100)
  t.equal(second.body.split('<tr>').length - 2, 32)
  t.match(first.body, `name="reason" value="${reason}"`)
  t.equal((await events('members.reading')).length, before + 2)
})
