import t from 'tap'
import { openUnisson } from '../support/unisson.ts'
import { signInAll } from './gather.ts'
import { attack, SENSITIVE } from './subtraction.ts'

const unisson = await openUnisson(t)
const officers = await signInAll(unisson)

for (let seed = 1; seed <= Number(process.env.N ?? 3); seed += 1) {
  t.test(`P20 no figures of union ${seed} add up to fewer than k respondents`, async t => {
    const at = Date.now()
    const { union, figures, counted, fewest, exposed } = await attack(unisson, officers, seed, {
      byPage: seed === 1,
      thorough: seed === 1,
    })
    console.log(
      seed,
      union.people.length,
      union.sections.length,
      union.categories.length,
      union.audience,
      union.periods,
      union.conditional,
      { figures, counted },
      fewest,
      exposed,
      Date.now() - at,
      (globalThis as any).cost,
    )
    ;(globalThis as any).cost = {}
    t.ok(figures > 10)
    t.ok(counted > 0)
    t.ok(fewest.ordinary >= union.k, `ordinary: ${fewest.ordinary}`)
    t.ok(fewest.sensitive >= SENSITIVE, `sensitive: ${fewest.sensitive}`)
    t.ok(fewest.both >= union.k, `both: ${fewest.both}`)
    t.notOk(exposed.atoms)
  })
}
