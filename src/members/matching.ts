import type { LineFault } from './member-line.ts'
import type { MemberIndex } from './register.ts'
import type { Member } from './tables.ts'

/** A line whose section and indexes are known. */
export interface PlacedLine extends MemberIndex {
  line: number
  section_id: string
  /** Some fault leaves the line out; whom it means is still present. */
  left_out: boolean
}

type Known = Pick<Member, 'id' | 'section_id' | 'number_index' | 'address_index'>

export interface Match<Line, Row> {
  line: Line
  /** Whom the line means; undefined for somebody new. */
  member: Row | undefined
  /** Whether the address was taken out: it is somebody else's. */
  address_taken: boolean
}

export interface Matching<Line, Row> {
  matches: Match<Line, Row>[]
  faults: (LineFault & { line: number })[]
  /** By hexadecimal bytes: the lines that stand for an index or an id; 0 for a line left out. */
  marks: Map<string, number>
}

/** The bytes of an id, as marks hold them. */
export const idMark = (id: string): string => id.replaceAll('-', '')
const hex = (index: Buffer | null): string | undefined => index?.toString('hex')

/**
 * Says whom each line of a file means: by number, else by address where one side has no number. The first line
 * about somebody counts, later ones are faults. An address that is somebody else's is taken out of a line with
 * a number: two people may share a mailbox, and nobody is merged on a guess; where two registers hold it already, it
 * means whoever is in the line's own section.
 * @param members whoever has one of the lines' indexes
 * @param seen marks of the lines before
 */
export function matchLines<Line extends PlacedLine, Row extends Known>(
  lines: Line[],
  members: Row[],
  seen: ReadonlyMap<string, number>,
): Matching<Line, Row> {
  const byNumber = new Map(members.map(member => [hex(member.number_index), member]))
  const byAddress = Map.groupBy(members, member => hex(member.address_index))
  const matching: Matching<Line, Row> = { matches: [], faults: [], marks: new Map() }
  const lineOf = (mark: string | undefined) => mark && (matching.marks.get(mark) || seen.get(mark))

  for (const line of lines) {
    const number = hex(line.number_index)
    const address = hex(line.address_index)
    const owners = (address && byAddress.get(address)) || []
    const owner = owners.length > 1 ? owners.find(one => one.section_id === line.section_id) : owners[0]
    const numbered = number ? byNumber.get(number) : undefined
    // With a number of their own, whoever shares an earlier line's address is another person.
    const sharedWith = number && lineOf(address)
    const isOwner = owner && !sharedWith && (!number || (!numbered && !owner.number_index))
    const member = numbered ?? (isOwner ? owner : undefined)
    const id = member && idMark(member.id)
    const before = lineOf(number) || (!number && lineOf(address)) || lineOf(id)
    if (before) {
      matching.faults.push({ line: line.line, field: 'line', code: 'twice', kept: false, other_line: before })
      continue
    }
    if (line.left_out) {
      if (id) matching.marks.set(id, 0)
      continue
    }
    const address_taken = Boolean(sharedWith) || (owners.length > 0 && !owners.some(one => one === member))
    const kept = Boolean(number)
    if (address_taken) {
      const other_line = sharedWith || null
      matching.faults.push({ line: line.line, field: 'email', code: 'address-taken', kept, other_line })
      if (!kept) continue
    }
    for (const mark of [number, address_taken ? undefined : address, id, idMark(line.section_id)])
      if (mark) matching.marks.set(mark, line.line)
    matching.matches.push({ line, member, address_taken })
  }
  return matching
}
