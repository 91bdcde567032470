/** How many respondents of a section gave an answer to the breakdown. */
export interface Cell {
  /** null: named none. */
  section_id: string | null
  /** null: gave none, or there is no breakdown. */
  category: string | null
  count: number
}

/** Cells that are only ever counted together; where they stand is as in `AtomsTable`. */
export interface AtomPlan {
  region_id: string | null
  section_id: string | null
  category: string | null
  cells: Cell[]
}

export interface PartingRule {
  /** The fewest respondents of an atom. */
  k: number
  /** The fewest of a section that is shown by itself. */
  sectionLeast: number
  /** Where the sections stood at the launch. */
  regionOf: ReadonlyMap<string, string>
}

export const sizeOf = (cells: Cell[]): number => cells.reduce((sum, { count }) => sum + count, 0)

/**
 * Parts respondents into atoms of at least k, by their number alone: what anybody answered has no part in it. A
 * section that is large enough is parted by itself, so that none is hidden for another's sake; the others of a region
 * together, and what is still too few with the rest of the union. Cells in no atom are never shown.
 *
 * Pools are parted by category as sections are: their atoms too are fixed once, apart from each other and whole.
 */
export function partAtoms(cells: Cell[], { k, sectionLeast, regionOf }: PartingRule): AtomPlan[] {
  const atoms: AtomPlan[] = []
  const part = (group: Cell[], least: number, region_id: string | null, section_id: string | null) => {
    if (sizeOf(group) < least) return false
    for (const one of byCategory(group, k)) atoms.push({ region_id, section_id, ...one })
    return true
  }
  const regionOfCell = ({ section_id }: Cell) => (section_id && regionOf.get(section_id)) || null
  const given = cells.filter(({ count }) => count > 0)
  const small = [...Map.groupBy(given, ({ section_id }) => section_id)].flatMap(([section, group]) => {
    const region = regionOfCell(group[0] as Cell)
    return section && region && part(group, sectionLeast, region, section) ? [] : group
  })
  const left = [...Map.groupBy(small, regionOfCell)].flatMap(([region, group]) =>
    region && part(group, k, region, null) ? [] : group,
  )
  part(left, k, null, null)
  return atoms
}

/** The categories of at least k; the others together, with the smallest of those where they would be too few. */
function byCategory(cells: Cell[], k: number): Pick<AtomPlan, 'category' | 'cells'>[] {
  const groups = [...Map.groupBy(cells, ({ category }) => category)].map(([category, own]) => ({
    category,
    cells: own,
    size: sizeOf(own),
  }))
  const isKept = ({ category, size }: (typeof groups)[number]) => category !== null && size >= k
  const kept = groups
    .filter(isKept)
    .sort((a, b) => a.size - b.size || (String(a.category) < String(b.category) ? -1 : 1))
  const other = groups.filter(group => !isKept(group)).flatMap(group => group.cells)
  if (other.length > 0 && sizeOf(other) < k) other.push(...(kept.shift()?.cells ?? []))
  const whole = kept.map(({ category, cells: own }) => ({ category, cells: own }))
  return other.length > 0 ? [...whole, { category: null, cells: other }] : whole
}
