import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import type { Schedule } from '../jobs/schedule.ts'
import { enqueueMail } from '../mail/outbox.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import { canConfirm } from './confirmation.ts'
import { recountSignatures } from './count.ts'
import { listPhases } from './phases.ts'
import { forgetChallenges } from './proof.ts'
import { retentionSchedule } from './retention.ts'

const pending = (trx: Trx) => trx.selectFrom('signatures').where('confirmed_on', 'is', null)

const dueReminders = (trx: Trx) =>
  pending(trx)
    .where('reminded_on', 'is', null)
    .where('signed_at', '<=', sql<Date>`now() - interval '24 hours'`)

/** Reminds once, a day after signing, of what can still be confirmed. */
async function remindPending(trx: Trx): Promise<void> {
  const petitions = await dueReminders(trx).select('petition_id').distinct().execute()
  const phases = await listPhases(
    trx,
    petitions.map(row => row.petition_id),
  )
  const ids = [...phases].flatMap(([id, phase]) => (canConfirm(phase) ? [id] : []))
  if (ids.length === 0) return
  const due = dueReminders(trx)
    .select(['petition_id', 'id'])
    .where('petition_id', 'in', ids)
    .forUpdate()
    .skipLocked()
  const reminded = await trx
    .updateTable('signatures')
    .set({ reminded_on: sql<string>`(now() at time zone 'utc')::date` })
    .where(eb => eb(eb.refTuple('petition_id', 'id'), 'in', due.$asTuple('petition_id', 'id')))
    .returning(['petition_id', 'id'])
    .execute()
  const mails = reminded.map(({ petition_id, id }) => ({
    kind: 'signature-reminder',
    scope_id: petition_id,
    subject_id: id,
  }))
  for (let at = 0; at < mails.length; at += 1_000) await enqueueMail(trx, ...mails.slice(at, at + 1_000))
}

/** Erases what nobody confirmed within seven days. */
async function erasePending(trx: Trx): Promise<void> {
  const old = pending(trx)
    .select(['petition_id', 'id'])
    .where('signed_at', '<=', sql<Date>`now() - interval '7 days'`)
    .forUpdate()
    .skipLocked()
  await trx
    .deleteFrom('signatures')
    .where(eb => eb(eb.refTuple('petition_id', 'id'), 'in', old.$asTuple('petition_id', 'id')))
    .execute()
}

/** Counts everything anew: a count that had drifted is mended, logged as an error and written down for the administrator. */
const recount =
  (keys: DataKeys): Schedule['run'] =>
  async (trx, log) => {
    for (const { petition_id, difference } of await recountSignatures(trx)) {
      log.error(
        { code: 'count-drift', petition: petition_id, difference },
        'a count had drifted and was mended',
      )
      await recordEvent(trx, keys, {
        account_id: null,
        act: 'petition.recount',
        subject: 'petition',
        subject_id: petition_id,
        detail: { difference },
      })
    }
  }

export const petitionSchedules = (keys: DataKeys): Schedule[] => [
  { name: 'signature-reminders', every: '10 minutes', run: remindPending },
  { name: 'signature-erasure', every: '10 minutes', run: erasePending },
  retentionSchedule(keys),
  { name: 'signature-recount', every: '1 day', run: recount(keys) },
  { name: 'spent-challenges', every: '1 hour', run: forgetChallenges },
]
