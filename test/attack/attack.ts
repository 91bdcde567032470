import t from 'tap'
import { openUnisson } from '../support/unisson.ts'
import { link, quantile, size, type Way } from './linking.ts'

const unisson = await openUnisson(t)

const ways: [Way, string, number][] = [
  ['mixed', 'sealed, as Unisson keeps them', 400],
  ['unshuffled', 'moved together, but in their order', 40],
  ['apart', 'random ids, a transaction each: the naive table', 40],
]

t.test('P16 linking who took part to what was answered', async t => {
  for (const [way, words, batches] of ways) {
    const { right } = await link(unisson, way, batches)
    const [[orders = '', most = 0] = []] = [...right].sort(([, a], [, b]) => b - a)
    const bound = quantile(batches)
    console.log(
      `P16 ${words}: ${most} of ${batches * size} answers linked (by ${orders}); by chance ${batches}, at most ${bound}`,
    )
    t.equal(most <= bound, way === 'mixed')
  }
})
