import { type KeyObject, randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../database.ts'
import { inGroups } from '../../in-groups.ts'
import { kept } from '../../kept.ts'
import { readPublicKey, sealTo } from '../../seal/batch-key.ts'
import type { DataKey } from '../../seal/data-key.ts'
import { ALIKE } from '../../seal/padding.ts'
import { coarsen } from '../bracket.ts'
import type { Answers } from '../condition.ts'
import { surveyPhaseOf } from '../phase.ts'
import type { SurveyState } from '../survey.ts'
import { getOpenBatch } from './batch.ts'

/** What a sealed survey keeps of a response. */
export interface SealedResponse {
  /** Of the invitation, or as the respondent says; null where an open link's says none. */
  section_id: string | null
  answers: Answers
  /** What was not asked, as `show` says: brackets do not tell it any more. */
  hidden: string[]
}

/** What a named survey keeps: also who answered. */
export interface NamedResponse extends SealedResponse {
  member_id: string
  name: string
  /** UTC. */
  day: string
}

/** A response that is ready to be kept. */
interface Sending {
  survey_id: string
  /** null: by an open link. */
  invitation_id: string | null
  /** The batch whose key it is sealed to; null in a named survey. */
  batch_id: string | null
  id: string
  sealed: Buffer
}

/** `moved`: its batch takes no more, another does. */
export type Fate = 'kept' | 'answered' | 'closed' | 'moved'

export const stagedScope = (surveyId: string) => `survey:${surveyId}`
export const stagedPlace = (id: string) => ({ table: 'staged_responses', column: 'sealed', row: id })
export const responsePlace = (id: string) => ({ table: 'responses', column: 'sealed', row: id })

const distinct = (ids: (string | null)[]): string[] => [...new Set(ids.flatMap(id => id ?? []))].sort()
const pairOf = ({ survey_id, invitation_id }: Pick<Sending, 'survey_id' | 'invitation_id'>) =>
  `${survey_id} ${invitation_id}`

/** The surveys among these that take responses, held so until the commit: whoever closes one writes its row anew. */
async function holdOpen(trx: Trx, ids: string[]): Promise<Set<string>> {
  const surveys = await trx
    .selectFrom('surveys')
    .select(['id', 'opens_on', 'closes_on'])
    .where('id', 'in', ids)
    .orderBy('id')
    .forShare()
    .execute()
  const acts = await trx
    .selectFrom('survey_acts')
    .select(['survey_id', 'act'])
    .where('survey_id', 'in', ids)
    .orderBy('created_at')
    .execute()
  const isOpen = (survey: (typeof surveys)[number]) =>
    surveyPhaseOf(
      survey,
      acts.filter(act => act.survey_id === survey.id),
    ) === 'open'
  return new Set(surveys.filter(isOpen).map(({ id }) => id))
}

async function holdBatches(trx: Trx, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const open = await trx
    .selectFrom('batches')
    .select('id')
    .where('id', 'in', ids)
    .where('open', '=', true)
    .orderBy('id')
    .forShare()
    .execute()
  return new Set(open.map(({ id }) => id))
}

/** Marks invitations as answered. @returns those that were not, by `pairOf` */
async function takePart(trx: Trx, rows: Sending[]): Promise<Set<string>> {
  const values = rows
    .filter((row): row is Sending & { invitation_id: string } => row.invitation_id !== null)
    .map(({ survey_id, invitation_id }) => ({ survey_id, invitation_id }))
    // The same order everywhere, or two commits that share invitations would wait for each other.
    .sort((a, b) => (pairOf(a) < pairOf(b) ? -1 : 1))
  if (values.length === 0) return new Set()
  const taken = await trx
    .insertInto('participations')
    .values(values)
    .onConflict(oc => oc.doNothing())
    .returning(['survey_id', 'invitation_id'])
    .execute()
  return new Set(taken.map(pairOf))
}

/** Keeps responses and that they were given, in one transaction: an invitation is answered once. */
async function storeResponses(db: Db, rows: Sending[]): Promise<Fate[]> {
  return db.transaction().execute(async trx => {
    const open = await holdOpen(trx, distinct(rows.map(row => row.survey_id)))
    const batches = await holdBatches(trx, distinct(rows.map(row => row.batch_id)))
    const ready = (row: Sending) =>
      open.has(row.survey_id) && (row.batch_id === null || batches.has(row.batch_id))
    const first = await takePart(trx, rows.filter(ready))
    const fates = rows.map((row): Fate => {
      if (!open.has(row.survey_id)) return 'closed'
      if (!ready(row)) return 'moved'
      if (row.invitation_id === null) return 'kept'
      return first.delete(pairOf(row)) ? 'kept' : 'answered'
    })
    await storeRows(
      trx,
      rows.filter((_, index) => fates[index] === 'kept'),
    )
    return fates
  })
}

async function storeRows(trx: Trx, rows: Sending[]): Promise<void> {
  const staged = rows.flatMap(({ survey_id, batch_id, id, sealed }) =>
    batch_id ? [{ survey_id, batch_id, id, sealed }] : [],
  )
  const named = rows.flatMap(({ survey_id, batch_id, id, sealed }) =>
    batch_id ? [] : [{ survey_id, id, sealed }],
  )
  const staying = rows.flatMap(({ survey_id, batch_id, invitation_id }) =>
    batch_id && invitation_id ? [{ survey_id, batch_id, invitation_id }] : [],
  )
  if (staged.length > 0) await trx.insertInto('staged_responses').values(staged).execute()
  if (staying.length > 0) await trx.insertInto('staged_participations').values(staying).execute()
  if (named.length > 0) await trx.insertInto('responses').values(named).execute()
}

/** A response as it was given. */
export interface GivenResponse {
  survey: SurveyState
  key: DataKey
  invitation_id: string | null
  response: SealedResponse | NamedResponse
}

export type SubmitResponse = (given: GivenResponse) => Promise<Exclude<Fate, 'moved'>>

interface OpenBatch {
  id: string
  publicKey: KeyObject
}

/** Accepts responses, many in one commit; answers only after it. @throws Unavailable while no batch takes them */
export function responseDesk(db: Db): SubmitResponse {
  const store = inGroups<Sending, Fate>(rows => storeResponses(db, rows))
  const batches = kept(2_000, async (surveyId: string): Promise<OpenBatch> => {
    const { id, public_key } = await getOpenBatch(db, surveyId)
    return { id, publicKey: readPublicKey(public_key) }
  })
  return async function submitResponse(given) {
    for (;;) {
      const fate = await store(await sealResponse(batches.get, given))
      if (fate !== 'moved') return fate
      batches.clear()
    }
  }
}

async function sealResponse(
  openBatch: (surveyId: string) => Promise<OpenBatch>,
  { survey, key, invitation_id, response }: GivenResponse,
): Promise<Sending> {
  const id = randomUUID()
  const { id: survey_id } = survey
  if (survey.kind === 'named') {
    const sealed = key.seal(responsePlace(id), response, ALIKE)
    return { survey_id, invitation_id, batch_id: null, id, sealed }
  }
  const { id: batch_id, publicKey } = await openBatch(survey_id)
  const bare: SealedResponse = {
    section_id: response.section_id,
    answers: coarsen(survey.definition, response.answers),
    hidden: response.hidden,
  }
  const sealed = sealTo(publicKey, stagedScope(survey_id), stagedPlace(id), bare, ALIKE)
  return { survey_id, invitation_id, batch_id, id, sealed }
}
