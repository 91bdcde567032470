import t from 'tap'
import { correlation, link, MAILS, quantile, size } from '../attack/linking.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const batches = 400
const few = 20

const mixed = await link(unisson, 'mixed', batches, 25)
const most = (right: Map<string, number>) => Math.max(...right.values())

t.test('P14 the responses of a batch are one transaction’s, and no participation or job is', async t => {
  t.equal(mixed.ages.responses.length, batches)
  for (const ages of mixed.ages.responses) {
    t.equal(ages.size, 1)
    for (const age of ages) t.notOk(mixed.ages.participations.has(age) || mixed.ages.jobs.has(age))
  }
  t.ok(mixed.ages.participations.size >= batches, `${mixed.ages.participations.size} ages of participations`)
  t.equal(mixed.ages.jobs.size, batches * MAILS, 'mails were written all along')
})

t.test('P15 where a response lies says nothing of when it was given', async t => {
  const mean = mixed.orders.reduce((sum, order) => sum + correlation(order), 0) / batches
  const measure = Math.abs(mean) * Math.sqrt(batches * (size - 1))
  t.comment(`|mean correlation| x sqrt(${batches} x ${size - 1}) = ${measure.toFixed(2)}`)
  t.ok(measure < 5)
})

t.test('P16 whoever holds every row, its age and its place links no more than by chance', async t => {
  t.comment(`of ${batches * size}, by chance ${batches}, at most ${quantile(batches)}: ${most(mixed.right)}`)
  for (const [orders, right] of mixed.right) t.ok(right <= quantile(batches), orders)
})

for (const way of ['unshuffled', 'apart'] as const)
  t.test(`P16 the same attack links what is ${way}`, async t => {
    const { right } = await link(unisson, way, few)
    t.comment(`of ${few * size}, by chance ${few}, at most ${quantile(few)}: ${most(right)}`)
    t.ok(most(right) > quantile(few))
  })
