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

export interface JoiningRule {
  /** The fewest respondents of an atom. */
  k: number
  /** The fewest of a section that is shown by itself. */
  sectionLeast: number
}

export interface PartingRule extends JoiningRule {
  /** Where the sections stood at the launch. */
  regionOf: ReadonlyMap<string, string>
}

export const sizeOf = (cells: Cell[]): number => cells.reduce((sum, { count }) => sum + count, 0)

const cellsOf = (atoms: AtomPlan[]): Cell[] => atoms.flatMap(({ cells }) => cells)

/**
 * Parts respondents into atoms of at least k, by their number alone: what anybody answered has no part in it. A
 * section that is large enough is parted by itself, so that none is hidden for another's sake; the others of a region
 * together, and what is still too few with the rest of the union. Cells in no atom are never shown.
 *
 * Pools are parted by category as sections are: their atoms too are fixed once, apart from each other and whole.
 */
export function partAtoms(cells: Cell[], { regionOf, ...rule }: PartingRule): AtomPlan[] {
  const given = cells.filter(({ count }) => count > 0)
  return joinAtoms(
    given.map(cell => ({ ...cell, region_id: regionOf.get(cell.section_id ?? '') ?? null, cells: [cell] })),
    rule,
  )
}

/**
 * Joins atoms into larger ones by the same rule. Made anew from the cells, these could cross the ones there are: a
 * number that two partitions have in common, of a text and of the choice it explains, would then tell of the few by
 * whom they differ.
 */
export function joinAtoms(atoms: AtomPlan[], { k, sectionLeast }: JoiningRule): AtomPlan[] {
  const joined: AtomPlan[] = []
  const join = (group: AtomPlan[], least: number, region_id: string | null, section_id: string | null) => {
    if (sizeOf(cellsOf(group)) < least) return false
    for (const one of byCategory(group, k)) joined.push({ region_id, section_id, ...one })
    return true
  }
  const small = [...Map.groupBy(atoms, ({ section_id }) => section_id)].flatMap(([section, group]) => {
    const region = group[0]?.region_id
    return section && region && join(group, sectionLeast, region, section) ? [] : group
  })
  // A pool of one section alone would tell that section, whatever it is called.
  const poolLeast = (group: AtomPlan[]) => {
    const sections = new Set(cellsOf(group).map(({ section_id }) => section_id))
    return sections.size === 1 && !sections.has(null) ? sectionLeast : k
  }
  const left = [...Map.groupBy(small, ({ region_id }) => region_id)].flatMap(([region, group]) =>
    region && join(group, poolLeast(group), region, null) ? [] : group,
  )
  join(left, poolLeast(left), null, null)
  return joined
}

/** The categories of at least k; the others together, with the smallest of those where they would be too few. */
function byCategory(atoms: AtomPlan[], k: number): Pick<AtomPlan, 'category' | 'cells'>[] {
  const groups = [...Map.groupBy(atoms, ({ category }) => category)].map(([category, own]) => {
    const cells = cellsOf(own)
    return { category, cells, size: sizeOf(cells) }
  })
  const isKept = ({ category, size }: (typeof groups)[number]) => category !== null && size >= k
  const kept = groups
    .filter(isKept)
    .sort((a, b) => a.size - b.size || (String(a.category) < String(b.category) ? -1 : 1))
  const other = groups.filter(group => !isKept(group)).flatMap(group => group.cells)
  if (other.length > 0 && sizeOf(other) < k) other.push(...(kept.shift()?.cells ?? []))
  const whole = kept.map(({ category, cells: own }) => ({ category, cells: own }))
  return other.length > 0 ? [...whole, { category: null, cells: other }] : whole
}
