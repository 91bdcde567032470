import fc from 'fast-check'
import t from 'tap'
import { columnChart, heatOf } from '../../src/reports/chart.ts'
import { countedItems } from '../../src/reports/item.ts'
import { meanOf, readItem as read } from '../../src/reports/survey/reading.ts'
import type { Sums } from '../../src/reports/survey/sum.ts'
import { conditions } from '../support/conditions.ts'

const items = countedItems(conditions)
const readItem = (item: (typeof items)[number], sums: Sums) => read(item, sums, 5)
const itemOf = (key: string) => items.find(item => item.key === key)!

const sumsOf = (key: string, bins: Record<string, number>, base = 100): Sums => ({
  base: { ordinary: base, sensitive: base },
  items: new Map([[key, new Map(Object.entries(bins))]]),
})

t.test('shares are of those who answered, silences stand beside', async t => {
  const bins = { yes: 30, no: 10, ':none': 20, ':not-asked': 15, ':withheld': 25 }
  const reading = readItem(itemOf('join'), sumsOf('join', bins))!
  t.match(reading, { base: 100, answered: 40, counts: [30, 10], shares: [0.75, 0.25] })
  t.match(reading, { none: 20, not_asked: 15, withheld: 25, not_shown: 0 })
})

t.test('whoever is too few has no reading, and nobody’s answers are no zero', async t => {
  t.equal(readItem(itemOf('join'), sumsOf('join', {}, 0)), null)
  t.equal(readItem(itemOf('join'), sumsOf('other', { yes: 10 })), null)
})

t.test('what is reckoned from fewer than k answers is not told, though their number is', async t => {
  const few = readItem(itemOf('load'), sumsOf('load', { 1: 1, 5: 3, ':none': 16 }, 20))!
  t.match(few, { answered: 4, counts: [1, 0, 0, 0, 3], none: 16 })
  t.same(few.shares, [null, null, null, null, null])
  t.match(few, { mean: null, spread: null })
  t.match(readItem(itemOf('load'), sumsOf('load', { 1: 2, 5: 3, ':none': 15 }, 20)), { mean: 3.4 })
})

t.test('a mean is told only where nothing of it is held back', async t => {
  const whole = readItem(itemOf('load'), sumsOf('load', { 1: 10, 5: 10 }, 20))!
  t.match(whole, { mean: 3, spread: 2, net: null })
  const coarse = readItem(itemOf('load'), sumsOf('load', { 1: 18, ':not-shown': 2 }, 20))!
  t.match(coarse, { answered: 20, mean: null, spread: null })
})

t.test(
  'a scale from 0 to 10 is told as its high end less its low end, without those who do not know',
  async t => {
    const reading = readItem(itemOf('advise'), sumsOf('advise', { 10: 30, 8: 20, 3: 50, unknown: 100 }, 200))!
    t.equal(reading.net, -20)
    t.equal(reading.mean, 6.1)
  },
)

t.test('a choice that everybody ranks first scores 1, one that nobody ranks 0', async t => {
  t.equal(readItem(itemOf('order.pay'), sumsOf('order.pay', { 1: 100 }))?.score, 1)
  t.match(readItem(itemOf('order.pay'), sumsOf('order.pay', { ':none': 40 })), { score: 0, mean: null })
  t.match(readItem(itemOf('order.pay'), sumsOf('order.pay', { 2: 50 })), { score: 0.375, mean: 2 })
})

t.test('mean and spread are those of the values one by one', async t => {
  const weights = fc.array(fc.record({ value: fc.integer({ min: -9, max: 9 }), count: fc.nat(9) }), {
    minLength: 1,
  })
  fc.assert(
    fc.property(weights, given => {
      const values = given.flatMap(({ value, count }) => Array<number>(count).fill(value))
      const found = meanOf(given)
      if (values.length === 0) return found === null
      const mean = values.reduce((total, value) => total + value, 0) / values.length
      const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length
      return Math.abs(found!.mean - mean) < 1e-9 && Math.abs(found!.spread - Math.sqrt(variance)) < 1e-9
    }),
  )
  t.pass()
})

t.test('columns stand within the width, the tallest fills the height', async t => {
  const { columns, mean, height } = columnChart(['1', '2', '3'], [0.1, 0.5, 0.4], 1)
  t.ok(columns.every(({ x, width }) => x >= 0 && x + width <= 100.01))
  t.equal(columns[1]?.height, height)
  t.equal(mean, columns[1]?.middle)
  t.same([0, 0.4, 1].map(heatOf), [0, 2, 5])
})
