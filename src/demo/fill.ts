import type { Db } from '../database.ts'
import { foldCounts } from '../petitions/count.ts'
import { DataKeys } from '../seal/data-keys.ts'
import type { KeyRing } from '../seal/key-ring.ts'
import { fillOfficers } from './fill-officers.ts'
import { fillPetition } from './fill-petition.ts'
import { fillSignatures } from './fill-signatures.ts'
import { fillUnion } from './fill-union.ts'
import { petitions } from './petition.ts'

/**
 * Writes the union of the demonstration into a fresh instance, all of it or nothing; into one that has a name, nothing.
 * @param password of all its officers
 */
export async function fillOnce(db: Db, ring: KeyRing, password: string, today = new Date()): Promise<void> {
  await db.transaction().execute(async trx => {
    const settings = await trx
      .selectFrom('settings')
      .select('union_name')
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (settings.union_name) return
    const keys = new DataKeys(trx, ring)
    const places = await fillUnion(trx)
    const accounts = await fillOfficers(trx, keys, places, password)
    for (const [rank, petition] of petitions.entries()) {
      const id = await fillPetition(trx, keys, petition, { places, accounts, today })
      await fillSignatures(trx, keys, id, petition, { places, accounts, today, rank })
    }
    await foldCounts(trx)
  })
}
