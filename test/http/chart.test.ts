import { test } from 'tap'
import { barChart, lineChart } from '../../src/http/chart.ts'

test('bars are as long as their share of the longest one', async t => {
  const { bars, height } = barChart([
    { label: 'Corbas', value: 50 },
    { label: 'Saint-Priest', value: 200 },
    { label: 'Ailleurs', value: 0 },
  ])
  t.same(
    bars.map(({ percent }) => percent),
    [25, 100, 0],
  )
  t.equal(height, bars.at(-1)!.barY + bars.at(-1)!.barHeight)
})

test('a long label wraps between words and pushes its bar down', async t => {
  const label = 'Plateforme de messagerie et quais de Corbas, équipe de nuit'
  const [bar] = barChart([{ label, value: 1 }], 30).bars
  t.same(
    bar!.lines.map(({ text }) => text),
    ['Plateforme de messagerie et', 'quais de Corbas, équipe de', 'nuit'],
  )
  t.ok(bar!.barY > bar!.lines.at(-1)!.y)
})

test('bars of nothing have no length and no NaN', async t => {
  t.same(barChart([]), { height: 0, bars: [] })
  t.equal(barChart([{ label: 'Corbas', value: 0 }]).bars[0]!.percent, 0)
})

test('a curve starts at the left, ends at the right and stands on zero', async t => {
  const chart = lineChart(
    [
      { day: '2026-11-01', value: 0 },
      { day: '2026-11-03', value: 30 },
      { day: '2026-11-05', value: 100 },
    ],
    { width: 100, height: 50 },
  )
  t.equal(chart.line, 'M0,50L50,35L100,0')
  t.match(chart.area, /^M0,50L50,35L100,0L100,50/)
  t.same(chart.end, { value: 100, y: 0 })
  t.same(chart.ticks[0], { value: 0, y: 50 })
})

test('a curve of one day, or of zeroes, is still drawn with whole numbers', async t => {
  for (const value of [0, 1, 3]) {
    const chart = lineChart([{ day: '2026-11-01', value }])
    t.notMatch(`${chart.line}${chart.area}${chart.end.y}`, /NaN|Infinity/)
    t.ok(chart.ticks.every(tick => Number.isInteger(tick.value)))
  }
})
