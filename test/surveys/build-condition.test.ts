import fc from 'fast-check'
import t from 'tap'
import { translator } from '../../src/http/words.ts'
import { pressTree, pruned, readTree, treeFaults } from '../../src/surveys/build/condition-form.ts'
import { conditionOf, type Group, type Node, rootOf } from '../../src/surveys/build/condition-tree.ts'
import { conditionWords } from '../../src/surveys/build/condition-words.ts'
import { type Condition, holds } from '../../src/surveys/condition.ts'
import { questionsOf } from '../../src/surveys/definition.ts'
import { keysOf } from '../../src/surveys/question.ts'
import { nights } from '../support/survey.ts'
import { answersTo, condition, definition } from './arbitrary.ts'

/** The fields of a form that shows this tree. */
function fieldsOf(node: Node, place = '0'): Record<string, string> {
  if ('kept' in node) return { [`kept.${place}`]: JSON.stringify(node.kept) }
  if ('answer' in node)
    return { [`answer.${place}`]: node.answer, [`is.${place}`]: node.is, [`value.${place}`]: node.value }
  return Object.assign(
    { [`join.${place}`]: node.join },
    ...node.of.map((one, at) => fieldsOf(one, `${place}.${at}`)),
  )
}

t.test('a condition goes through its form, field by field, and still holds where it held', async _t => {
  const cases = definition(true).chain(one => {
    const keys = questionsOf(one).flatMap(keysOf)
    return fc.tuple(condition(keys.length > 0 ? keys : ['q1']), answersTo(one))
  })
  fc.assert(
    fc.property(cases, ([first, answers]) => {
      const read = readTree(fieldsOf(rootOf(first)))
      if (JSON.stringify(read) !== JSON.stringify(rootOf(first))) throw new Error('the fields lost something')
      const last = conditionOf(read, key => typeof answers[key] === 'number')
      if (!last || holds(last, answers) !== holds(first, answers))
        throw new Error(`${JSON.stringify(first)} became ${JSON.stringify(last)}`)
    }),
    { numRuns: 400 },
  )
})

const row = (answer: string, value = 'yes'): Node => ({ answer, is: 'equal', value })
const both: Group = { join: 'all', of: [row('night'), { join: 'any', of: [row('post'), row('count', '3')] }] }

t.test('buttons add, nest and remove at any depth', async t => {
  const deep = pressTree(pressTree(both, 'group 0.1'), 'add 0.1.2')
  t.match(deep.of[1], { of: [{}, {}, { join: 'any', of: [{ answer: '' }, { answer: '' }, { answer: '' }] }] })
  t.same(pruned(deep), both, 'rows that nobody filled in are not there')
  t.same(pressTree(both, 'remove 0.1'), { join: 'all', of: [row('night')] })
  for (const nonsense of ['', 'add', 'add 9.9', 'remove 0', 'add 0.0', 'fly 0'])
    t.doesNotThrow(() => pressTree(both, nonsense))
})

t.test('what is sent by any hand ends, and holds nothing strange', async t => {
  const many = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, at) => [`answer.0.${at % 900}.${at}`, 'night']),
  )
  t.ok(JSON.stringify(readTree({ ...many, 'join.0': 'all' })).length < 50_000)
  const deep = Object.fromEntries(Array.from({ length: 120 }, (_, at) => [`join.0${'.0'.repeat(at)}`, 'any']))
  t.doesNotThrow(() => readTree(deep))
  const strange = ['{', '{"all":[{"spy":1}]}', '"x"', '['.repeat(200_000)]
  for (const kept of strange) t.same(readTree({ 'join.0': 'all', 'kept.0.0': kept }).of, [])
  t.same(readTree({ 'join.0': '__proto__', 'answer.0.__proto__': 'x' }), { join: 'all', of: [] })
  t.same(readTree(null), { join: 'all', of: [] })
})

t.test('a question asked later, and an answer nobody can give, are pointed at', async t => {
  const faults = treeFaults(both, new Set(['night', 'post']), (_, value) => value !== 'yes')
  t.same(faults, {
    'value.0.0': { code: 'compared' },
    'value.0.1.0': { code: 'compared' },
    'answer.0.1.1': { code: 'earlier' },
  })
  const kept: Group = { join: 'all', of: [{ kept: { count: [], is: 'least', value: { answer: 'why' } } }] }
  t.same(
    treeFaults(kept, new Set(['night']), () => true),
    { 'kept.0.0': { code: 'earlier' } },
  )
})

t.test('a condition is said in a sentence, in both languages', async t => {
  const shown: Condition = {
    all: [
      { answer: 'night', is: 'equal', value: 'yes' },
      { any: [{ answer: 'count', is: 'least', value: 10 }, { not: { answer: 'post', is: 'answered' } }] },
    ],
  }
  const say = (locale: 'fr' | 'en', one: Condition) =>
    conditionWords({ t: translator(locale), locale, definition: nights, language: 'fr' }, one).replace(
      /[\u00a0\u202f]/g,
      ' ',
    )
  t.equal(
    say('fr', shown),
    'la réponse à « Travaillez-vous la nuit ? » est « Oui » et (la réponse à « Combien par mois ? » est au moins 10 ou « Votre poste » est sans réponse)',
  )
  t.match(say('en', shown), 'is “Yes” and (')
  t.equal(
    say('fr', { answer: 'rest.sleep', is: 'equal', value: 'no' }),
    'la réponse à « Et le repos ? – Je dors assez » est « Non »',
  )
  t.match(say('fr', { count: [shown], is: 'least', value: 1 }), 'au moins 1 de ces points sont vrais : (')
  t.equal(say('fr', { answer: 'gone', is: 'answered' }), '« gone » a une réponse', 'even of what is gone')
})
