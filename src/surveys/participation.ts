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
  /** Whole percent of the invitations; null where even together, or without one a report counts, they are too few. */
  percent: number | null
}

interface Invited {
  name: string
  region_id: string
  section_id: string
  region_name: string
  invited: number
  answered: number
  /** Of these invitations those that count for its size: codes printed beside members could be anybody's. */
  weight: number
}

/** Sections that are told apart, and those of a region that are told together; never fewer than may be told. */
interface Group {
  name: string
  together: boolean
  sections: Invited[]
}

type Counted = Pick<Survey, 'id' | 'k'>

const sumOf = (sections: Invited[], what: 'invited' | 'answered' | 'weight'): number =>
  sections.reduce((total, section) => total + section[what], 0)
const percentOf = (sections: Invited[]): number =>
  Math.round((100 * sumOf(sections, 'answered')) / sumOf(sections, 'invited'))

// While it runs, days that are over: the figure moves once a day, and nobody sees one response arrive.
async function listInvited(
  db: Kysely<Database>,
  ids: string[],
  ended = false,
): Promise<Map<string, Invited[]>> {
  const { rows } = await sql<Invited & { survey_id: string }>`
    select i.survey_id, s.name, s.id as section_id, r.id as region_id, r.name as region_name,
      count(*)::int as invited, count(p.day)::int as answered,
      count(*) filter (where i.member_sealed is not null or v.audience = 'codes')::int as weight
    from invitations i
    join surveys v on v.id = i.survey_id
    join sections s on s.id = i.section_id
    left join survey_sections c on c.survey_id = i.survey_id and c.section_id = i.section_id
    join regions r on r.id = coalesce(c.region_id, s.region_id)
    left join participations p on p.survey_id = i.survey_id and p.invitation_id = i.id
      and (${ended} or p.day < (now() at time zone 'utc')::date)
    where i.survey_id = any(${ids}::uuid[])
    group by i.survey_id, s.id, r.id order by r.name, s.name`.execute(db)
  return Map.groupBy(rows, ({ survey_id }) => survey_id)
}

function groupsOf(invited: Invited[], k: number): Group[] {
  const regions = Map.groupBy(invited, ({ region_name }) => region_name)
  return [...regions].flatMap(([region, sections]) => groupsIn(region, sections, 2 * k))
}

/**
 * Participation by section, as far as it points to nobody: sections of at least 2k invitations; the smaller ones of
 * a region together, with its next smallest where they are still too few. Nothing where a report, which counts the
 * respondents of a section from k on, would leave fewer than 2k invitations of a line to be worked out.
 * @param ended nobody answers any more: today counts too
 */
export async function listParticipation(
  db: Kysely<Database>,
  { id, k }: Counted,
  ended = false,
): Promise<Participation[]> {
  const invited = await listInvited(db, [id], ended)
  return shareSections(invited.get(id) ?? [], k)
}

/** The lines of some sections. @param k of the survey: a line has twice as many invitations, or no figure */
export const shareSections = (invited: Invited[], k: number): Participation[] =>
  groupsOf(invited, k).map(group => shareOf(group, k))

/** How many invitations of a survey, of those that count for a line's size, went to other sections than these. */
export async function countBeside(db: Kysely<Database>, id: string, sections: string[]): Promise<number> {
  const { rows } = await sql<{ weight: number }>`
    select count(*) filter (where i.member_sealed is not null or v.audience = 'codes')::int as weight
    from invitations i join surveys v on v.id = i.survey_id
    where i.survey_id = ${id} and i.section_id <> all(${sections}::uuid[])`.execute(db)
  return rows[0]?.weight ?? 0
}

/**
 * Participation in each whole survey, over the groups that are told and no others: taken from the table, it leaves
 * nothing over.
 * @param ended as in `listParticipation`
 * @returns whole percent by id; null where nothing is told
 */
export async function listShares(
  db: Kysely<Database>,
  surveys: Counted[],
  ended = false,
): Promise<Map<string, number | null>> {
  if (surveys.length === 0) return new Map()
  const ids = surveys.map(({ id }) => id)
  const invited = await listInvited(db, ids, ended)
  return new Map(
    surveys.map(({ id, k }) => {
      const told = groupsOf(invited.get(id) ?? [], k)
        .map(({ sections }) => sections)
        .filter(sections => isTold(sections, k))
      return [id, told.length > 0 ? percentOf(told.flat()) : null]
    }),
  )
}

/**
 * Whether a line may be told, and what is left of it once the counts of its larger sections are: when it is over, a
 * report says how many answered in each of k or more.
 */
function isTold(sections: Invited[], k: number): boolean {
  const rest = sections.filter(({ answered }) => answered < k)
  const isEnough = (some: Invited[]) => sumOf(some, 'weight') >= 2 * k
  return isEnough(sections) && (rest.length === 0 || isEnough(rest))
}

function shareOf({ name, together, sections }: Group, k: number): Participation {
  const { region_id, section_id } = sections[0]!
  const percent = isTold(sections, k) ? percentOf(sections) : null
  return { name, region_id, section_id: together ? null : section_id, together, percent }
}

function groupsIn(region: string, sections: Invited[], least: number): Group[] {
  const bySize = sections.toSorted((a, b) => a.weight - b.weight)
  let small = bySize.findIndex(({ weight }) => weight >= least)
  if (small < 0) small = bySize.length
  while (small > 0 && small < bySize.length && sumOf(bySize.slice(0, small), 'weight') < least) small += 1
  const together = bySize.slice(0, small)
  const groups = sections
    .filter(section => !together.includes(section))
    .map(section => ({ name: section.name, together: false, sections: [section] }))
  return together.length === 0 ? groups : [...groups, { name: region, together: true, sections: together }]
}
