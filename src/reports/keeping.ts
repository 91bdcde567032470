import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { Pool } from '../seal/pool-key.ts'
import type { Parting } from './parting.ts'
import type { CountedItem } from './partition.ts'
import type { Atom, Part } from './tables.ts'
import type { KeptCount } from './withholding.ts'

/** A partition that is ready to be kept. */
export interface KeptParting {
  part: Part
  k: number
  responses: number
  shown: number
  atoms: (Pick<Atom, 'id' | 'region_id' | 'section_id' | 'category'> & { size: number })[]
  /** What is kept of an atom, by its place in `atoms`. */
  keep: (at: number) => KeptCount[]
}

async function keepAtom(
  trx: Trx,
  place: { survey_id: string; period: number; partition: Part },
  { id, region_id, section_id, category, size }: KeptParting['atoms'][number],
  counts: KeptCount[],
): Promise<void> {
  const atom = { ...place, id, region_id, section_id, category, response_count: size }
  await trx.insertInto('atoms').values(atom).execute()
  await sql`
    insert into counters (survey_id, atom_id, item, bin, count)
    select ${place.survey_id}, ${id}, item, bin, count from unnest(
      ${counts.map(({ item }) => item)}::text[], ${counts.map(({ bin }) => bin)}::text[],
      ${counts.map(({ count }) => count)}::int[]
    ) as kept (item, bin, count)`.execute(trx)
}

/** Writes down how a period was parted, and what is kept of each atom. Nothing of it ever changes. */
export async function keepPartings(
  trx: Trx,
  { survey_id, period }: Pool,
  partings: KeptParting[],
): Promise<void> {
  await trx.insertInto('freezings').values({ survey_id, period }).execute()
  for (const parting of partings) {
    const { part, k, responses, shown, atoms } = parting
    const place = { survey_id, period, partition: part }
    await trx
      .insertInto('partitions')
      .values({ ...place, k, response_count: responses, shown_count: shown })
      .execute()
    for (const [at, atom] of atoms.entries()) await keepAtom(trx, place, atom, parting.keep(at))
  }
}

/** Whether each respondent stands in exactly one bin or silence of an item. */
const isSingle = ({ question, text }: CountedItem) =>
  text ||
  !(
    question.kind === 'multiple' ||
    question.kind === 'ranking' ||
    ('multiple' in question && question.multiple)
  )

/**
 * Reads back what was kept: every respondent of an atom stands in one place of each item that takes one answer.
 * @throws when one is missing or doubled
 */
export async function checkSums(trx: Trx, { survey_id, period }: Pool, partings: Parting[]): Promise<void> {
  for (const { part, items, shown } of partings) {
    const keys = items.filter(isSingle).map(({ key }) => key)
    const { rows } = await sql<{ kept: number; wrong: number }>`
      select coalesce(sum(a.response_count), 0)::int as kept, count(*) filter (where exists (
        select from unnest(${keys}::text[]) as key
        where (select sum(count) from counters c
          where c.survey_id = a.survey_id and c.atom_id = a.id and c.item = key) is distinct from a.response_count
      ))::int as wrong
      from atoms a where survey_id = ${survey_id} and period = ${period} and partition = ${part}`.execute(trx)
    if (rows[0]?.kept !== shown || rows[0].wrong > 0) throw new Error('The sums of a survey do not agree.')
  }
}
