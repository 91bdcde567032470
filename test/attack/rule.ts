import { type AtomPlan, partAtoms } from '../../src/reports/freezing/atom.ts'
import type { Members } from './elimination.ts'
import type { DrawnUnion, Respondent } from './union.ts'

type Holds = (one: Respondent) => boolean

/** Every set a report has a figure of: any scope, of everybody or of one category. */
function scopesOf({ sections, categories }: DrawnUnion): Holds[] {
  const scopes: Holds[] = [() => true]
  for (const place of ['id', 'region_id', 'federation_id'] as const)
    for (const id of new Set(sections.map(section => section[place])))
      if (id) scopes.push(({ section }) => section[place] === id)
  const within = categories.map(
    (category): Holds =>
      one =>
        one.category === category,
  )
  return scopes.flatMap(scope => [
    scope,
    ...within.map(
      (holds): Holds =>
        one =>
          scope(one) && holds(one),
    ),
  ])
}

const membersOf = ({ people }: DrawnUnion, holds: Holds): Members =>
  new Set([...people.keys()].filter(person => holds(people[person] as Respondent)))

/** Every figure is shown where so many are in it: 1 is the table nobody thought about, k the plain threshold. */
export const showFrom =
  (least: number) =>
  (union: DrawnUnion): Members[] =>
    scopesOf(union)
      .map(holds => membersOf(union, holds))
      .filter(({ size }) => size >= least)

/** Sums of atoms of five, shown from ten: what would be asked of sensitive questions without atoms of their own. */
export function showTensOfFives(union: DrawnUnion): Members[] {
  const { people, sections, categories } = union
  const cells = people.map(({ section, category }, person) => {
    return { section_id: section.id, category, count: 1, person }
  })
  const regionOf = new Map(sections.map(({ id, region_id }) => [id, region_id]))
  const atoms = partAtoms(cells, { k: 5, sectionLeast: 5, regionOf })
  const federationOf = new Map(sections.map(({ id, federation_id }) => [id, federation_id]))
  const placesOf = ({ region_id, section_id }: AtomPlan) => [
    'union',
    region_id,
    section_id,
    federationOf.get(section_id ?? ''),
  ]
  const places = new Set(atoms.flatMap(placesOf).filter(Boolean))
  const sets = [...places].flatMap(place => {
    const inside = atoms.filter(atom => placesOf(atom).includes(place))
    return [inside, ...categories.map(category => inside.filter(atom => atom.category === category))]
  })
  return sets
    .map(
      some => new Set(some.flatMap(atom => atom.cells.map(cell => (cell as (typeof cells)[number]).person))),
    )
    .filter(({ size }) => size >= 10)
}
