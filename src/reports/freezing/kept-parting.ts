import { sql } from 'kysely'
import type { Trx } from '../../database.ts'
import type { Pool } from '../../seal/pool-key.ts'
import type { CountedItem } from '../item.ts'
import type { Atom, Part } from '../tables.ts'
import type { Parting } from './parting.ts'
import type { KeptCount } from './withholding.ts'

/** A partition that is ready to be kept. */
export interface KeptParting {
  part: Part
  k: number
  responses: number
  shown: number
  atoms: (Pick<Atom, 'id' | 'region_id' | 'section_id' | 'category'> & { size: number })[]
  /** What is kept of an atom, by its place in `atoms`. */
  keptIn(at: number): KeptCount[]
}

/** Atoms written at once. */
const STEP = 200

async function keepAtoms(
  trx: Trx,
  place: { survey_id: string; period: number; partition: Part },
  parting: KeptParting,
): Promise<void> {
  for (let from = 0; from < parting.atoms.length; from += STEP) {
    const some = parting.atoms.slice(from, from + STEP)
    await trx
      .insertInto('atoms')
      .values(
        some.map(({ size, id, region_id, section_id, category }) => ({
          ...place,
          id,
          region_id,
          section_id,
          category,
          response_count: size,
        })),
      )
      .execute()
    const counts = some.flatMap(({ id }, at) => parting.keptIn(from + at).map(count => ({ id, ...count })))
    await sql`
      insert into counters (survey_id, atom_id, item, bin, count)
      select ${place.survey_id}, atom_id, item, bin, count from unnest(
        ${counts.map(({ id }) => id)}::uuid[], ${counts.map(({ item }) => item)}::text[],
        ${counts.map(({ bin }) => bin)}::text[], ${counts.map(({ count }) => count)}::int[]
      ) as kept (atom_id, item, bin, count)`.execute(trx)
  }
}

/**
 * Writes down how a period was parted, and what is kept of each atom. Nothing of it ever changes.
 * @param told false: not how many responses there were, only how many are in an atom
 */
export async function keepPartings(
  trx: Trx,
  { survey_id, period }: Pool,
  partings: KeptParting[],
  told = true,
): Promise<void> {
  await trx.insertInto('freezings').values({ survey_id, period }).execute()
  for (const parting of partings) {
    const { part, k, responses, shown } = parting
    const place = { survey_id, period, partition: part }
    await trx
      .insertInto('partitions')
      .values({ ...place, k, response_count: told ? responses : null, shown_count: shown })
      .execute()
    await keepAtoms(trx, place, parting)
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
      with own as (
        select id, response_count from atoms
        where survey_id = ${survey_id} and period = ${period} and partition = ${part}
      ), wrong as (
        select from own cross join unnest(${keys}::text[]) as key
        left join counters c on c.survey_id = ${survey_id} and c.atom_id = own.id and c.item = key
        group by own.id, own.response_count, key
        having sum(c.count) is distinct from own.response_count
      )
      select coalesce(sum(response_count), 0)::int as kept, (select count(*) from wrong)::int as wrong
      from own`.execute(trx)
    if (rows[0]?.kept !== shown || rows[0].wrong > 0) throw new Error('The sums of a survey do not agree.')
  }
}
