import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Db, Trx } from '../database.ts'
import { Conflict, NotFound } from '../errors.ts'
import { typography } from '../http/typography.ts'
import { enqueue } from '../jobs/queue.ts'
import { inSlices } from '../jobs/slice.ts'
import type { Run } from '../jobs/worker.ts'
import { mailKind } from '../mail/outbox.ts'
import type { Vault } from '../seal/vault.ts'
import { owns, type Viewer } from '../union/scope.ts'
import { lockPetitionWithin, type ManagedPetition } from './managed-petition.ts'

export interface UpdateLine {
  id: string
  title: string
  created_at: Date
  /** How many mails of it were put in the outbox. */
  mail_count: number
}

export const canPost = (viewer: Viewer, petition: ManagedPetition): boolean =>
  owns(viewer, petition) && ['open', 'closed', 'delivered'].includes(petition.phase)

export const listUpdateLines = (db: Db, petitionId: string): Promise<UpdateLine[]> =>
  db
    .selectFrom('petition_updates')
    .select(['id', 'title', 'created_at', 'mail_count'])
    .where('petition_id', '=', petitionId)
    .orderBy('created_at', 'desc')
    .execute()

/** How many people an update would be mailed to now. */
export async function countNewsReaders(db: Db, petitionId: string): Promise<number> {
  const { count } = await readers(db, petitionId)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export async function isReader(db: Db, petitionId: string, id: string): Promise<boolean> {
  const found = await readers(db, petitionId).select('id').where('id', '=', id).executeTakeFirst()
  return found !== undefined
}

/** Those who asked for news and stand: confirmed, and not found invalid. */
const readers = (db: Db | Trx, petitionId: string) =>
  db
    .selectFrom('signatures')
    .where('petition_id', '=', petitionId)
    .where('news', '=', true)
    .where('confirmed_on', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('invalidations')
            .select('signature_id')
            .whereRef('invalidations.petition_id', '=', 'signatures.petition_id')
            .whereRef('invalidations.signature_id', '=', 'signatures.id'),
        ),
      ),
    )

/**
 * Posts news of a petition on its page and puts it in the mail.
 * @throws NotFound when it is not the viewer's @throws Conflict in a phase without news
 */
export async function postUpdate(
  { db, keys }: Vault,
  viewer: Viewer,
  petition_id: string,
  { title, text }: { title: string; text: string },
): Promise<void> {
  await db.transaction().execute(async trx => {
    const petition = await lockPetitionWithin(trx, viewer, petition_id)
    if (!owns(viewer, petition)) throw new NotFound()
    if (!canPost(viewer, petition)) throw new Conflict()
    const { id } = await trx
      .insertInto('petition_updates')
      .values({
        title: typography(title, 'fr'),
        text,
        petition_id,
        account_id: viewer.account_id,
        mailed_to: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await enqueue(trx, { kind: updateRound, scope_id: petition_id, subject_id: id })
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: 'petition.update',
      subject: 'petition',
      subject_id: petition_id,
    })
  })
}

/** The kind of the job that puts the mails of an update in the outbox. */
export const updateRound = 'petition-update-round'

const BATCH = 5_000

/** One batch in one transaction with how far it came: a round that is broken off goes on where it stopped. */
async function mailBatch(db: Db, petitionId: string, updateId: string): Promise<boolean> {
  return db.transaction().execute(async trx => {
    const update = await trx
      .selectFrom('petition_updates')
      .select('mailed_to')
      .where('id', '=', updateId)
      .forUpdate()
      .executeTakeFirst()
    if (!update) return false
    const after = update.mailed_to ?? '00000000-0000-0000-0000-000000000000'
    const next = readers(trx, petitionId).select('id').where('id', '>', after).orderBy('id').limit(BATCH)
    const { rows } = await sql<{ last: string | null; count: number }>`
      with next as (${next}), mailed as (
        insert into jobs (kind, scope_id, subject_id)
        select ${mailKind('petition-update')}, ${updateId}::uuid, id from next
        on conflict do nothing
      )
      select max(id::text)::uuid as last, count(*)::int as count from next`.execute(trx)
    const { last, count } = rows[0] ?? { last: null, count: 0 }
    if (!last) return false
    await trx
      .updateTable('petition_updates')
      .set({ mailed_to: last, mail_count: eb => eb('mail_count', '+', count) })
      .where('id', '=', updateId)
      .execute()
    return count === BATCH
  })
}

/** Walks those who asked for news, batch after batch. @param slice milliseconds before it makes way */
export const updateRun =
  (db: Db, slice?: number): Run =>
  async ({ scope_id, subject_id }) => {
    await inSlices(() => mailBatch(db, scope_id as string, subject_id as string), slice)
    return 'done'
  }
