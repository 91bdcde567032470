import type { Trx } from '../database.ts'
import { getText } from '../petitions/petition.ts'
import { sealWords, signatureId } from '../petitions/signature.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import { crowdOf, type Signatory } from './crowd.ts'
import type { Ground } from './fill-petition.ts'
import type { DemoPetition } from './petition.ts'

const BATCH = 1_000
const reason = 'Adresse collective de l’équipe, et non celle d’une personne.'

/** The signatures of a petition, sealed as those of people are, and its counts by day. */
export async function fillSignatures(
  trx: Trx,
  keys: DataKeys,
  petition_id: string,
  petition: DemoPetition,
  { places, accounts, today, rank }: Ground & { rank: number },
): Promise<void> {
  const crowd = crowdOf(petition, rank, today)
  if (crowd.length === 0) return
  const key = await keys.getByScope(`petition:${petition_id}`)
  const { version, text_hash } = await getText(trx, petition_id, 1, 'fr')
  const rows = crowd
    .filter(({ standing }) => standing !== 'withdrawn')
    .map(({ email, name, workplace, section, signed_on, standing, ...words }) => {
      const id = signatureId(key, email)
      return {
        ...words,
        standing,
        row: {
          petition_id,
          id,
          sealed: sealWords(key, id, { email, name, workplace }),
          name_visibility: words.name_visibility,
          section_id: places.sections.get(section) ?? null,
          source: words.source,
          news: words.news,
          contact: words.contact,
          locale: 'fr' as const,
          text_version: version,
          text_hash,
          signed_at: new Date(`${signed_on}T00:00Z`),
          // Nobody is reminded of what an invented person forgot.
          reminded_on: signed_on,
          confirmed_on: standing === 'pending' ? null : signed_on,
        },
      }
    })
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH).map(({ row }) => row)
    await trx.insertInto('signatures').values(batch).execute()
  }
  const invalid = rows.filter(({ standing }) => standing === 'invalidated').map(({ row }) => row)
  for (const { id } of invalid) {
    const place = { table: 'invalidations', column: 'reason_sealed', row: id }
    const account_id = accounts.get(petition.author) as string
    await trx
      .insertInto('invalidations')
      .values({ petition_id, signature_id: id, account_id, reason_sealed: key.seal(place, reason) })
      .execute()
  }
  await trx.insertInto('count_changes').values(changesOf(petition_id, crowd)).execute()
}

/** What each signature did to the count, on its day. */
function changesOf(petition_id: string, crowd: Signatory[]) {
  const changes = crowd.filter(({ standing }) => standing !== 'pending')
  return changes.map(({ signed_on, standing }) => ({
    petition_id,
    day: signed_on,
    confirmed: 1,
    withdrawn: Number(standing === 'withdrawn'),
    invalidated: Number(standing === 'invalidated'),
  }))
}
