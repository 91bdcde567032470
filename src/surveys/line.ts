import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { Line, Survey } from './tables.ts'

/** A section of a survey, where it stood at the launch. */
export interface Placed {
  section_id: string
  region_id: string
  line: Line | null
  /** Its invitations, without codes printed beside members: those could be anybody's. */
  weight: number
}

const sumOf = (sections: Placed[]): number => sections.reduce((total, { weight }) => total + weight, 0)

/** The sections of a region that make one line: those below `least`, with the next smallest where they are too few. */
function smallOf(sections: Placed[], least: number): Placed[] {
  const bySize = sections.toSorted((a, b) => a.weight - b.weight)
  let count = bySize.filter(({ weight }) => weight < least).length
  while (count > 0 && count < bySize.length && sumOf(bySize.slice(0, count)) < least) count += 1
  return bySize.slice(0, count)
}

function linesIn(region: Placed[], least: number): [Placed, Line][] {
  const alone = (sections: Placed[]) => sections.map((section): [Placed, Line] => [section, 'own'])
  if (region.some(({ line }) => line))
    return alone(region.filter(({ line, weight }) => !line && weight >= least))
  const invited = region.filter(({ weight }) => weight > 0)
  if (sumOf(invited) < least) return []
  const small = smallOf(invited, least)
  return [
    ...alone(invited.filter(section => !small.includes(section))),
    ...small.map((section): [Placed, Line] => [section, 'together']),
  ]
}

/**
 * The lines that sections without one are given now: those of a region together, once it has 2k invitations; from then
 * on one of its own to each that alone has as many. No line is ever taken back: between two that differ by a section,
 * that section could be worked out.
 * @returns by section
 */
export const newLines = (sections: Placed[], k: number): Map<string, Line> =>
  new Map(
    [...Map.groupBy(sections, ({ region_id }) => region_id).values()]
      .flatMap(region => linesIn(region, 2 * k))
      .map(([{ section_id }, line]) => [section_id, line]),
  )

/** Gives the sections of a launched survey their lines, as far as its invitations allow, in the act that made those. */
export async function fixLines(trx: Trx, { id, k }: Pick<Survey, 'id' | 'k'>): Promise<void> {
  const { rows } = await sql<Placed>`
    select c.section_id, c.region_id, c.line,
      count(*) filter (where i.member_sealed is not null or i.id is not null and v.audience = 'codes')::int as weight
    from survey_sections c
    join surveys v on v.id = c.survey_id
    left join invitations i on i.survey_id = c.survey_id and i.section_id = c.section_id
    where c.survey_id = ${id}
    group by c.survey_id, c.section_id order by c.section_id`.execute(trx)
  const lines = [...newLines(rows, k)]
  if (lines.length === 0) return
  await sql`
    update survey_sections c set line = given.line
    from unnest(${lines.map(([section]) => section)}::uuid[], ${lines.map(([, line]) => line)}::text[])
      as given (section_id, line)
    where c.survey_id = ${id} and c.section_id = given.section_id and c.line is null`.execute(trx)
}
