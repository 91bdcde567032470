import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import { slugOf } from './slug.ts'

/** What has a public address of its own. */
type Addressed = 'petitions' | 'surveys'

/**
 * Whether nothing else of its kind has a slug. One transaction at a time gives them out: what it finds free stays free
 * until it has committed.
 * @param id of what may keep it
 */
export async function isSlugFree(
  trx: Trx,
  table: Addressed,
  slug: string,
  id: string | null = null,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext(${`${table}.slug`}))`.execute(trx)
  const { rows } = await sql`
    select from ${sql.table(table)} where slug = ${slug} and id is distinct from ${id}::uuid`.execute(trx)
  return rows.length === 0
}

/** The slug of a title, with the first rank that no other petition has. */
export async function freeSlug(
  trx: Trx,
  title: string,
  petitionId: string | null = null,
  rank = 1,
): Promise<string> {
  const slug = slugOf(title, rank)
  return (await isSlugFree(trx, 'petitions', slug, petitionId))
    ? slug
    : freeSlug(trx, title, petitionId, rank + 1)
}

/** Whether a slug is the one its title had suggested, and nobody chose another. */
export const isSuggested = (slug: string, title: string): boolean =>
  slug === slugOf(title, Number(/-(\d{1,6})$/.exec(slug)?.[1] ?? 1)) || slug === slugOf(title)
