import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../database.ts'
import { getDefinition } from '../../surveys/survey.ts'
import type { Survey } from '../../surveys/tables.ts'
import type { Tally } from '../../surveys/tally.ts'
import { type CountedItem, countedItems } from '../item.ts'
import type { Counts } from './counting.ts'
import { type KeptParting, keepPartings } from './kept-parting.ts'
import { leastOf } from './parting.ts'
import { type KeptCount, keepCounts } from './withholding.ts'

const countsOf = ({ bins }: CountedItem, tally: Tally, key: string): Counts => {
  const { answered = 0, bins: counted = {} } = tally.counts[key] ?? {}
  return { bins: bins.map(bin => counted[bin] ?? 0), none: tally.base - answered, notAsked: 0 }
}

function keptOf(items: CountedItem[], tally: Tally, k: number): KeptCount[] {
  const isWithheld = ({ key }: CountedItem) => tally.counts[key]?.withheld === true
  const told = items.filter(item => !isWithheld(item))
  const withheld = items.filter(isWithheld)
  return [
    ...keepCounts(
      told,
      told.map(item => countsOf(item, tally, item.key)),
      tally.base,
      k,
    ),
    ...withheld.map(({ key }) => ({ item: key, bin: ':withheld', count: tally.base })),
  ]
}

async function ownerOf(trx: Trx, { section_id, region_id }: Pick<Survey, 'section_id' | 'region_id'>) {
  if (!section_id) return { section_id, region_id }
  const section = trx.selectFrom('sections').select('region_id').where('id', '=', section_id)
  return { section_id, region_id: (await section.executeTakeFirstOrThrow()).region_id }
}

/**
 * Makes the counts that a survey came with from elsewhere into one atom of its owner, for good; fewer than k are
 * forgotten. @returns whether it had any
 */
export async function freezeImported(db: Db, id: string): Promise<boolean> {
  return db.transaction().execute(async trx => {
    const survey = await trx
      .selectFrom('surveys')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    const tally = survey?.imported_tally
    if (!survey || !tally) return false
    const items = countedItems(await getDefinition(trx, id, survey.version)).filter(({ text }) => !text)
    const whose = await ownerOf(trx, survey)
    const partings = (['ordinary', 'sensitive'] as const).map((part): KeptParting => {
      const k = leastOf(part, survey)
      const [responses, shown] = [tally.base, tally.base >= k ? tally.base : 0]
      const own = items.filter(item => item.part === part)
      const atom = { id: randomUUID(), ...whose, category: null, size: shown }
      return {
        part,
        k,
        responses,
        shown,
        atoms: shown > 0 ? [atom] : [],
        keptIn: () => keptOf(own, tally, k),
      }
    })
    await keepPartings(trx, { survey_id: id, period: 1 }, partings)
    await trx.updateTable('surveys').set({ imported_tally: null }).where('id', '=', id).execute()
    return true
  })
}
