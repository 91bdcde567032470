import { recordEvent } from '../audit/event.ts'
import type { Db, Trx } from '../database.ts'
import type { Vault } from '../seal/vault.ts'
import { type GroupKind, listGroups } from './group.ts'
import type { Viewer } from './scope.ts'
import { type ImportGround, type ImportPlan, planSections } from './section-plan.ts'
import { getSettings } from './settings.ts'
import { lockStructure } from './structure.ts'

const named = async (trx: Trx, kind: GroupKind) =>
  new Map((await trx.selectFrom(kind).select(['id', 'name']).execute()).map(({ id, name }) => [name, id]))

async function readGround(db: Db | Trx, viewer: Viewer): Promise<ImportGround> {
  const [regions, federations, sections, settings] = await Promise.all([
    listGroups(db, 'regions'),
    listGroups(db, 'federations'),
    db
      .selectFrom('sections')
      .innerJoin('regions', 'regions.id', 'sections.region_id')
      .select(['regions.name as region', 'sections.name'])
      .execute(),
    getSettings(db),
  ])
  const own =
    viewer.role === 'administrator' ? undefined : regions.filter(({ id }) => id === viewer.region_id)
  return {
    regions: own ?? regions,
    federations,
    sections,
    own_region: own && (own[0]?.name ?? ''),
    words: {
      region: settings.region_word,
      federation: settings.federation_word,
      section: settings.section_word,
    },
  }
}

/** What the list would do; nothing is changed. */
export const previewImport = async (db: Db, viewer: Viewer, text: string): Promise<ImportPlan> =>
  planSections(text, await readGround(db, viewer))

async function addGroups(trx: Trx, kind: GroupKind, names: string[]): Promise<Map<string, string>> {
  if (names.length > 0)
    await trx
      .insertInto(kind)
      .values(names.map(name => ({ name })))
      .execute()
  return named(trx, kind)
}

/** Adds all sections of the list in one transaction; with a single fault, nothing. @returns what was done or why not */
export async function importSections({ db, keys }: Vault, viewer: Viewer, text: string): Promise<ImportPlan> {
  return db.transaction().execute(async trx => {
    await lockStructure(trx)
    const plan = planSections(text, await readGround(trx, viewer))
    if (plan.faults.length > 0 || plan.sections.length === 0) return plan
    const regions = await addGroups(trx, 'regions', plan.regions)
    const federations = await addGroups(trx, 'federations', plan.federations)
    const rows = plan.sections.map(({ section, company, city, region, federation }) => ({
      name: section,
      company,
      city,
      region_id: regions.get(region)!,
      federation_id: federations.get(federation) ?? null,
    }))
    await trx.insertInto('sections').values(rows).execute()
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: 'section.import',
      subject: 'section',
      detail: { sections: rows.length, regions: plan.regions.length, federations: plan.federations.length },
    })
    return plan
  })
}
