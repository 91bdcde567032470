import t from 'tap'
import { openUnisson } from '../support/unisson.ts'
import { findExposed } from './elimination.ts'
import { signInAll } from './gather.ts'
import { attack, SENSITIVE } from './subtraction.ts'

const UNIONS = 10

const set = (...members: number[]) => new Set(members)

t.test('elimination finds whom figures set apart, and nobody else', async t => {
  t.same(findExposed([set(1, 2, 3, 4, 5, 6), set(1, 2, 3, 4, 5)], 5), [6])
  t.same(findExposed([set(1, 2, 3), set(3, 4, 5), set(1, 2, 4, 5)], 2), [3], 'by halves')
  t.equal(
    findExposed([set(1, 2, 3, 4, 5, 6), set(6, 7, 8, 9, 10, 11)], 5),
    undefined,
    'a class of one, unknown',
  )
  t.equal(findExposed([set(1, 2, 3, 4, 5), set(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)], 5), undefined)
})

t.test('P20 what all read together adds up to nobody', async t => {
  const unisson = await openUnisson(t)
  const officers = await signInAll(unisson)
  const broken = { naive: 0, threshold: 0, tens: 0 }
  let counted = 0
  for (let seed = 1; seed <= UNIONS; seed += 1) {
    const first = seed === 1
    const found = await attack(unisson, officers, seed, {
      byPage: first,
      thorough: first,
      most: first ? 24 : 30,
    })
    const { union, fewest, exposed } = found
    t.ok(found.figures > 50, `union ${seed}: ${found.figures} figures`)
    t.ok(fewest.ordinary >= union.k, `ordinary: ${fewest.ordinary}`)
    t.ok(fewest.sensitive >= SENSITIVE, `sensitive: ${fewest.sensitive}`)
    t.ok(fewest.both >= union.k, `both: ${fewest.both}`)
    t.equal(exposed.atoms, false)
    for (const rule of ['naive', 'threshold', 'tens'] as const) broken[rule] += Number(exposed[rule])
    counted += found.counted / union.people.length
  }
  t.ok(counted / UNIONS > 0.8, `nearly all are counted somewhere: ${counted / UNIONS}`)
  t.ok(broken.naive > UNIONS / 2, `a naive table exposes somebody in ${broken.naive}`)
  t.ok(broken.threshold > UNIONS / 2, `a plain threshold does in ${broken.threshold}`)
  t.ok(broken.tens > 0, `ten on sums of fives does in ${broken.tens}`)
})
