import { sql } from 'kysely'
import type { Db, Trx } from '../../database.ts'
import { Conflict } from '../../errors.ts'
import { enqueue } from '../../jobs/queue.ts'
import { inSlices } from '../../jobs/slice.ts'
import type { Run } from '../../jobs/worker.ts'
import { enqueueMail } from '../../mail/outbox.ts'
import type { DataKey } from '../../seal/data-key.ts'
import type { Vault } from '../../seal/vault.ts'
import { indexInvited, memberInvitation, sealInvited, surveyKey } from '../invitation.ts'
import { fixLines } from '../line.ts'
import { getSurvey } from '../survey.ts'
import type { SurveyRound } from '../tables.ts'

/** The kind of the job that walks those who are to be written to. */
export const roundKind = 'survey-round'

const BATCH = 1_000
const FIRST = '00000000-0000-0000-0000-000000000000'
/** Days between the invitations and a reminder, and between two reminders. */
const PATIENCE = 3

/** Begins to invite, or to remind; one round of a survey at a time. @throws Conflict while one is under way */
export async function startRound(
  trx: Trx,
  { survey_id, kind, account_id }: Pick<SurveyRound, 'survey_id' | 'kind' | 'account_id'>,
): Promise<void> {
  const round = await trx
    .insertInto('survey_rounds')
    .values({ survey_id, kind, account_id, walked_to: null, finished_at: null })
    .onConflict(oc => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!round) throw new Conflict()
  await enqueue(trx, { kind: roundKind, scope_id: survey_id, subject_id: round.id })
}

/** Whether the invitations and the last reminder are long enough ago, and no round is under way. */
export async function canRemind(db: Db | Trx, surveyId: string): Promise<boolean> {
  const rounds = await db
    .selectFrom('survey_rounds')
    .select(['kind', 'finished_at'])
    .select(sql<boolean>`created_at > now() - make_interval(days => ${PATIENCE})`.as('recent'))
    .where('survey_id', '=', surveyId)
    .execute()
  const done = rounds.every(
    ({ kind, finished_at, recent }) => finished_at && !(recent && kind === 'reminder'),
  )
  return done && rounds.some(({ recent }) => !recent)
}

interface Walked {
  /** The invitations to write about. */
  ids: string[]
  /** Where the walk stands now; undefined when it is over. */
  last: string | undefined
}

/** Invites the next members of the chosen sections; who has an invitation keeps it. */
async function inviteNext(trx: Trx, key: DataKey, surveyId: string, after: string): Promise<Walked> {
  const members = await trx
    .selectFrom('members')
    .innerJoin('survey_sections', 'survey_sections.section_id', 'members.section_id')
    .select(['members.id', 'members.section_id', 'members.address_index'])
    .select([
      sql<boolean>`address_index is not null and refused_on is null and bounced_on is null`.as('reachable'),
      sql<boolean>`greatest(added_on, readdressed_on) > (
        select min(created_at)::date - 14 from survey_acts where survey_id = ${surveyId} and act = 'launch'
      )`.as('recent'),
    ])
    .where('survey_id', '=', surveyId)
    .where('gone_on', 'is', null)
    .where('members.id', '>', after)
    .orderBy('members.id')
    .limit(BATCH)
    .execute()
  if (members.length === 0) return { ids: [], last: undefined }
  const invitations = members.map(member => ({ member, id: memberInvitation(key, member.id) }))
  const added = await trx
    .insertInto('invitations')
    .values(
      invitations.map(({ member, id }) => ({
        survey_id: surveyId,
        id,
        section_id: member.section_id,
        member_sealed: sealInvited(key, id, member.id),
        address_index: indexInvited(key, member.address_index),
      })),
    )
    .onConflict(oc => oc.doNothing())
    .returning('id')
    .execute()
  const isNew = new Set(added.map(({ id }) => id))
  const recent = invitations.filter(({ member, id }) => member.recent && isNew.has(id)).length
  const counted = trx
    .updateTable('surveys')
    .set({ recent_additions: sql`recent_additions + ${recent}` })
    .where('id', '=', surveyId)
  if (recent > 0) await counted.execute()
  return {
    ids: invitations.flatMap(({ member, id }) => (member.reachable && isNew.has(id) ? [id] : [])),
    last: members.length === BATCH ? members.at(-1)?.id : undefined,
  }
}

/**
 * The next invitations of members, answered or not: the status page counts the mails that wait, and must not count who
 * is silent. Who has answered is left out as each mail is about to leave.
 */
async function remindNext(trx: Trx, surveyId: string, after: string): Promise<Walked> {
  const invitations = await trx
    .selectFrom('invitations')
    .select('id')
    .where('survey_id', '=', surveyId)
    .where('member_sealed', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(BATCH)
    .execute()
  const ids = invitations.map(({ id }) => id)
  return { ids, last: ids.length === BATCH ? ids.at(-1) : undefined }
}

/** One batch in one transaction with how far it came: a round that is broken off goes on where it stopped. */
async function walkBatch(vault: Vault, key: DataKey, roundId: string): Promise<boolean> {
  return vault.db.transaction().execute(async trx => {
    const rounds = trx.selectFrom('survey_rounds').selectAll().where('id', '=', roundId)
    const round = await rounds.where('finished_at', 'is', null).forUpdate().executeTakeFirst()
    if (!round) return false
    const { survey_id, kind, walked_to } = round
    const survey = await getSurvey(trx, survey_id)
    const next = () =>
      kind === 'invitation'
        ? inviteNext(trx, key, survey_id, walked_to ?? FIRST)
        : remindNext(trx, survey_id, walked_to ?? FIRST)
    const { ids, last } = survey.phase === 'open' ? await next() : { ids: [], last: undefined }
    await enqueueMail(
      trx,
      ...ids.map(subject_id => ({ kind: `survey-${kind}`, scope_id: survey_id, subject_id })),
    )
    if (!last && kind === 'invitation') await fixLines(trx, survey)
    await trx
      .updateTable('survey_rounds')
      .set(last ? { walked_to: last } : { finished_at: new Date() })
      .where('id', '=', roundId)
      .execute()
    return last !== undefined
  })
}

/** Walks those who are to be written to, batch after batch. @param slice milliseconds before it makes way */
export const roundRun =
  (vault: Vault, slice?: number): Run =>
  async ({ scope_id, subject_id }) => {
    const key = await surveyKey(vault, scope_id as string)
    await inSlices(() => walkBatch(vault, key, subject_id as string), slice)
    return 'done'
  }
