import type { Db } from '../database.ts'
import type { Vault } from '../seal/vault.ts'
import { keyOf, openWords } from './signature.ts'

const publicSignatures = (db: Db, petitionId: string) =>
  db
    .selectFrom('signatures')
    .where('petition_id', '=', petitionId)
    .where('name_visibility', '=', 'public')
    .where('confirmed_on', 'is not', null)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('invalidations')
            .select('signature_id')
            .whereRef('invalidations.petition_id', '=', 'signatures.petition_id')
            .whereRef('invalidations.signature_id', '=', 'signatures.id'),
        ),
      ),
    )

/** How many let everybody see their name. */
export async function countPublicNames(db: Db, petitionId: string): Promise<number> {
  const { count } = await publicSignatures(db, petitionId)
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Names that everybody may see, the newest day first. Within a day they stand by their blind index, which is no
 * order at all; an address made of it would help to find a person's row, so pages are numbered.
 * @param page from 1
 */
export async function listPublicNames(
  vault: Vault,
  petitionId: string,
  page: number,
  each: number,
): Promise<string[]> {
  const rows = await publicSignatures(vault.db, petitionId)
    .select(['id', 'sealed'])
    .orderBy('confirmed_on', 'desc')
    .orderBy('id')
    .limit(each)
    .offset((page - 1) * each)
    .execute()
  if (rows.length === 0) return []
  const key = await keyOf(vault, petitionId)
  return rows.map(row => openWords(key, row).name)
}
