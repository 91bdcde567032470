import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import { slugOf } from './slug.ts'

/** Lets one transaction at a time give out slugs: what it finds free stays free until it has committed. */
const holdSlugs = (trx: Trx) => sql`select pg_advisory_xact_lock(hashtext('petitions.slug'))`.execute(trx)

export async function isSlugFree(trx: Trx, slug: string, petitionId: string | null = null): Promise<boolean> {
  await holdSlugs(trx)
  const taken = await trx
    .selectFrom('petitions')
    .select('id')
    .where('slug', '=', slug)
    .where('id', 'is distinct from', petitionId)
    .executeTakeFirst()
  return !taken
}

/** The slug of a title, with the first rank that no other petition has. */
export async function freeSlug(
  trx: Trx,
  title: string,
  petitionId: string | null = null,
  rank = 1,
): Promise<string> {
  const slug = slugOf(title, rank)
  return (await isSlugFree(trx, slug, petitionId)) ? slug : freeSlug(trx, title, petitionId, rank + 1)
}

/** Whether a slug is the one its title had suggested, and nobody chose another. */
export const isSuggested = (slug: string, title: string): boolean =>
  slug === slugOf(title, Number(/-(\d{1,6})$/.exec(slug)?.[1] ?? 1)) || slug === slugOf(title)
