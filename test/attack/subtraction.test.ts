import t, { type Test } from 'tap'
import { openUnisson } from '../support/unisson.ts'
import { findExposed } from './elimination.ts'
import { signInAll } from './gather.ts'
import { type Attack, attack, SENSITIVE } from './subtraction.ts'

/** Among them a condition, two periods, a link, all but one alike; the last, with scopes of all kinds, is read thoroughly. */
const seeds = [1, 3, 4, 6, 8, 21]

const sources = [
  'pdf',
  'program',
  'json',
  'csv',
  'xlsx',
  'sections',
  'compared',
  'texts',
  'themes',
  'responses',
]

/** Whatever is read of a union thoroughly was found, and a document counts whom its page counts. */
function readAlike(t: Test, { gathered: { ordinary, sensitive } }: Attack) {
  const names = [...ordinary.keys(), ...sensitive.keys()]
  for (const source of sources)
    t.ok(
      names.some(name => name.split(' ').includes(source)),
      source,
    )
  // One alone answers what is sensitive: of one no share is told, in whatever column.
  for (const [part, figures] of [
    [ordinary, ['count', 'share', 'beside 0']],
    [sensitive, ['count']],
  ] as const)
    for (const figure of figures) {
      const documents = [...part].filter(([name]) => name.endsWith(`pdf ${figure}`))
      t.ok(documents.length > 2, `${documents.length} documents, ${figure}`)
      for (const [name, members] of documents)
        t.same([...members], [...(part.get(name.replace(' pdf', '')) ?? [])], name)
    }
}

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
  let coarsened = 0
  for (const seed of seeds) {
    const [first, thorough] = [seed === 1, seed === 21]
    const found = await attack(unisson, officers, seed, {
      byPage: first,
      thorough,
      most: first ? 24 : 30,
    })
    const { union, fewest, exposed } = found
    t.ok(found.figures > 50, `union ${seed}: ${found.figures} figures`)
    t.ok(fewest.ordinary >= union.k, `ordinary: ${fewest.ordinary}`)
    t.ok(fewest.sensitive >= SENSITIVE, `sensitive: ${fewest.sensitive}`)
    t.ok(fewest.both >= union.k, `both: ${fewest.both}`)
    t.equal(exposed.atoms, false)
    t.same(found.coarse, [], 'nobody of one mind with nearly all is told apart')
    coarsened += Number(union.alike)
    for (const part of ['ordinary', 'sensitive'] as const)
      t.ok(found.gathered[part].size > 0, `${part}: ${found.gathered[part].size} figures`)
    for (const rule of ['naive', 'threshold', 'tens'] as const) broken[rule] += Number(exposed[rule])
    counted += found.counted / union.people.length
    if (thorough) readAlike(t, found)
  }
  t.ok(counted / seeds.length > 0.8, `nearly all are counted somewhere: ${counted / seeds.length}`)
  t.ok(coarsened > 0, `${coarsened} unions with a question that nearly all answer alike`)
  t.ok(broken.naive > seeds.length / 2, `a naive table exposes somebody in ${broken.naive}`)
  t.ok(broken.threshold > seeds.length / 2, `a plain threshold does in ${broken.threshold}`)
  t.ok(broken.tens > 0, `ten on sums of fives does in ${broken.tens}`)
})
