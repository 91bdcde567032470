import fc from 'fast-check'
import t from 'tap'
import { newLines, type Placed } from '../../src/surveys/line.ts'
import { shareSections } from '../../src/surveys/participation.ts'
import { findExposed } from './elimination.ts'

/** A survey that grows: for each day the invitations and answers that come to each section. */
interface Growth {
  k: number
  /** Of each section its region. */
  regions: number[]
  days: { invited: number; answered: number }[][]
}

const growths: fc.Arbitrary<Growth> = fc
  .record({
    k: fc.integer({ min: 5, max: 7 }),
    regions: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 6 }),
    many: fc.integer({ min: 1, max: 6 }),
  })
  .chain(({ k, regions, many }) => {
    const section = fc.record({
      invited: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 16 })),
      answered: fc.integer({ min: 0, max: 4 }),
    })
    const day = fc.array(section, { minLength: regions.length, maxLength: regions.length })
    return fc.record({
      k: fc.constant(k),
      regions: fc.constant(regions),
      days: fc.array(day, { minLength: many, maxLength: many }),
    })
  })

const newSection = (region: number, at: number) => ({
  ...{ name: `Section ${at}`, section_id: `${at}`, region_id: `r${region}`, region_name: `Région ${region}` },
  ...{ invited: 0, answered: 0, weight: 0, line: null as Placed['line'] },
})

/** By section, the sections of every line that a day tells, and all of them together. */
function toldOf(sections: ReturnType<typeof newSection>[], k: number): number[][] {
  const told = shareSections(sections, k).filter(({ percent }) => percent !== null)
  const lines = told.map(({ together, region_id, section_id }) =>
    [...sections.keys()].filter(at => {
      const { line, ...section } = sections[at]!
      return together
        ? line === 'together' && section.region_id === region_id
        : section.section_id === section_id
    }),
  )
  return [...lines, lines.flat()]
}

/** Whether the lines of all days so far, added and subtracted, ever tell of sections with fewer than 2k invitations. */
function isExposed({ k, regions, days }: Growth, anew: boolean): boolean {
  const sections = regions.map(newSection)
  const figures: number[][] = []
  return days.some(day => {
    for (const [at, { invited, answered }] of day.entries()) {
      const section = sections[at]!
      section.invited += invited
      section.weight = section.invited
      section.answered = Math.min(section.invited, section.answered + answered)
      if (anew) section.line = null
    }
    const lines = newLines(sections, k)
    for (const section of sections) section.line ??= lines.get(section.section_id) ?? null
    figures.push(...toldOf(sections, k))
    const before = sections.map((_, at) => sections.slice(0, at).reduce((sum, { weight }) => sum + weight, 0))
    const peopleOf = (at: number) =>
      Array.from({ length: sections[at]!.weight }, (_, one) => before[at]! + one)
    return (
      findExposed(
        figures.map(some => new Set(some.flatMap(peopleOf))),
        2 * k,
      ) !== undefined
    )
  })
}

t.test('no sum of lines, of whatever days, is a set of sections with fewer than 2k invitations', async t => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(growths, growth => !isExposed(growth, false)),
      { numRuns: 2_000 },
    ),
  )
})

t.test('lines made anew each day do tell of one person', async t => {
  const day = (...invited: number[]) => invited.map(count => ({ invited: count, answered: 0 }))
  const growth = { k: 5, regions: [0, 0, 0], days: [day(9, 1, 10), day(2, 0, 0)] }
  t.equal(isExposed(growth, true), true)
  t.equal(isExposed(growth, false), false)
  t.throws(() =>
    fc.assert(
      fc.property(growths, one => !isExposed(one, true)),
      { numRuns: 2_000, endOnFailure: true },
    ),
  )
})
