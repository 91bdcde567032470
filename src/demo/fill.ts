import { randomBytes } from 'node:crypto'
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
 * Writes the union of the demonstration into a fresh instance, all of it or nothing.
 * @returns the password of all its officers; undefined when it was there already
 */
export async function fillOnce(db: Db, ring: KeyRing, today = new Date()): Promise<string | undefined> {
  return db.transaction().execute(async trx => {
    const settings = await trx.selectFrom('settings').select('union_name').forUpdate().executeTakeFirstOrThrow()
    if (settings.union_name) return undefined
    const keys = new DataKeys(trx, ring)
    const password = randomBytes(9).toString('base64url')
    const places = await fillUnion(trx)
    const accounts = await fillOfficers(trx, keys, places, password)
    for (const [rank, petition] of petitions.entries()) {
      const id = await fillPetition(trx, keys, petition, { places, accounts, today })
      await fillSignatures(trx, keys, id, petition, { places, accounts, today, rank })
    }
    await foldCounts(trx)
    return password
  })
}
