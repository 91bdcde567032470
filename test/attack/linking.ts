import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { enqueueMail } from '../../src/mail/outbox.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { surveyKey } from '../../src/surveys/invitation.ts'
import { getOpenBatch } from '../../src/surveys/response/batch.ts'
import {
  responseDesk,
  responsePlace,
  type SealedResponse,
  stagedPlace,
  stagedScope,
} from '../../src/surveys/response/response.ts'
import { addSections, answerSealed, asking, fr, launchSealed } from '../support/sealed.ts'
import type { Unisson } from '../support/unisson.ts'

export const size = 50
/** Mails written while a batch is mixed. */
export const MAILS = 2
const survey = asking([{ kind: 'short-text', code: 'who', text: fr('Qui ?') }])

/** How answers are kept: as we do, or as is not enough. */
export type Way = 'mixed' | 'unshuffled' | 'apart'

interface Row {
  id: string
  /** The age and the place of its row, and whose it is: the last is for the judge, not for the attack. */
  xmin: number
  place: number
  who: string
}

export interface Linking {
  /** By the orders in which the two tables were laid beside each other: how many links were right. */
  right: Map<string, number>
  /** For each batch, the order of its answers by when they were given, as their rows lie. */
  orders: number[][]
  /** xmin: of the responses of each batch; of every participation; of every job. */
  ages: { responses: Set<number>[]; participations: Set<number>; jobs: Set<number> }
}

/** The least number that a Poisson variable exceeds with a probability below 10^-6. */
export function quantile(mean: number): number {
  let [count, term, sum] = [0, Math.exp(-mean), Math.exp(-mean)]
  while (sum < 1 - 1e-6) {
    count += 1
    term *= mean / count
    sum += term
  }
  return count
}

const place = sql<number>`(split_part(trim('()' from ctid::text), ',', 1)::int8 << 16)
  + split_part(trim('()' from ctid::text), ',', 2)::int8`
const xmin = sql<number>`xmin::text::int8`

/** The rows of a batch in the order given, not shuffled. */
async function moveUnshuffled({ vault: { db } }: Unisson, id: string): Promise<void> {
  await sql`
    with batch as (select id from batches where survey_id = ${id}),
    moved as (insert into responses select ${id}, id, sealed from staged_responses
      where batch_id in (select id from batch) order by ctid)
    delete from staged_responses where batch_id in (select id from batch)`.execute(db)
}

/** Participation and answer, under random ids and in a transaction each. */
async function keepApart(
  { vault: { db, keys } }: Unisson,
  id: string,
  section_id: string,
  invitations: string[],
): Promise<void> {
  const invited = { survey_id: id, section_id, member_sealed: null, lost_on: null }
  await db
    .insertInto('invitations')
    .values(invitations.map(one => ({ ...invited, id: one })))
    .execute()
  const key = await keys.getByScope(`survey:${id}`)
  for (const invitation_id of invitations) {
    await db.insertInto('participations').values({ survey_id: id, invitation_id }).execute()
    const row = randomUUID()
    const sealed = key.seal(responsePlace(row), { answers: { who: invitation_id } })
    await db.insertInto('responses').values({ survey_id: id, id: row, sealed }).execute()
  }
}

/**
 * Has batches of fifty answered, kept in one of the ways, and links who took part to what was answered.
 * @param together how many answer in one moment, and thus in one commit
 */
export async function link(unisson: Unisson, way: Way, batches: number, together = 1): Promise<Linking> {
  const { vault } = unisson
  const { db } = vault
  const [section_id = ''] = await addSections(vault, 1)
  const { id } = await launchSealed(unisson, survey, [section_id])
  const submit = responseDesk(db)
  const given: string[] = []
  for (let batch = 0; batch < batches; batch += 1) {
    const ids = Array.from({ length: size }, () => randomUUID())
    given.push(...ids)
    const answers = ids.map(who => ({ section_id, answers: { who }, invitation_id: who }))
    if (way === 'apart') await keepApart(unisson, id, section_id, ids)
    else
      for (let at = 0; at < size; at += together)
        await answerSealed(vault, { id, definition: survey }, answers.slice(at, at + together), submit)
    if (way === 'mixed') {
      // As the worker does, while mail is on its way: who is written to, or taken from the queue, has rows of that moment.
      const mails = ids.slice(0, MAILS).map(subject_id => ({ kind: 'linking', scope_id: id, subject_id }))
      await Promise.all([unisson.schedules('mixing'), ...mails.map(mail => enqueueMail(db, mail))])
    }
    if (way === 'unshuffled') await moveUnshuffled(unisson, id)
  }
  return judge(unisson, id, way, given)
}

/** Opens a response as only a judge with every key can. */
async function opener({ vault, config }: Unisson, id: string, way: Way) {
  const { batches, pools } = openSealer(config.KEYS_DIR)
  if (way === 'unshuffled') {
    const { id: batch } = await getOpenBatch(vault.db, id)
    const key = batches.open(batch)
    return (row: string, sealed: Buffer): SealedResponse =>
      key.open(stagedScope(id), stagedPlace(row), sealed)
  }
  const key = way === 'mixed' ? pools.open({ survey_id: id, period: 1 }) : await surveyKey(vault, id)
  return (row: string, sealed: Buffer): SealedResponse => key.open(responsePlace(row), sealed)
}

/** The orders in which a table can be laid out by one who sees no more than its rows, their age and their place. */
const orders: Record<string, (row: Row) => (number | string)[]> = {
  age: row => [row.xmin, row.place],
  'age and id': row => [row.xmin, row.id],
  place: row => [row.place],
  id: row => [row.id],
}

const compare = (a: (number | string)[], b: (number | string)[]): number => {
  const at = a.findIndex((value, index) => value !== b[index])
  return at < 0 ? 0 : (a[at] as number) < (b[at] as number) ? -1 : 1
}

async function judge(unisson: Unisson, id: string, way: Way, given: string[]): Promise<Linking> {
  const { db } = unisson.vault
  const open = await opener(unisson, id, way)
  const kept = await db
    .selectFrom('responses')
    .select(['id', 'sealed', xmin.as('xmin'), place.as('place')])
    .where('survey_id', '=', id)
    .execute()
  const responses: Row[] = kept.map(row => ({ ...row, who: String(open(row.id, row.sealed).answers.who) }))
  const taken = await db
    .selectFrom('participations')
    .select(['invitation_id as id', xmin.as('xmin'), place.as('place')])
    .where('survey_id', '=', id)
    .execute()
  const participations: Row[] = taken.map(row => ({ ...row, who: row.id }))
  const jobs = await db.selectFrom('jobs').select(xmin.as('xmin')).execute()
  const right = new Map<string, number>()
  for (const [name, by] of Object.entries(orders)) {
    const left = participations.toSorted((a, b) => compare(by(a), by(b)))
    for (const [other, of] of Object.entries(orders)) {
      const beside = responses.toSorted((a, b) => compare(of(a), of(b)))
      right.set(`${name} / ${other}`, left.filter(({ who }, at) => beside[at]?.who === who).length)
    }
  }
  const when = new Map(given.map((who, at) => [who, at]))
  const batchOf = ({ who }: Row) => Math.floor((when.get(who) ?? 0) / size)
  const byBatch = Map.groupBy(
    responses.toSorted((a, b) => a.place - b.place),
    batchOf,
  )
  return {
    right,
    orders: [...byBatch.values()].map(rows => rows.map(({ who }) => (when.get(who) ?? 0) % size)),
    ages: {
      responses: [...byBatch.values()].map(rows => new Set(rows.map(row => row.xmin))),
      participations: new Set(participations.map(row => row.xmin)),
      jobs: new Set(jobs.map(row => row.xmin)),
    },
  }
}

/** Spearman's rank correlation of an order with the natural one. */
export function correlation(order: number[]): number {
  const count = order.length
  const squares = order.reduce((sum, value, at) => sum + (value - at) ** 2, 0)
  return 1 - (6 * squares) / (count * (count ** 2 - 1))
}
