import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../database.ts'

export type Role = 'administrator' | 'federation-officer' | 'regional-officer' | 'section-leader'

/** An officer who is signed in: what they may see hangs on the role and on where they stand. */
export interface Viewer {
  account_id: string
  role: Role
  name: string
  region_id: string | null
  federation_id: string | null
  section_ids: string[]
  /** Whether a second factor is set up. */
  factor: boolean
  /** When a second factor was last given in this session. */
  factor_at: Date | null
  /** null: not a session but a program, by its token. */
  session_id: string | null
}

/** What a route asks of the viewer: any officer, one who leads at least a section, a region, or the whole union. */
export type Need = 'officer' | 'section' | 'region' | 'union'

const granted: Record<Role, readonly Need[]> = {
  administrator: ['officer', 'section', 'region', 'union'],
  'federation-officer': ['officer'],
  'regional-officer': ['officer', 'section', 'region'],
  'section-leader': ['officer', 'section'],
}

export const meets = ({ role }: Viewer, need: Need): boolean => granted[role].includes(need)

/** What tells which sections somebody follows. */
export type Reach = Pick<Viewer, 'role' | 'region_id' | 'federation_id' | 'section_ids'>

/** The sections whose figures a viewer reads: for `where` on a query that has `sections`. */
export const inSections =
  (viewer: Reach) =>
  (eb: ExpressionBuilder<Database, 'sections'>): Expression<SqlBool> => {
    if (viewer.role === 'administrator') return sql`true`
    if (viewer.role === 'regional-officer') return eb('sections.region_id', '=', viewer.region_id)
    if (viewer.role === 'federation-officer') return eb('sections.federation_id', '=', viewer.federation_id)
    return viewer.section_ids.length > 0 ? eb('sections.id', 'in', viewer.section_ids) : sql`false`
  }

/** What belongs to the union, a region or a section. */
export interface Owned {
  region_id: string | null
  section_id: string | null
}

/** As far as the level reaches that owns a thing. */
export const reachOf = ({ region_id, section_id }: Owned): Reach => ({
  role: section_id ? 'section-leader' : region_id ? 'regional-officer' : 'administrator',
  region_id,
  federation_id: null,
  section_ids: section_id ? [section_id] : [],
})

/**
 * Whether a thing is owned at the viewer's own level: only then are names read, and the thing changed.
 * A federation owns nothing and reads figures only.
 */
export function owns(viewer: Viewer, { region_id, section_id }: Owned): boolean {
  if (section_id) return viewer.role === 'section-leader' && viewer.section_ids.includes(section_id)
  if (region_id) return viewer.role === 'regional-officer' && viewer.region_id === region_id
  return viewer.role === 'administrator'
}

/** Whether the sections of a region are the viewer's to add, change and close. */
export const shapes = (viewer: Viewer, regionId: string): boolean =>
  viewer.role === 'administrator' || (viewer.role === 'regional-officer' && viewer.region_id === regionId)
