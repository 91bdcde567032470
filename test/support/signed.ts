import { sql } from 'kysely'
import { today } from '../../src/http/day.ts'
import { keyOf, sealWords, signatureId } from '../../src/petitions/signature.ts'
import type { Vault } from '../../src/seal/vault.ts'

const A_STATEMENT = 2_000

/** Signatures that so many have confirmed, each with a name and an address; 'Karim 0' is the first. */
export async function addSignatures(vault: Vault, petition_id: string, count: number): Promise<void> {
  const { db } = vault
  const key = await keyOf(vault, petition_id)
  const { text_hash } = await db
    .selectFrom('petition_texts')
    .select('text_hash')
    .where('petition_id', '=', petition_id)
    .executeTakeFirstOrThrow()
  const confirmed_on = today()
  for (let from = 0; from < count; from += A_STATEMENT) {
    const ids: string[] = []
    const sealed: Buffer[] = []
    for (let at = from; at < Math.min(count, from + A_STATEMENT); at += 1) {
      const email = `karim.${at}@courriel.example`
      const id = signatureId(key, email)
      ids.push(id)
      sealed.push(sealWords(key, id, { email, name: `Karim ${at}`, workplace: 'Quai 4' }))
    }
    await sql`insert into signatures (petition_id, id, sealed, name_visibility, news, contact, locale, text_version,
        text_hash, confirmed_on)
      select ${petition_id}, id, sealed, 'recipient', false, true, 'fr', 1, ${text_hash}, ${confirmed_on}
      from unnest(${ids}::uuid[], ${sealed}::bytea[]) as t (id, sealed)`.execute(db)
  }
  await db.insertInto('count_changes').values({ petition_id, day: confirmed_on, confirmed: count }).execute()
}
