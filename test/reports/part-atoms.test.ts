import fc from 'fast-check'
import t from 'tap'
import { type AtomPlan, type Cell, joinAtoms, partAtoms, sizeOf } from '../../src/reports/freezing/atom.ts'

const regionOf = new Map(
  ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id, at) => [id, at < 3 ? 'north' : at < 6 ? 'south' : 'east']),
)

const cells: fc.Arbitrary<Cell[]> = fc.uniqueArray(
  fc.record({
    section_id: fc.constantFrom(null, ...regionOf.keys()),
    category: fc.constantFrom(null, 'day', 'night', 'week'),
    count: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 60 })),
  }),
  { selector: ({ section_id, category }) => `${section_id} ${category}` },
)
const rules = fc
  .constantFrom([5, 5], [10, 10], [10, 20])
  .map(([k = 5, sectionLeast = 5]) => ({ k, sectionLeast, regionOf }))

const inSection = (all: Cell[], id: string) => sizeOf(all.filter(({ section_id }) => section_id === id))
const cellsOf = (atoms: AtomPlan[]) => atoms.flatMap(atom => atom.cells)

t.test('every atom has at least k respondents, and every respondent is in one atom at most', async () => {
  fc.assert(
    fc.property(cells, rules, (all, rule) => {
      const atoms = partAtoms(all, rule)
      const parted = cellsOf(atoms)
      return (
        atoms.every(atom => sizeOf(atom.cells) >= rule.k) &&
        new Set(parted).size === parted.length &&
        parted.every(cell => all.includes(cell))
      )
    }),
    { numRuns: 1000 },
  )
})

t.test('a section that is large enough is shown, whatever the others are', async () => {
  fc.assert(
    fc.property(cells, rules, (all, rule) => {
      const atoms = partAtoms(all, rule)
      return [...regionOf.keys()].every(id => {
        const own = atoms.filter(({ section_id }) => section_id === id)
        const size = inSection(all, id)
        return sizeOf(cellsOf(own)) === (size >= rule.sectionLeast ? size : 0)
      })
    }),
    { numRuns: 1000 },
  )
})

t.test('a pool that is one section alone is as large as a section that is told', async t => {
  const one = (section_id: string, count: number): Cell => ({ section_id, category: null, count })
  const link = { k: 10, sectionLeast: 20, regionOf }
  t.same(
    partAtoms([one('a', 25), one('b', 12)], link).map(({ region_id, section_id }) => [region_id, section_id]),
    [['north', 'a']],
    'less the section beside it, the region would tell it',
  )
  t.equal(partAtoms([one('a', 25), one('b', 12), one('c', 1)], link).length, 2)
  fc.assert(
    fc.property(cells, rules, (all, rule) =>
      partAtoms(all, rule)
        .filter(({ section_id }) => section_id === null)
        .every(({ region_id }) => {
          const pool = cellsOf(
            partAtoms(all, rule).filter(one => one.region_id === region_id && !one.section_id),
          )
          const sections = new Set(pool.map(cell => cell.section_id))
          return sections.size > 1 || sections.has(null) || sizeOf(pool) >= rule.sectionLeast
        }),
    ),
    { numRuns: 500 },
  )
})

t.test('an atom stands where all of it does, and has a category only where all of it gave it', async () => {
  fc.assert(
    fc.property(cells, rules, (all, rule) =>
      partAtoms(all, rule).every(({ region_id, section_id, category, cells: own }) =>
        own.every(
          cell =>
            (section_id === null || cell.section_id === section_id) &&
            (region_id === null || regionOf.get(cell.section_id ?? '') === region_id) &&
            (category === null || cell.category === category),
        ),
      ),
    ),
    { numRuns: 1000 },
  )
})

t.test('fewer than k are left out of all, or one section that may not be told alone', async () => {
  fc.assert(
    fc.property(cells, rules, (all, rule) => {
      const shown = new Set(cellsOf(partAtoms(all, rule)))
      const left = all.filter(cell => cell.count > 0 && !shown.has(cell))
      const isAlone = new Set(left.map(cell => cell.section_id)).size === 1 && left[0]?.section_id !== null
      return sizeOf(left) < (isAlone ? rule.sectionLeast : rule.k)
    }),
    { numRuns: 1000 },
  )
})

t.test('joined atoms are sums of those there are, and hide no section that is large enough', async () => {
  const ten = { k: 10, sectionLeast: 10 }
  fc.assert(
    fc.property(cells, all => {
      const atoms = partAtoms(all, { k: 5, sectionLeast: 5, regionOf })
      const joined = joinAtoms(atoms, ten)
      const whole = (atom: AtomPlan) =>
        joined.filter(one => atom.cells.some(cell => one.cells.includes(cell))).length <= 1 &&
        joined.every(one => new Set(atom.cells.map(cell => one.cells.includes(cell))).size === 1)
      const inJoined = (id: string) => sizeOf(cellsOf(joined.filter(({ section_id }) => section_id === id)))
      return (
        atoms.every(whole) &&
        joined.every(one => sizeOf(one.cells) >= 10) &&
        [...regionOf.keys()].every(id => inJoined(id) === (inSection(all, id) >= 10 ? inSection(all, id) : 0))
      )
    }),
    { numRuns: 1000 },
  )
})

t.test('atoms follow from the counts, in whatever order they come', async () => {
  const sets = (atoms: AtomPlan[]) =>
    atoms
      .map(({ cells: own, ...place }) =>
        JSON.stringify([place, own.map(cell => JSON.stringify(cell)).sort()]),
      )
      .sort()
  const shuffled = cells.chain(all =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  )
  fc.assert(
    fc.property(shuffled, rules, ([all, again], rule) => {
      const [one, other] = [sets(partAtoms(all, rule)), sets(partAtoms(again, rule))]
      return JSON.stringify(one) === JSON.stringify(other)
    }),
    { numRuns: 1000 },
  )
})

t.test('the smallest category joins the others where they alone would be too few', async t => {
  const of = (category: string | null, count: number) => ({ section_id: 'a', category, count })
  const rule = { k: 5, sectionLeast: 5, regionOf }
  const told = (all: Cell[]) => partAtoms(all, rule).map(atom => [atom.category, sizeOf(atom.cells)])
  t.same(told([of('day', 9), of('night', 6), of('week', 2)]), [
    ['day', 9],
    [null, 8],
  ])
  t.same(told([of('day', 9), of('night', 6), of('week', 4), of(null, 1)]), [
    ['night', 6],
    ['day', 9],
    [null, 5],
  ])
  t.same(told([of('day', 4), of(null, 1)]), [[null, 5]])
  t.same(told([of('day', 4)]), [])
})
