import type { Trx } from '../database.ts'
import { sections } from './section.ts'
import { federations, legalBodies, marks, regions, union } from './union.ts'

/** The ids of what the demonstration calls by a code. */
export interface Places {
  regions: Map<string, string>
  federations: Map<string, string>
  sections: Map<string, string>
}

async function fillGroups(
  trx: Trx,
  table: 'regions' | 'federations',
  groups: readonly { code: string; name: string }[],
): Promise<Map<string, string>> {
  const rows = await trx
    .insertInto(table)
    .values(groups.map(({ name }) => ({ name })))
    .returning(['id', 'name'])
    .execute()
  const ids = new Map(rows.map(row => [row.name, row.id]))
  return new Map(groups.map(({ code, name }) => [code, ids.get(name) as string]))
}

async function fillSections(trx: Trx, { regions, federations }: Omit<Places, 'sections'>) {
  const rows = await trx
    .insertInto('sections')
    .values(
      sections.map(({ name, company, town, region, federation }) => ({
        region_id: regions.get(region) as string,
        federation_id: (federation && federations.get(federation)) ?? null,
        name,
        company,
        city: town,
      })),
    )
    .returning(['id', 'name'])
    .execute()
  const ids = new Map(rows.map(row => [row.name, row.id]))
  return new Map(sections.map(({ code, name }) => [code as string, ids.get(name) as string]))
}

async function fillSettings(trx: Trx, regions: Places['regions']): Promise<void> {
  for (const { owner, dpo_contact, ...body } of legalBodies) {
    const { id } = await trx
      .insertInto('legal_bodies')
      .values({ ...body, data_protection_contact: dpo_contact })
      .returning('id')
      .executeTakeFirstOrThrow()
    const legal = { legal_body_id: id }
    if (!owner) await trx.updateTable('settings').set(legal).execute()
    else {
      const region = regions.get(owner.region) as string
      await trx.updateTable('regions').set(legal).where('id', '=', region).execute()
    }
  }
  await trx
    .updateTable('settings')
    .set({
      union_name: union.name,
      publisher: `${union.publisher_name}, ${union.publisher_address}`,
      publication_director: union.publication_director,
      host_name: union.host_name,
      host_address: union.host_address,
      join_url: union.join_url,
      approval: 'region',
    })
    .execute()
}

export async function fillUnion(trx: Trx): Promise<Places> {
  const groups = {
    regions: await fillGroups(trx, 'regions', regions),
    federations: await fillGroups(trx, 'federations', federations),
  }
  const places = { ...groups, sections: await fillSections(trx, groups) }
  await fillSettings(trx, places.regions)
  await trx
    .insertInto('sources')
    .values(marks.map(mark => ({ ...mark })))
    .execute()
  await trx
    .insertInto('employer_domains')
    .values(union.employer_domains.map(domain => ({ domain })))
    .execute()
  return places
}
