import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { DataKey } from '../../src/seal/data-key.ts'
import { invitationToken, surveyKey } from '../../src/surveys/invitation.ts'
import { openSurvey } from '../support/survey.ts'
import { measure, printFigure } from './figure.ts'
import { getPage, loadWith, postForm } from './load.ts'
import { openRawServer } from './raw-server.ts'
import { openRawTable } from './raw-table.ts'
import type { Stage } from './stage.ts'
import { tenAnswers, tenQuestions } from './ten-questions.ts'

/** A rush: a whole union that has just read its mail. */
const CONNECTIONS = 256
const A_ROUND = 4_000
const ROUNDS = 4

const answers = new URLSearchParams(tenAnswers).toString()
/** What the page of the questions adds to them. */
const fields = (press: string, at: number) => `seed=0a1b2c3d&at=${at}&veiled=&press=${press}`

async function inviteMany({ vault }: Stage, surveyId: string, sectionId: string): Promise<string[]> {
  const ids = Array.from({ length: A_ROUND * ROUNDS }, () => randomUUID())
  await sql`insert into invitations (survey_id, id, section_id)
    select ${surveyId}, id, ${sectionId} from unnest(${ids}::uuid[]) as given (id)`.execute(vault.db)
  return ids
}

async function waitForBatch({ vault: { db } }: Stage, surveyId: string): Promise<void> {
  const batches = db.selectFrom('batches').select('id').where('survey_id', '=', surveyId)
  for (let patience = 100; !(await batches.executeTakeFirst()); patience -= 1) {
    if (patience === 0) throw new Error('The sealer opens no batch')
    await pause(100)
  }
}

/** As many pages and rows in series as both ceilings allow. */
const inSeries = (pages: number, rows: number) => 1 / (1 / pages + 1 / rows)

/**
 * Responses to ten questions: the page that asks them and the POST that answers. The ceiling is bare Fastify serving
 * a page of that size and then PostgreSQL taking two rows of that size. Then the same with the page before and the
 * receipt after, as a person goes.
 */
export async function benchResponse(stage: Stage): Promise<void> {
  const { port, vault } = stage
  const { id, section_id } = await openSurvey({ vault, work: async () => {} }, {}, tenQuestions)
  await waitForBatch(stage, id)
  const key = await surveyKey(vault, id)
  const size = await pageSize(port, key, id, (await inviteMany(stage, id, section_id))[0] as string)
  const raw = await openRawServer(size)
  const insert = await openRawTable(stage, 'response')
  const ceiling = async () => inSeries((await raw.fire()).perSecond, await insert())
  try {
    for (const figure of ['response', 'response-visit'] as const) {
      const invited = await inviteMany(stage, id, section_id)
      const steps = figure === 'response' ? asked : visited
      const respond = () => answerRound(port, key, id, invited.splice(0, A_ROUND), steps)
      await respond()
      const [rate] = await measure(ceiling, respond, perSecond => perSecond)
      printFigure({ figure, ...rate!, unit: 'responses/s' })
    }
    await checkKept(stage, id, 2 * A_ROUND * ROUNDS)
  } finally {
    await raw.stop()
  }
}

type Steps = (link: string, visitor: number) => string[]

const asked: Steps = (link, visitor) => [
  postForm(`${link}/response`, fields('start', -1), visitor),
  postForm(`${link}/response`, `${fields('send', 0)}&${answers}`, visitor),
]

const visited: Steps = (link, visitor) => [
  getPage(`${link}/response`),
  ...asked(link, visitor),
  getPage(`${link}/receipt`),
]

const linkOf = (key: DataKey, surveyId: string, id: string) =>
  `/invitations/${invitationToken(key, 'response', surveyId, id)}`

async function pageSize(port: number, key: DataKey, surveyId: string, id: string): Promise<number> {
  const page = await fetch(`http://127.0.0.1:${port}${linkOf(key, surveyId, id)}/response`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: fields('start', -1),
  })
  const html = await page.text()
  if (!html.includes('q.why')) throw new Error(`No page of questions came: ${page.status}`)
  return Buffer.byteLength(html)
}

/** @returns responses a second */
async function answerRound(port: number, key: DataKey, surveyId: string, ids: string[], steps: Steps) {
  const visits = ids.map((id, visitor) => steps(linkOf(key, surveyId, id), visitor))
  const width = visits[0]?.length ?? 1
  // Everybody takes a step before anybody takes the next: no visitor overtakes their own page.
  const requests = chunks(visits, CONNECTIONS).flatMap(group =>
    Array.from({ length: width }, (_, step) => group.map(visit => visit[step] as string)).flat(),
  )
  let sent = 0
  const { perSecond } = await loadWith(port, CONNECTIONS, () => requests[sent++])
  return perSecond / width
}

const chunks = <T>(list: T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))

/** Whoever was answered has taken part, once, and has one response. */
async function checkKept({ vault: { db } }: Stage, surveyId: string, answered: number): Promise<void> {
  const { rows } = await sql<{ parts: number; responses: number }>`select
    (select count(*)::int from participations where survey_id = ${surveyId}) as parts,
    (select count(*)::int from staged_responses where survey_id = ${surveyId})
      + (select count(*)::int from responses where survey_id = ${surveyId}) as responses`.execute(db)
  const [{ parts, responses } = { parts: 0, responses: 0 }] = rows
  if (parts !== answered || responses !== answered)
    throw new Error(`${answered} answered; ${parts} participations and ${responses} responses were kept`)
}
