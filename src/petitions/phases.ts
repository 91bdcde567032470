import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { type Phase, phaseOf } from './phase.ts'
import type { PetitionAct } from './tables.ts'

/** The phase of a petition, and the version of its row in which it was read. */
export interface Standing {
  id: string
  phase: Phase
  version: string
}

interface Read {
  id: string
  version: string
  opens_on: string | null
  closes_on: string | null
  acts: Pick<PetitionAct, 'act'>['act'][]
}

export const petitionsOf = (rows: { petition_id: string }[]): string[] => [
  ...new Set(rows.map(row => row.petition_id)),
]

/** By id. */
export async function listStandings(db: Kysely<Database>, ids: string[]): Promise<Map<string, Standing>> {
  const { rows } = await sql<Read>`
    select id, xmin::text as version, opens_on, closes_on, array(
      select act from petition_acts where petition_id = petitions.id order by created_at
    ) as acts
    from petitions where id = any(${ids}::uuid[])`.execute(db)
  return new Map(
    rows.map(({ id, version, acts, ...dates }) => {
      const phase = phaseOf(
        dates,
        acts.map(act => ({ act })),
      )
      return [id, { id, version, phase }]
    }),
  )
}

export async function listPhases(db: Kysely<Database>, ids: string[]): Promise<Map<string, Phase>> {
  const standings = await listStandings(db, ids)
  return new Map([...standings].map(([id, { phase }]) => [id, phase]))
}

/**
 * Petitions that nobody has changed since their standing was read, held so that none is until the statement has
 * committed: to be joined by what it keeps. Whoever changes a petition or acts on it writes its row anew.
 */
export const stillStanding = (standings: Standing[]) => sql`
  select p.id from petitions p
  join unnest(
    ${standings.map(standing => standing.id)}::uuid[], ${standings.map(standing => standing.version)}::xid[]
  ) as read (id, version) on read.id = p.id and read.version = p.xmin
  order by p.id for share of p`
