import type { Db, Trx } from '../database.ts'
import { foldCounts } from '../petitions/count.ts'
import { DataKeys } from '../seal/data-keys.ts'
import type { KeyRing } from '../seal/key-ring.ts'
import type { Sealer } from '../seal/sealer.ts'
import { fillOfficers } from './fill-officers.ts'
import { fillPetition } from './fill-petition.ts'
import { fillRegisters } from './fill-register.ts'
import { fillSignatures } from './fill-signatures.ts'
import { fillSurvey } from './fill-survey.ts'
import { fillUnion } from './fill-union.ts'
import { petitions } from './petition.ts'
import { surveys } from './survey.ts'

/** A database whose transactions are parts of one: what is done through it is done with that one, or not at all. */
const within = (trx: Trx): Db =>
  new Proxy<Db>(trx, {
    get(target, name) {
      if (name === 'transaction') return () => ({ execute: <T>(work: (trx: Trx) => Promise<T>) => work(trx) })
      const part = Reflect.get(target, name, target)
      return typeof part === 'function' ? part.bind(target) : part
    },
  })

/**
 * Writes the union of the demonstration into a fresh instance, all of it or nothing; into one that has a name, nothing.
 * @param password of all its officers
 */
export async function fillOnce(
  db: Db,
  ring: KeyRing,
  sealer: Sealer,
  password: string,
  today = new Date(),
): Promise<void> {
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
    const vault = { db: within(trx), keys }
    const registers = await fillRegisters(vault, places, today)
    for (const [rank, survey] of surveys.entries())
      await fillSurvey(vault, survey, rank, { places, accounts, today, registers, sealer })
  })
}
