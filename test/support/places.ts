import type { Unisson } from './unisson.ts'

export interface Places {
  regions: string[]
  /** Of both regions, in order of name. */
  sections: string[]
}

/** Two regions: four sections in the first, three in the second. */
export async function makePlaces({ vault: { db } }: Unisson): Promise<Places> {
  const regions = await db
    .insertInto('regions')
    .values([{ name: 'Bretagne' }, { name: 'Hauts-de-France' }])
    .returning('id')
    .execute()
  const [west, north] = regions.map(({ id }) => id) as [string, string]
  const names: [string, string][] = [
    ['Brest', west],
    ['Carhaix', west],
    ['Concarneau', west],
    ['Dinard', west],
    ['Dourges', north],
    ['Lens', north],
    ['Roubaix', north],
  ]
  const sections = await db
    .insertInto('sections')
    .values(names.map(([name, region_id]) => ({ name, region_id })))
    .returning(['id', 'name'])
    .execute()
  return { regions: [west, north], sections: sections.map(({ id }) => id) }
}
