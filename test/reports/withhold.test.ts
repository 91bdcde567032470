import fc from 'fast-check'
import t from 'tap'
import { Counting } from '../../src/reports/freezing/counting.ts'
import { type KeptCount, keepCounts } from '../../src/reports/freezing/withholding.ts'
import { countedItems, sensitiveCodes } from '../../src/reports/item.ts'
import { coarsen } from '../../src/surveys/bracket.ts'
import { type Answers, show } from '../../src/surveys/condition.ts'
import type { Definition } from '../../src/surveys/definition.ts'
import { asking, choices, fr } from '../support/sealed.ts'
import { answersTo, definition } from '../surveys/arbitrary.ts'

/** What is kept of one atom of these respondents. */
function kept(survey: Definition, given: Answers[], k = 5): KeptCount[] {
  const items = countedItems(survey)
  const counting = new Counting(items, 1)
  for (const typed of given) {
    const { answers, hidden } = show(survey, typed)
    counting.add(0, { answers: coarsen(survey, answers), hidden })
  }
  return keepCounts(items, counting.of(0), given.length, k)
}

const of = (rows: KeptCount[], item: string) =>
  Object.fromEntries(rows.filter(row => row.item === item).map(({ bin, count }) => [bin, count]))
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)

t.test('every respondent stands in one place of an item that takes one answer', async () => {
  const asked = definition(true).chain(survey =>
    fc.tuple(fc.constant(survey), fc.array(answersTo(survey), { minLength: 5, maxLength: 30 })),
  )
  fc.assert(
    fc.property(asked, ([survey, given]) => {
      const rows = kept(survey, given)
      return countedItems(survey).every(({ key, question, text }) => {
        const sum = rows.filter(({ item }) => item === key).reduce((all, { count }) => all + count, 0)
        const several =
          !text && (question.kind === 'multiple' || question.kind === 'ranking' || 'multiple' in question)
        return several || sum === given.length
      })
    }),
    { numRuns: 200 },
  )
})

const survey = asking([
  { kind: 'yes-no', code: 'ill', text: fr('Malade ?'), sensitive: true },
  {
    kind: 'scale',
    code: 'long',
    text: fr('Depuis ?'),
    from: 1,
    to: 3,
    shown: { answer: 'ill', is: 'equal', value: 'yes' },
  },
  { kind: 'yes-no', code: 'night', text: fr('La nuit ?') },
  {
    kind: 'multiple',
    code: 'what',
    text: fr('Quoi ?'),
    choices: choices('a', 'b'),
    other: fr('Autre'),
    shown: { answer: 'night', is: 'equal', value: 'yes' },
  },
  { kind: 'multiple', code: 'care', text: fr('Soins ?'), choices: choices('a', 'b'), sensitive: true },
  { kind: 'ranking', code: 'rank', text: fr('Ordre ?'), choices: choices('a', 'b', 'c'), sensitive: true },
])

t.test('who is asked because of a sensitive answer is told as carefully as the answer', async t => {
  t.same(sensitiveCodes(survey), new Set(['ill', 'long', 'care', 'rank']))
  t.same(of(kept(survey, times(20, { ill: 'yes', long: 2 })), 'long'), { ':withheld': 20 }, 'nearly all')
  t.same(of(kept(survey, times(20, { ill: 'no' })), 'long'), { ':withheld': 20 }, 'nobody')
  const half = [...times(10, { ill: 'no' }), ...times(10, { ill: 'yes', long: 2 })]
  t.same(of(kept(survey, half), 'long'), { 2: 9, ':not-shown': 1, ':not-asked': 10 })
  t.same(of(kept(survey, half), 'ill'), { yes: 10, no: 10 })
})

t.test('what few of an atom were asked and answered is withheld, all of it', async t => {
  const given = [...times(4, { night: 'yes', what: ['a'] }), ...times(16, { night: 'no' })]
  t.same(of(kept(survey, given), 'what'), { ':withheld': 20 })
  t.same(of(kept(survey, [...given, { night: 'yes', what: ['b'] }]), 'what'), {
    a: 4,
    b: 1,
    ':not-asked': 16,
  })
  t.same(of(kept(survey, times(20, { night: 'yes' })), 'what'), { ':none': 20 }, 'nobody answered')
})

t.test('nine in ten or more of one mind on something sensitive are told as nine in ten', async t => {
  const mind = (yes: number, no: number) =>
    of(kept(survey, [...times(yes, { ill: 'yes' }), ...times(no, { ill: 'no' })]), 'ill')
  t.same(mind(20, 0), { yes: 18, ':not-shown': 2 })
  t.same(mind(19, 1), { yes: 18, ':not-shown': 2 })
  t.same(mind(18, 2), { yes: 18, ':not-shown': 2 })
  t.same(mind(17, 3), { yes: 17, no: 3 })
  t.same(mind(10, 0), { yes: 9, ':not-shown': 1 })
  t.same(mind(9, 1), mind(10, 0), 'of ten, all are told as nine are')
  t.same(mind(11, 0), { yes: 10, ':not-shown': 1 })
  t.same(
    of(kept(survey, [...times(20, { care: ['a'] }), { care: ['a', 'b'] }]), 'care'),
    { a: 19, ':not-shown': 2 },
    'of several choices the others would tell it',
  )
  const ranks = kept(survey, [
    ...times(12, { rank: ['a', 'b', 'c'] }),
    ...times(8, { rank: ['a', 'c', 'b'] }),
  ])
  t.same(of(ranks, 'rank.a'), { 1: 18, ':not-shown': 2 })
  t.same(of(ranks, 'rank.b'), { ':not-shown': 20 }, 'and the ranks of the others, too')
})

t.test('a choice offered for a sensitive answer tells no more of it than the answer is told', async t => {
  const offering = asking([
    { kind: 'yes-no', code: 'ill', text: fr('Malade ?'), sensitive: true },
    {
      kind: 'single',
      code: 'next',
      text: fr('Et ensuite ?'),
      choices: [
        ...choices('stay'),
        {
          code: 'leave',
          text: fr('Un arrêt'),
          shown: { answer: 'ill', is: 'equal' as const, value: 'yes' },
        },
      ],
    },
  ])
  const mind = (ill: number) => [
    ...times(ill, { ill: 'yes', next: 'leave' }),
    ...times(12 - ill, { ill: 'no', next: 'stay' }),
  ]
  t.same(of(kept(offering, mind(1), 10), 'next'), { ':withheld': 12 })
  t.same(kept(offering, mind(1), 10), kept(offering, mind(0), 10), 'one of twelve is like none')
  t.same(of(kept(offering, mind(4), 10), 'next'), { stay: 8, leave: 4 })
})
