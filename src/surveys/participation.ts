import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Survey } from './tables.ts'

/** How many invitations of a group of sections were answered by yesterday. */
export interface Participation {
  /** The name of the section, or of the region whose small sections are taken together. */
  name: string
  region_id: string
  /** null where the small sections of the region are taken together. */
  section_id: string | null
  together: boolean
  /** Whole percent of the invitations; null where even together they are too few to tell. */
  percent: number | null
}

interface Invited {
  name: string
  region_id: string
  section_id: string
  region_name: string
  invited: number
  answered: number
}

// While it runs, days that are over: the figure moves once a day, and nobody sees one response arrive.
const listInvited = async (db: Kysely<Database>, surveyId: string, ended: boolean): Promise<Invited[]> => {
  const { rows } = await sql<Invited>`
    select s.name, s.id as section_id, r.id as region_id, r.name as region_name,
      count(*)::int as invited, count(p.day)::int as answered
    from invitations i
    join sections s on s.id = i.section_id
    join regions r on r.id = s.region_id
    left join participations p on p.survey_id = i.survey_id and p.invitation_id = i.id
      and (${ended} or p.day < (now() at time zone 'utc')::date)
    where i.survey_id = ${surveyId}
    group by s.id, r.id order by r.name, s.name`.execute(db)
  return rows
}

/**
 * Participation by section, as far as it points to nobody: sections of at least 2k invitations; the smaller ones of
 * a region together, with its next smallest where they are still too few.
 * @param ended nobody answers any more: today counts too
 */
export async function listParticipation(
  db: Kysely<Database>,
  { id, k }: Pick<Survey, 'id' | 'k'>,
  ended = false,
): Promise<Participation[]> {
  const regions = Map.groupBy(await listInvited(db, id, ended), ({ region_name }) => region_name)
  return [...regions].flatMap(([region, sections]) => pool(region, sections, 2 * k))
}

export function pool(region: string, sections: Invited[], least: number): Participation[] {
  const bySize = sections.toSorted((a, b) => a.invited - b.invited)
  let small = bySize.findIndex(({ invited }) => invited >= least)
  if (small < 0) small = bySize.length
  const sum = (some: Invited[]) => some.reduce((total, { invited }) => total + invited, 0)
  while (small > 0 && small < bySize.length && sum(bySize.slice(0, small)) < least) small += 1
  const together = bySize.slice(0, small)
  const apart = sections.filter(section => !together.includes(section))
  const percent = (some: Invited[]) =>
    Math.round((100 * some.reduce((total, { answered }) => total + answered, 0)) / sum(some))
  const lines = apart.map(section => ({
    name: section.name,
    region_id: section.region_id,
    section_id: section.section_id,
    together: false,
    percent: percent([section]),
  }))
  if (together.length === 0) return lines
  return [
    ...lines,
    {
      name: region,
      region_id: sections[0]!.region_id,
      section_id: null,
      together: true,
      percent: sum(together) < least ? null : percent(together),
    },
  ]
}
