import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { Placed } from './line.ts'
import type { Survey } from './tables.ts'

/** How many invitations of a line were answered by yesterday. */
export interface Participation {
  /** The name of the section, or of the region whose small sections are taken together. */
  name: string
  region_id: string
  /** null where the small sections of the region are taken together. */
  section_id: string | null
  together: boolean
  /** Whole percent of the invitations; null for a section without a line, and where a report would leave too few of one. */
  percent: number | null
}

interface Invited extends Placed {
  name: string
  region_name: string
  invited: number
  answered: number
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
    select i.survey_id, s.name, s.id as section_id, r.id as region_id, r.name as region_name, c.line,
      count(*)::int as invited, count(p.day)::int as answered,
      count(*) filter (where i.member_sealed is not null or v.audience = 'codes')::int as weight
    from invitations i
    join surveys v on v.id = i.survey_id
    join sections s on s.id = i.section_id
    join survey_sections c on c.survey_id = i.survey_id and c.section_id = i.section_id
    join regions r on r.id = c.region_id
    left join participations p on p.survey_id = i.survey_id and p.invitation_id = i.id
      and (${ended} or p.day < (now() at time zone 'utc')::date)
    where i.survey_id = any(${ids}::uuid[])
    group by i.survey_id, s.id, r.id, c.line
    order by r.name, c.line is not distinct from 'together', s.name`.execute(db)
  return Map.groupBy(rows, ({ survey_id }) => survey_id)
}

/** The sections of each line, and each without one. */
const linesOf = (invited: Invited[]): Invited[][] => [
  ...Map.groupBy(invited, ({ line, region_id, section_id }) =>
    line === 'together' ? region_id : section_id,
  ).values(),
]

/**
 * Participation line by line, as far as it points to nobody: a line has 2k invitations at least and is fixed once it is
 * made. Nothing where a report, which counts the respondents of a section from k on, would leave fewer than 2k
 * invitations of a line to be worked out.
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
  linesOf(invited).map(sections => shareOf(sections, k))

/** How many invitations of a survey, of those that count for a line's size, went to other sections than these. */
export async function countBeside(db: Kysely<Database>, id: string, sections: string[]): Promise<number> {
  const { rows } = await sql<{ weight: number }>`
    select count(*) filter (where i.member_sealed is not null or v.audience = 'codes')::int as weight
    from invitations i join surveys v on v.id = i.survey_id
    where i.survey_id = ${id} and i.section_id <> all(${sections}::uuid[])`.execute(db)
  return rows[0]?.weight ?? 0
}

/**
 * Participation in each whole survey, over the lines that are told and no others: taken from the table, it leaves
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
      const told = linesOf(invited.get(id) ?? []).filter(sections => isTold(sections, k))
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
  return sections.every(({ line }) => line) && isEnough(sections) && (rest.length === 0 || isEnough(rest))
}

function shareOf(sections: Invited[], k: number): Participation {
  const { region_id, region_name, section_id, name, line } = sections[0]!
  const percent = isTold(sections, k) ? percentOf(sections) : null
  return line === 'together'
    ? { name: region_name, region_id, section_id: null, together: true, percent }
    : { name, region_id, section_id, together: false, percent }
}
