import type { Db } from '../database.ts'
import { NotFound } from '../errors.ts'
import { type Owned, owns, type Viewer } from '../union/scope.ts'
import type { Atom } from './tables.ts'

/** A section a survey went to, and where it stood at the launch. */
export interface Place {
  section_id: string
  section_name: string
  region_id: string
  region_name: string
  federation_id: string | null
  federation_name: string | null
}

/** What a figure is summed over: a section, a region, a federation, or all that answered. */
export interface Scope {
  kind: 'section' | 'region' | 'federation' | 'union'
  /** Of the section, region or federation. */
  id: string | null
  /** As addresses spell it: 'union', 'region:<id>'. */
  code: string
  /** '' of the union. */
  name: string
  /** The sections whose atoms it takes; a region takes its pools too. */
  section_ids: Set<string>
  /** The viewer's own level or below: texts are read there, sections compared. */
  own: boolean
}

/** Every section of a survey, by region and name. */
export const listPlaces = (db: Db, surveyId: string): Promise<Place[]> =>
  db
    .selectFrom('survey_sections')
    .innerJoin('sections', 'sections.id', 'survey_sections.section_id')
    .innerJoin('regions', join =>
      join.on(eb => eb('regions.id', '=', eb.fn.coalesce('survey_sections.region_id', 'sections.region_id'))),
    )
    .leftJoin('federations', 'federations.id', 'survey_sections.federation_id')
    .select([
      'sections.id as section_id',
      'sections.name as section_name',
      'regions.id as region_id',
      'regions.name as region_name',
      'federations.id as federation_id',
      'federations.name as federation_name',
    ])
    .where('survey_id', '=', surveyId)
    .orderBy('regions.name')
    .orderBy('sections.name')
    .execute()

/** The sections of a survey that are the viewer's to read. */
export const ownPlaces = (viewer: Viewer, places: Place[]): Place[] =>
  places.filter(place => {
    if (viewer.role === 'administrator') return true
    if (viewer.role === 'regional-officer') return place.region_id === viewer.region_id
    if (viewer.role === 'federation-officer') return place.federation_id === viewer.federation_id
    return viewer.section_ids.includes(place.section_id)
  })

const ids = (places: Place[]) => new Set(places.map(place => place.section_id))

/** The groups of a kind that hold some of the viewer's sections, but neither one section alone nor all there are. */
function groupsOf(kind: 'region' | 'federation', own: boolean, mine: Place[], places: Place[]): Scope[] {
  const wanted = [...new Map(mine.map(place => [place[`${kind}_id`], place[`${kind}_name`]]))]
  return wanted.flatMap(([id, name]) => {
    if (!id) return []
    const inside = places.filter(place => place[`${kind}_id`] === id)
    if (inside.length === places.length || (inside.length === 1 && kind === 'region')) return []
    return [{ kind, id, code: `${kind}:${id}`, name: name ?? '', section_ids: ids(inside), own }]
  })
}

/**
 * What a viewer may read a survey over: the own sections, beside them their region and all who answered. The widest
 * comes first.
 */
export function listScopes(viewer: Viewer, survey: Owned, places: Place[]): Scope[] {
  const mine = ownPlaces(viewer, places)
  const everything = viewer.role === 'administrator' || owns(viewer, survey)
  const union: Scope = {
    kind: 'union',
    id: null,
    code: 'union',
    name: '',
    section_ids: ids(places),
    own: everything || (mine.length > 0 && mine.length === places.length),
  }
  const regional = viewer.role === 'administrator' || viewer.role === 'regional-officer'
  const federal = viewer.role === 'administrator' || viewer.role === 'federation-officer'
  const sections = places.length === 1 ? [] : mine
  return [
    union,
    ...(federal ? groupsOf('federation', true, mine, places) : []),
    ...(viewer.role === 'federation-officer' ? [] : groupsOf('region', regional, mine, places)),
    ...sections.map(
      (place): Scope => ({
        kind: 'section',
        id: place.section_id,
        code: `section:${place.section_id}`,
        name: place.section_name,
        section_ids: new Set([place.section_id]),
        own: true,
      }),
    ),
  ]
}

/** The atoms a scope is the sum of. */
export function atomsIn(scope: Scope, atoms: Atom[]): Atom[] {
  if (scope.kind === 'union') return atoms
  if (scope.kind === 'region') return atoms.filter(atom => atom.region_id === scope.id)
  return atoms.filter(atom => atom.section_id !== null && scope.section_ids.has(atom.section_id))
}

/** The one section of a survey that went to no other is all of it. */
const isOnly = ({ kind, section_ids }: Scope, asked: string): boolean =>
  kind === 'union' && section_ids.size === 1 && asked === `section:${[...section_ids][0]}`

/** The scope that is asked for, else the viewer's own that can be shown. @throws NotFound for any other */
export function chooseScope(scopes: Scope[], asked: string | undefined, atoms: Atom[]): Scope {
  if (asked !== undefined && asked !== '') {
    const found = scopes.find(scope => scope.code === asked || isOnly(scope, asked))
    if (!found) throw new NotFound()
    return found
  }
  const shown = scopes.filter(scope => scope.own && atomsIn(scope, atoms).length > 0)
  return shown[0] ?? (scopes[0] as Scope)
}

/** The wider scopes that stand beside one, the nearest first: of a section its region and all, of the others all. */
export function scopesBeside(scopes: Scope[], { kind, id }: Scope): Scope[] {
  if (kind === 'union') return []
  const regions = scopes.filter(scope => scope.kind === 'region' && id !== null && scope.section_ids.has(id))
  return [...regions, ...scopes.filter(scope => scope.kind === 'union')]
}
