import fc from 'fast-check'
import t from 'tap'
import { matchLines, type PlacedLine } from '../../src/members/matching.ts'

const index = (word: string | null) => (word === null ? null : Buffer.from(word))
const section_id = '00000000-0000-4000-8000-000000000000'

const line = (line: number, number: string | null, address: string | null, left_out = false): PlacedLine => ({
  line,
  number_index: index(number),
  address_index: index(address),
  section_id,
  left_out,
})
const member = (id: string, number: string | null, address: string | null, section = section_id) => ({
  id,
  section_id: section,
  number_index: index(number),
  address_index: index(address),
})

const a = member('a', 'n1', 'a1')
const b = member('b', null, 'a2')

/** What a single line comes to. */
function match(one: PlacedLine, seen = new Map<string, number>()) {
  const { matches, faults } = matchLines([one], [a, b], seen)
  return {
    id: matches[0]?.member?.id,
    taken: matches[0]?.address_taken,
    faults: faults.map(({ code }) => code),
  }
}

t.test('a number goes before an address', async t => {
  t.same(match(line(2, 'n1', null)), { id: 'a', taken: false, faults: [] })
  t.same(match(line(2, 'n1', 'a9')), { id: 'a', taken: false, faults: [] })
  t.same(match(line(2, 'n1', 'a2')), { id: 'a', taken: true, faults: ['address-taken'] })
})

t.test('without a number on one side, an address tells who it is', async t => {
  t.same(match(line(2, null, 'a1')), { id: 'a', taken: false, faults: [] })
  t.same(match(line(2, 'n9', 'a2')), { id: 'b', taken: false, faults: [] })
})

t.test('two numbers are two people, whatever mailbox they share', async t => {
  t.same(match(line(2, 'n9', 'a1')), { id: undefined, taken: true, faults: ['address-taken'] })
  const { matches } = matchLines([line(2, 'n8', 'a8'), line(3, 'n9', 'a8')], [], new Map())
  t.same(
    matches.map(one => one.address_taken),
    [false, true],
  )
})

t.test('where two registers hold a mailbox, it is whoever is in the line’s section, else nobody', async t => {
  const here = member('here', 'n1', 'a1')
  const there = member('there', 'n2', 'a1', '00000000-0000-4000-8000-000000000001')
  const of = (members: (typeof here)[]) => matchLines([line(2, null, 'a1')], members, new Map())
  t.equal(of([there, here]).matches[0]?.member?.id, 'here')
  const afar = of([
    there,
    { ...here, section_id: '00000000-0000-4000-8000-000000000002' },
    { ...there, id: 'b' },
  ])
  t.same(afar.matches, [])
  t.match(afar.faults, [{ code: 'address-taken', kept: false }])
  t.same(
    matchLines([line(2, 'n2', 'a1')], [here, there], new Map()).faults,
    [],
    'what is theirs is not taken',
  )
})

t.test('the first line about somebody counts; the second names it', async t => {
  const lines = [
    line(2, 'n1', null),
    line(3, null, 'a1'),
    line(4, 'n1', 'a5'),
    line(5, null, 'a6'),
    line(6, null, 'a6'),
  ]
  const { matches, faults } = matchLines(lines, [a], new Map())
  t.same(
    matches.map(one => one.line.line),
    [2, 5],
  )
  t.same(
    faults.map(({ line, code, other_line }) => [line, code, other_line]),
    [
      [3, 'twice', 2],
      [4, 'twice', 2],
      [6, 'twice', 5],
    ],
  )
})

t.test('a line that is left out marks its member as present and bars no better line', async t => {
  const { matches, marks } = matchLines([line(2, 'n1', null, true), line(3, 'n1', null)], [a], new Map())
  t.same(
    matches.map(one => one.line.line),
    [3],
  )
  t.equal(marks.get('a'), 3)
  t.equal(matchLines([line(2, 'n1', null, true)], [a], new Map()).marks.get('a'), 0)
})

const word = (kind: string) => fc.option(fc.integer({ min: 0, max: 5 }).map(n => `${kind}${n}`))
const anyLines = fc.array(fc.tuple(word('n'), word('a'), fc.boolean()), { maxLength: 30 })
const anyMembers = fc.array(fc.tuple(word('n'), word('a')), { maxLength: 8 }).map(rows =>
  rows
    .filter(([number, address]) => number !== null || address !== null)
    .filter(([number], at) => number === null || rows.findIndex(row => row[0] === number) === at)
    .filter(([, address], at, kept) => address === null || kept.findIndex(row => row[1] === address) === at)
    .map(([number, address], at) => member(`m${at}`, number, address)),
)
const placed = (rows: [string | null, string | null, boolean][]) =>
  rows.map(([number, address, out], at) =>
    line(at + 2, number, address, out || (number === null && address === null)),
  )

t.test('however a file is cut into batches, each line comes to the same', async t => {
  fc.assert(
    fc.property(anyLines, anyMembers, fc.integer({ min: 1, max: 7 }), (rows, members, size) => {
      const lines = placed(rows)
      const whole = matchLines(lines, members, new Map())
      const seen = new Map<string, number>()
      const parts = { matches: [] as unknown[], faults: [] as unknown[] }
      for (let at = 0; at < lines.length; at += size) {
        const part = matchLines(lines.slice(at, at + size), members, seen)
        parts.matches.push(...part.matches)
        parts.faults.push(...part.faults)
        for (const [mark, line] of part.marks) if (!seen.get(mark)) seen.set(mark, line)
      }
      t.same(parts, { matches: whole.matches, faults: whole.faults })
    }),
    { numRuns: 300 },
  )
})

t.test('no member is meant by two lines, and no address is given to two people', async t => {
  fc.assert(
    fc.property(anyLines, anyMembers, (rows, members) => {
      const { matches } = matchLines(placed(rows), members, new Map())
      const met = matches.flatMap(({ member }) => member?.id ?? [])
      t.equal(new Set(met).size, met.length)
      const kept = members.filter(({ id }) => !met.includes(id)).map(one => String(one.address_index))
      const given = matches.flatMap(({ line, member, address_taken }) =>
        String((!address_taken && line.address_index) || member?.address_index || []),
      )
      const all = [...given, ...kept].filter(address => address !== '' && address !== 'null')
      t.equal(new Set(all).size, all.length)
    }),
    { numRuns: 300 },
  )
})
