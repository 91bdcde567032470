import t from 'tap'
import { newLines } from '../../src/surveys/line.ts'
import { shareSections } from '../../src/surveys/participation.ts'

const section = (name: string, invited: number, answered = 0) => ({
  name,
  section_id: name,
  region_id: 'nord',
  region_name: 'Nord',
  invited,
  answered,
  weight: invited,
  line: null,
})

/** Gives lines and tells them. */
function share(sections: Omit<ReturnType<typeof section>, 'line'>[], k: number) {
  const lines = newLines(
    sections.map(one => ({ ...one, line: null })),
    k,
  )
  return shareSections(
    sections.map(one => ({ ...one, line: lines.get(one.section_id) ?? null })),
    k,
  ).toSorted((a, b) => Number(a.together) - Number(b.together))
}

t.test('a section of at least 2k invitations is told apart, in whole percent', async t => {
  t.same(share([section('Dourges', 30, 10)], 5), [
    { name: 'Dourges', region_id: 'nord', section_id: 'Dourges', together: false, percent: 33 },
  ])
})

t.test('codes printed beside invitations make no section large enough to be told apart', async t => {
  const printed = { ...section('A', 13, 3), weight: 3 }
  t.same(share([printed, section('B', 7, 4), section('C', 40, 20)], 5), [
    { name: 'C', region_id: 'nord', section_id: 'C', together: false, percent: 50 },
    { name: 'Nord', region_id: 'nord', section_id: null, together: true, percent: 35 },
  ])
})

t.test('small sections are told together', async t => {
  t.same(share([section('A', 4, 1), section('B', 6, 4), section('C', 40, 20)], 5), [
    { name: 'C', region_id: 'nord', section_id: 'C', together: false, percent: 50 },
    { name: 'Nord', region_id: 'nord', section_id: null, together: true, percent: 50 },
  ])
})

t.test('small sections that are too few take the next smallest with them', async t => {
  t.same(share([section('A', 4, 4), section('B', 16, 4), section('C', 40, 20)], 5), [
    { name: 'C', region_id: 'nord', section_id: 'C', together: false, percent: 50 },
    { name: 'Nord', region_id: 'nord', section_id: null, together: true, percent: 40 },
  ])
})

t.test('a line is not told where the count of its larger section would tell of the others', async t => {
  const [, together] = share([section('A', 4, 4), section('B', 16, 5), section('C', 40, 20)], 5)
  t.equal(together?.percent, null, 'nine less five would tell that all four answered')
  const [line] = share([section('A', 7, 3), section('B', 7, 3), section('C', 8, 5)], 5)
  t.equal(line?.percent, 50, 'fourteen others are as many as a line')
  const [all] = share([section('A', 7, 5), section('B', 8, 7)], 5)
  t.equal(all?.percent, 80, 'nobody is left')
})

t.test('too few even together are told as too few', async t => {
  t.same(
    share([section('A', 4, 4), section('B', 5, 5)], 5).map(({ name, percent }) => [name, percent]),
    [
      ['A', null],
      ['B', null],
    ],
  )
})

t.test('a line is never given anew: who comes later joins it, or has one of 2k alone', async t => {
  const sections = [
    { ...section('A', 30), line: 'together' as const },
    { ...section('B', 1), line: 'together' as const },
    section('C', 9),
    section('D', 10),
    { ...section('E', 9), region_id: 'sud' },
    { ...section('F', 1), region_id: 'sud' },
  ]
  t.same(Object.fromEntries(newLines(sections, 5)), { D: 'own', E: 'together', F: 'together' })
})
