import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { forgetJobsOf } from '../jobs/retention.ts'
import { type Refusal, refuseMail } from '../mail/suppression.ts'
import type { Vault } from '../seal/vault.ts'
import type { Held } from './signature.ts'
import type { NameVisibility } from './tables.ts'

/**
 * Takes a signature back: its row goes at once, the count and what was mailed about it too. A second withdrawal finds nothing and changes
 * nothing.
 * @param refusal what the owner of the address wants no more mail about
 */
export async function withdrawSignature(
  vault: Vault,
  { petition_id, id }: Held,
  email: string,
  refusal?: Refusal,
): Promise<void> {
  await vault.db.transaction().execute(async trx => {
    if (refusal) await refuseMail(vault, trx, email, petition_id, refusal)
    // Held first: whether it stands invalidated is read once nobody can change it any more.
    await trx
      .selectFrom('signatures')
      .select('id')
      .where('petition_id', '=', petition_id)
      .where('id', '=', id)
      .forUpdate()
      .execute()
    const gone = await trx
      .deleteFrom('signatures')
      .where('petition_id', '=', petition_id)
      .where('id', '=', id)
      .returning([
        'confirmed_on',
        sql<boolean>`exists (select from invalidations i where i.petition_id = signatures.petition_id
          and i.signature_id = signatures.id)`.as('invalidated'),
      ])
      .executeTakeFirst()
    await forgetJobsOf(trx, id)
    if (!gone?.confirmed_on) return
    await trx
      .insertInto('count_changes')
      .values({
        petition_id,
        day: sql`(now() at time zone 'utc')::date`,
        withdrawn: 1,
        invalidated: gone.invalidated ? -1 : 0,
      })
      .execute()
  })
}

/**
 * Changes how a name appears.
 * @param was the sealed words that `sealed` was made from
 * @returns false when others stand there by now, or none
 */
export async function changeVisibility(
  db: Db,
  { petition_id, id }: Held,
  name_visibility: NameVisibility,
  was: Buffer,
  sealed: Buffer,
): Promise<boolean> {
  const changed = await db
    .updateTable('signatures')
    .set({ name_visibility, sealed })
    .where('petition_id', '=', petition_id)
    .where('id', '=', id)
    .where('sealed', '=', was)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}
