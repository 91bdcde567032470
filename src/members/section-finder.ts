import type { Db } from '../database.ts'
import { fold } from './column.ts'
import type { LineFault, MemberLine } from './member-line.ts'
import type { MemberImport } from './tables.ts'

export type FindSection = (
  line: Pick<MemberLine, 'section' | 'region'>,
) => { id: string } | { fault: LineFault }

const fault = (code: string): { fault: LineFault } => ({
  fault: { field: 'section', code, kept: false, other_line: null },
})

/** Where the lines of an import go: all to its one section, or each to the open section it names within its region. */
export async function sectionFinder(db: Db, { section_id, region_id }: MemberImport): Promise<FindSection> {
  if (section_id) return () => ({ id: section_id })
  const all = db
    .selectFrom('sections')
    .innerJoin('regions', 'regions.id', 'sections.region_id')
    .select(['sections.id', 'sections.name', 'regions.name as region', 'sections.closed_at'])
  const sections = await (region_id ? all.where('sections.region_id', '=', region_id) : all).execute()
  const byName = Map.groupBy(sections, ({ name }) => fold(name))
  return ({ section, region }) => {
    if (section === '') return fault('section-missing')
    const named = byName.get(fold(section)) ?? []
    const here = region === '' ? named : named.filter(one => fold(one.region) === fold(region))
    const open = here.filter(({ closed_at }) => !closed_at)
    if (open.length > 1) return fault('section-ambiguous')
    return open[0] ?? fault(here.length > 0 ? 'section-closed' : 'section-unknown')
  }
}
