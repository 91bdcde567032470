import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import type { Held } from './signature.ts'

interface Invalidating extends Held {
  account_id: string
  reason: string
}

/** @throws NotFound unless it is confirmed */
async function lockSignature(trx: Trx, { petition_id, id }: Held): Promise<void> {
  const signature = await trx
    .selectFrom('signatures')
    .select('id')
    .where('petition_id', '=', petition_id)
    .where('id', '=', id)
    .where('confirmed_on', 'is not', null)
    .forUpdate()
    .executeTakeFirst()
  if (!signature) throw new NotFound()
}

async function recordChange(
  trx: Trx,
  keys: DataKeys,
  { petition_id, account_id, reason }: Invalidating,
  invalidated: 1 | -1,
): Promise<void> {
  await trx
    .insertInto('count_changes')
    .values({ petition_id, day: sql`(now() at time zone 'utc')::date`, invalidated })
    .execute()
  const act = invalidated === 1 ? 'signature.invalidation' : 'signature.restoration'
  await recordEvent(trx, keys, { account_id, act, subject: 'petition', subject_id: petition_id, reason })
}

/** Stops counting a confirmed signature, for a reason. Done twice it changes nothing. @throws NotFound */
export async function invalidateSignature(
  trx: Trx,
  keys: DataKeys,
  invalidating: Invalidating,
): Promise<void> {
  const { petition_id, id, key, account_id, reason } = invalidating
  await lockSignature(trx, invalidating)
  const place = { table: 'invalidations', column: 'reason_sealed', row: id }
  const made = await trx
    .insertInto('invalidations')
    .values({ petition_id, signature_id: id, account_id, reason_sealed: key.seal(place, reason) })
    .onConflict(oc => oc.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows) await recordChange(trx, keys, invalidating, 1)
}

/** Counts an invalidated signature again, for a reason. Done twice it changes nothing. @throws NotFound */
export async function restoreSignature(trx: Trx, keys: DataKeys, invalidating: Invalidating): Promise<void> {
  await lockSignature(trx, invalidating)
  const gone = await trx
    .deleteFrom('invalidations')
    .where('petition_id', '=', invalidating.petition_id)
    .where('signature_id', '=', invalidating.id)
    .executeTakeFirst()
  if (gone.numDeletedRows) await recordChange(trx, keys, invalidating, -1)
}
