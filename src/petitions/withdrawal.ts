import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { Held } from './signature.ts'
import type { NameVisibility } from './tables.ts'

/** Takes a signature back: its row goes at once, the count with it. A second withdrawal finds nothing and changes nothing. */
export async function withdrawSignature(db: Db, { petition_id, id }: Held): Promise<void> {
  await db.transaction().execute(async trx => {
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

/** Changes how a name appears. @param sealed the words again, where a name was given now */
export async function changeVisibility(
  db: Db,
  { petition_id, id }: Held,
  name_visibility: NameVisibility,
  sealed: Buffer,
): Promise<void> {
  await db
    .updateTable('signatures')
    .set({ name_visibility, sealed })
    .where('petition_id', '=', petition_id)
    .where('id', '=', id)
    .execute()
}
