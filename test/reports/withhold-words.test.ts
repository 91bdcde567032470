import t from 'tap'
import { Census } from '../../src/reports/freezing/parting.ts'
import type { KeptCount } from '../../src/reports/freezing/withholding.ts'
import type { Answers } from '../../src/surveys/condition.ts'
import { asking, choices, fr } from '../support/sealed.ts'

const surveyOf = (sensitive: boolean) =>
  asking([
    { kind: 'yes-no', code: 'night', text: fr('La nuit ?') },
    {
      kind: 'single',
      code: 'why',
      text: fr('Pourquoi ?'),
      choices: choices('pay', 'family'),
      other: fr('Autre'),
      ...(sensitive && { sensitive }),
      shown: { answer: 'night', is: 'equal', value: 'yes' },
    },
  ])

/** Two sections of nine, in each of which so many work at night, and are there for a reason in their own words. */
function freeze(
  nights: [number, number],
  { sensitive = false, words = true } = {},
): Record<string, KeptCount[][]> {
  const census = new Census(surveyOf(sensitive))
  const given = nights.flatMap((count, section) =>
    Array.from({ length: 9 }, (_, at) => {
      const answers: Answers =
        at < count
          ? { night: 'yes', why: 'other', ...(words && { 'why.other': 'Mes nuits.' }) }
          : { night: 'no' }
      return { section_id: `section-${section}`, answers, hidden: at < count ? [] : ['why'] }
    }),
  )
  for (const one of given) census.add(one)
  const regionOf = new Map([0, 1].map(section => [`section-${section}`, 'region']))
  const partings = census.part({ k: 5, audience: 'invited' }, regionOf)
  for (const one of given) for (const parting of partings) parting.add(one)
  return Object.fromEntries(
    partings.map(parting => [parting.part, parting.atoms.map((_, at) => parting.keptIn(at))]),
  )
}

const of = (rows: KeptCount[] = [], key: string) =>
  Object.fromEntries(rows.filter(({ item }) => item === key).map(({ bin, count }) => [bin, count]))

t.test('words are withheld where, in a group inside theirs, the answer they explain is', async t => {
  const { ordinary = [], sensitive = [] } = freeze([8, 2])
  t.same(
    ordinary.map(atom => of(atom, 'why')),
    [{ other: 8, ':not-asked': 1 }, { ':withheld': 9 }],
  )
  t.equal(sensitive.length, 1)
  t.same(of(sensitive[0], 'why.other'), { ':withheld': 18 }, 'ten less eight would tell that both wrote')
})

t.test('and are told where nothing inside is withheld', async t => {
  const { sensitive = [] } = freeze([6, 5])
  t.same(of(sensitive[0], 'why.other'), { text: 11, ':not-asked': 7 })
})

t.test('that nobody wrote is no more told than what those few chose', async t => {
  const { sensitive = [] } = freeze([2, 1], { sensitive: true, words: false })
  t.same(of(sensitive[0], 'why'), { ':withheld': 18 })
  t.same(of(sensitive[0], 'why.other'), { ':withheld': 18 })
})
