import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import t from 'tap'
import { invitationToken, surveyKey } from '../../src/surveys/invitation.ts'
import { openSurvey } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

const CLIENTS = 64
/** `npm run storm` brings all of them. */
const COUNT = process.argv[2] === 'whole' ? 10_000 : 1_000

let unisson: Unisson
let port = 0
t.before(async () => {
  unisson = await openUnisson(t)
  port = Number(new URL(await unisson.app.listen({ host: '127.0.0.1', port: 0 })).port)
})

t.setTimeout(300_000)

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
t.teardown(() => agent.destroy())

/** What came of a form: 'kept' and on to the receipt, 'again' for an invitation that had served. */
async function post(path: string, fields: string): Promise<string> {
  const sent = request({
    agent,
    port,
    path,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  })
  sent.end(fields)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const body = await text(answer)
  if (answer.statusCode === 303) return 'kept'
  if (answer.statusCode === 200 && body.includes('Cette invitation a déjà servi')) return 'again'
  return answer.statusCode === 200 ? 'page' : `${answer.statusCode}`
}

const start = 'at=-1&press=start'
const send = 'at=3&press=send&q.night=no&q.post=Quai&q.rest.sleep=yes&q.rest.days=no'

/** One visitor: most send once, some press twice, some come again later. */
async function answer(path: string, visitor: number): Promise<string[]> {
  const first = await post(path, start)
  if (visitor % 10 === 0) return [first, ...(await Promise.all([post(path, send), post(path, send)])).sort()]
  const fate = await post(path, send)
  return visitor % 10 === 5 ? [first, fate, await post(path, send)] : [first, fate]
}

const expected = (visitor: number): string[] =>
  visitor % 10 === 0
    ? ['page', 'again', 'kept']
    : visitor % 10 === 5
      ? ['page', 'kept', 'again']
      : ['page', 'kept']

async function count(table: 'participations' | 'staged_responses' | 'responses', survey: string) {
  const rows = unisson.vault.db.selectFrom(table).select(sql<number>`count(*)::int`.as('count'))
  return (await rows.where('survey_id', '=', survey).executeTakeFirstOrThrow()).count
}

t.test(`P18 ${COUNT} responses by ${CLIENTS} clients: each invitation is answered once`, async t => {
  const { id, section_id } = await openSurvey(unisson)
  const key = await surveyKey(unisson.vault, id)
  const ids = Array.from({ length: COUNT }, () => randomUUID())
  await sql`insert into invitations (survey_id, id, section_id)
    select ${id}, id, ${section_id} from unnest(${ids}::uuid[]) as given (id)`.execute(unisson.vault.db)
  const links = ids.map(one => `/invitations/${invitationToken(key, 'response', id, one)}/response`)
  const visitors = links.entries()
  const wrong: unknown[] = []
  const began = performance.now()
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (const [visitor, link] of visitors) {
        const fates = await answer(link, visitor)
        if (fates.join() !== expected(visitor).join()) wrong.push({ visitor, fates })
        // The sealer goes on with its work meanwhile.
        if (visitor % 500 === 250) await unisson.work()
      }
    }),
  )
  t.comment(`${Math.round((COUNT / (performance.now() - began)) * 1000)} a second`)
  t.same(wrong, [])
  t.equal(await count('participations', id), COUNT)
  t.equal((await count('staged_responses', id)) + (await count('responses', id)), COUNT)
})
