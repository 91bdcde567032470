import t from 'tap'
import { openUnisson } from '../support/unisson.ts'
import { signInAll } from './gather.ts'
import { link, quantile, size, type Way } from './linking.ts'
import { attack, rules } from './subtraction.ts'

// As long as it takes: some fifteen seconds a union.
t.setTimeout(24 * 3_600_000)
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

const unions = Number(process.argv[2] ?? 200)

t.test('P20 subtracting the figures of a union from each other', async t => {
  const officers = await signInAll(unisson)
  const exposed = new Map<string, number>()
  let figures = 0
  let conditional = 0
  let silent = 0
  for (let seed = 1; seed <= unions; seed += 1) {
    const found = await attack(unisson, officers, seed, { byPage: seed <= 3, thorough: seed % 20 === 1 })
    figures += found.figures
    t.same(found.coarse, [])
    t.ok(found.fewest.sensitive > 0, `union ${seed} has figures`)
    // So few may be asked in every atom that all is withheld.
    const isSilent = found.fewest.ordinary === 0
    t.ok(!isSilent || found.union.conditional, `union ${seed} has figures of both parts`)
    conditional += Number(found.union.conditional)
    silent += Number(isSilent)
    for (const [rule, is] of Object.entries(found.exposed))
      exposed.set(rule, (exposed.get(rule) ?? 0) + Number(is))
  }
  t.ok(silent < conditional / 2)
  console.log(
    `P20 ${figures} figures gathered from ${unions} unions; in ${silent} too few were asked the ordinary ones`,
  )
  for (const [rule, words] of Object.entries(rules))
    console.log(`P20 ${words}: somebody is exposed in ${exposed.get(rule)} of ${unions} unions`)
  t.equal(exposed.get('atoms'), 0)
})
