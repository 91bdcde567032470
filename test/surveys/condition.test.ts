import vm from 'node:vm'
import fc from 'fast-check'
import t from 'tap'
import { checkDefinition } from '../../src/surveys/check.ts'
import { type Answers, cycles, holds, show } from '../../src/surveys/condition.ts'
import { conditionScript } from '../../src/surveys/condition-script.ts'
import { type Definition, questionsOf } from '../../src/surveys/definition.ts'
import { answersTo, definition } from './arbitrary.ts'

/** Surveys fit for launch and nonsense alike, with answers to all of it. */
const cases = fc
  .oneof(definition(true), definition(false))
  .chain(one => fc.tuple(fc.constant(one), answersTo(one)))

/** The browser's copy, in a world of its own: nothing but the language. */
function browserCopy(): { show: typeof show; cycles: typeof cycles } {
  const source = conditionScript().replace(/^export /gm, '')
  const context = vm.createContext({})
  vm.runInContext(
    `${source}\nglobalThis.run = (name, json) => JSON.stringify({ show, cycles }[name](...JSON.parse(json)))`,
    context,
  )
  const run = (name: string, ...args: unknown[]) => JSON.parse(context.run(name, JSON.stringify(args)))
  return { show: (...args) => run('show', ...args), cycles: (...args) => run('cycles', ...args) }
}

const json = (value: unknown) => JSON.parse(JSON.stringify(value))

t.test('the browser and the server agree on what is shown, cycles and nonsense included', async t => {
  const browser = browserCopy()
  fc.assert(
    fc.property(cases, ([one, answers]) => {
      t.strictSame(browser.show(one, answers), json(show(one, answers)))
      t.strictSame(browser.cycles(one), cycles(one))
    }),
    { numRuns: 300 },
  )
})

t.test('the answer to what is hidden is never kept, and what is kept shows the same again', async t => {
  fc.assert(
    fc.property(cases, ([one, answers]) => {
      const { answers: kept, hidden } = show(one, answers)
      const gone = new Set(hidden)
      for (const [key, value] of Object.entries(kept)) {
        const code = key.split('.')[0] as string
        t.notOk(gone.has(code) || gone.has(key))
        for (const choice of [value].flat()) t.notOk(gone.has(`${code}:${choice}`))
        const page = one.pages.find(({ questions }) => questions.some(question => question.code === code))
        t.ok(page && !gone.has(page.code))
        t.ok([value].flat().every(part => [answers[key]].flat().includes(part)))
      }
      t.strictSame(show(one, kept), { answers: kept, hidden })
    }),
    { numRuns: 300 },
  )
})

/** The same survey, its pages and their questions the other way round. */
const reversed = ({ pages, ...rest }: Definition): Definition => ({
  ...rest,
  pages: pages.toReversed().map(page => ({ ...page, questions: page.questions.toReversed() })),
})

t.test('the order of pages and questions has no part in what is shown', async t => {
  fc.assert(
    fc.property(cases, ([one, answers]) => {
      const [forth, back] = [show(one, answers), show(reversed(one), answers)]
      t.strictSame(Object.entries(forth.answers).sort(), Object.entries(back.answers).sort())
      t.strictSame(forth.hidden.toSorted(), back.hidden.toSorted())
    }),
    { numRuns: 300 },
  )
})

t.test('a survey whose conditions look back has no cycle, and each cycle is named', async t => {
  fc.assert(
    fc.property(definition(true), one => {
      t.strictSame(cycles(one), [])
    }),
    { numRuns: 60 },
  )
  const waiting = (code: string, answer: string) => ({
    kind: 'yes-no' as const,
    code,
    text: { fr: code },
    shown: { not: { answer, is: 'answered' as const } },
  })
  const one: Definition = {
    languages: ['fr'],
    title: { fr: 'En rond' },
    pages: [
      { code: 'page1', questions: [waiting('poste', 'salaire'), waiting('salaire', 'horaire')] },
      { code: 'page2', questions: [waiting('horaire', 'poste'), waiting('seul', 'seul')] },
    ],
  }
  t.strictSame(
    cycles(one).map(group => group.toSorted()),
    [['horaire', 'poste', 'salaire'], ['seul']],
  )
  t.match(
    checkDefinition(one)
      .filter(({ what }) => what === 'cycle')
      .map(({ about }) => about)
      .join(' | '),
    /poste.*\| seul/,
  )
  t.strictSame(show(one, { poste: 'yes', seul: 'no' }).answers, {}, 'what waits for itself is never shown')
})

t.test('comparisons mean what they say', async t => {
  const answers: Answers = {
    age: 42,
    métier: 'soudure',
    outils: ['pince', 'clé'],
    jour: '2026-11-23',
    note: '8',
  }
  const cases: [Parameters<typeof holds>[0], boolean][] = [
    [{ answer: 'age', is: 'equal', value: '42' }, true],
    [{ answer: 'age', is: 'more', value: 41.5 }, true],
    [{ answer: 'age', is: 'less', value: 42 }, false],
    [{ answer: 'note', is: 'least', value: 8 }, true],
    [{ answer: 'note', is: 'equal', value: '08' }, false],
    [{ answer: 'outils', is: 'equal', value: 'clé' }, true],
    [{ answer: 'outils', is: 'more', value: 1 }, false],
    [{ answer: 'jour', is: 'most', value: '2026-12-01' }, true],
    [{ answer: 'métier', is: 'less', value: 'zinc' }, false],
    [{ answer: 'absent', is: 'equal', value: 'x' }, false],
    [{ not: { answer: 'absent', is: 'equal', value: 'x' } }, true],
    [{ answer: 'constructor', is: 'answered' }, false],
    [{ answer: 'age', is: 'equal', value: { answer: 'absent' } }, false],
    [{ answer: 'age', is: 'more', value: { answer: 'note' } }, true],
    [{ all: [] }, true],
    [{ any: [] }, false],
    [
      {
        count: ['pince', 'clé', 'marteau'].map(value => ({ answer: 'outils', is: 'equal' as const, value })),
        is: 'equal',
        value: 2,
      },
      true,
    ],
  ]
  for (const [condition, expected] of cases)
    t.equal(holds(condition, answers), expected, JSON.stringify(condition))
})

t.test('a survey of 200 questions and 50 conditions is worked out in no time', async t => {
  const questions = Array.from({ length: 200 }, (_, index) => ({
    kind: 'yes-no' as const,
    code: `q${index}`,
    text: { fr: `Question ${index}` },
    ...(index % 4 === 3 && { shown: { answer: `q${index - 1}`, is: 'equal' as const, value: 'yes' } }),
  }))
  const one: Definition = {
    languages: ['fr'],
    title: { fr: 'Longue' },
    pages: [{ code: 'page1', questions }],
  }
  const answers = Object.fromEntries(questionsOf(one).map(({ code }) => [code, 'yes']))
  show(one, answers)
  const start = process.cpuUsage()
  for (let run = 0; run < 20; run += 1) show(one, answers)
  const { user, system } = process.cpuUsage(start)
  t.ok((user + system) / 1_000 / 20 < 15, 'under 15 ms')
})
