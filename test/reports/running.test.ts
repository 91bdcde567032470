import { randomUUID } from 'node:crypto'
import t from 'tap'
import { invitationToken, surveyKey } from '../../src/surveys/invitation.ts'
import { fixLines } from '../../src/surveys/line.ts'
import type { Role } from '../../src/union/scope.ts'
import { dayIn } from '../support/draft.ts'
import { post, signIn, type Where } from '../support/officers.ts'
import { makePlaces } from '../support/places.ts'
import { answerSealed, asking, fr, launchSealed } from '../support/sealed.ts'
import { answerAll } from '../support/survey.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault
const { regions, sections } = await makePlaces(unisson)
const [brest, , , , dourges] = sections as [string, string, string, string, string]

const survey = await launchSealed(
  unisson,
  asking([
    { kind: 'yes-no', code: 'well', text: fr('Ça va ?') },
    { kind: 'short-text', code: 'why', text: fr('Pourquoi ?') },
  ]),
  [brest, dourges],
  { audience: 'codes' },
)

for (const [section_id, answered] of [
  [brest, 3],
  [dourges, 7],
] as const) {
  const invitations = Array.from({ length: 10 }, () => ({
    survey_id: survey.id,
    id: randomUUID(),
    section_id,
    member_sealed: null,
  }))
  await db.insertInto('invitations').values(invitations).execute()
  const rows = invitations.slice(0, answered).map(({ id }) => ({
    survey_id: survey.id,
    invitation_id: id,
    day: '2026-01-05',
  }))
  await db.insertInto('participations').values(rows).execute()
}

await db.transaction().execute(trx => fixLines(trx, { id: survey.id, k: 5 }))

t.test('while a survey runs, officers read how far their own sections have come, and no other', async t => {
  const readAs = async (role: Role, where: Where = {}) => {
    const { headers } = await signIn(unisson, role, where)
    const { body } = await app.inject({ url: `/reports/surveys/${survey.id}`, headers })
    return [/Brest/.test(body), /Dourges/.test(body)]
  }
  t.same(await readAs('administrator'), [true, true])
  t.same(await readAs('section-leader', { section_ids: [brest] }), [true, false])
  t.same(await readAs('regional-officer', { region_id: regions[1] as string }), [false, true])
})

t.test('while it runs no page, no file and no program reads an answer', async t => {
  const given = { section_id: dourges, answers: { well: 'yes', why: 'Le canaribleu.' } }
  await answerSealed(
    vault,
    survey,
    Array.from({ length: 12 }, () => given),
  )
  await unisson.schedules('mixing')
  t.equal((await db.selectFrom('responses').select('id').execute()).length, 12)
  const home = `/reports/surveys/${survey.id}`
  const { headers, cookie } = await signIn(unisson, 'administrator')
  const { body } = await post(unisson, '/account/tokens', { label: 'Tableur', days: '90' }, cookie)
  const authorization = `Bearer ${/unisson_[\w-]{43}/.exec(body)?.[0]}`
  const files = ['.json', '.csv', '.xlsx', '.pdf', '/cube.json', '/cube.csv', '/cube.xlsx']
  for (const file of [...files, ...files.map(name => `${name}?period=1`)])
    for (const who of [headers, { authorization }])
      t.equal((await app.inject({ url: home + file, headers: who })).statusCode, 404, file)
  for (const texts of ['/texts/why', '/texts/why?q=canaribleu', '/texts/well'])
    t.equal((await app.inject({ url: home + texts, headers })).statusCode, 404, texts)
  for (const page of ['', '?period=1', '/summary', '/sections?question=well', '/comparison']) {
    const read = await app.inject({ url: home + page, headers })
    t.equal(read.statusCode, 200, page)
    t.match(read.body, /<h1[^>]*>[^<]+/)
    t.notMatch(read.body, /question-report|compared-|Ça va|canaribleu/, page)
  }
})

t.test('whoever answers today is counted tomorrow', async t => {
  const { headers } = await signIn(unisson, 'section-leader', { section_ids: [brest] })
  const read = async () =>
    /(\d+)\s%/.exec((await app.inject({ url: `/reports/surveys/${survey.id}`, headers })).body)?.[1]
  t.equal(await read(), '30')
  const open = db
    .selectFrom('invitations')
    .select('id')
    .where('section_id', '=', brest)
    .where('id', 'not in', db.selectFrom('participations').select('invitation_id'))
  const { id } = await open.limit(1).executeTakeFirstOrThrow()
  const key = await surveyKey(vault, survey.id)
  const link = `/invitations/${invitationToken(key, 'response', survey.id, id)}/response`
  t.equal((await answerAll(unisson, link, { well: 'yes', why: '' })).statusCode, 303)
  t.equal(await read(), '30')
  await db
    .updateTable('participations')
    .set({ day: dayIn(-1) })
    .where('invitation_id', '=', id)
    .execute()
  t.equal(await read(), '40')
})
