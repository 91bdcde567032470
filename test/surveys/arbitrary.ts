import fc from 'fast-check'
import type { Answers, Condition, Value } from '../../src/surveys/condition.ts'
import { type Definition, questionsOf } from '../../src/surveys/definition.ts'
import { type Kind, keysOf, type Question, stepsOf, type Words } from '../../src/surveys/question.ts'

/** Texts that have been trouble somewhere: marks, quotes, signs of markup and of formulas. */
const lines = [
  'Êtes-vous d’accord avec l’accord ?',
  'a < b & c > d',
  'L\'équipe dit « oui » "peut-être"',
  '=1+1',
  '@ligne',
  '100 % 👩🏽‍🔧 de nuit',
  'nœud, cœur ; point',
  'x',
]
const texts = [
  ...lines,
  'Deux paragraphes.\n\n- un\n- *deux*',
  '**Gras** et [lien](https://union.example/a?b=1&c=2)',
]

const kinds: Kind[] = [
  'single',
  'multiple',
  'yes-no',
  'scale',
  'matrix',
  'ranking',
  'number',
  'short-text',
  'long-text',
  'date',
  'section',
  'text',
]

const words = (languages: string[], from: string[]): fc.Arbitrary<Words> =>
  fc.record(
    Object.fromEntries(languages.map(language => [language, fc.constantFrom(...from)])),
  ) as fc.Arbitrary<Words>

const flag = <K extends string>(name: K): fc.Arbitrary<{ [key in K]?: true }> =>
  fc.constantFrom({}, { [name]: true } as { [key in K]?: true })
const maybe = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | object> =>
  fc.oneof(fc.constant({}), arbitrary)

function part(languages: string[], codes: string[]): fc.Arbitrary<{ code: string; text: Words }[]> {
  return fc
    .array(words(languages, lines), { minLength: 1, maxLength: 4 })
    .map(list => list.map((text, index) => ({ code: codes[index] as string, text })))
}

/** A question of a kind, without conditions. */
function question(kind: Kind, code: string, languages: string[]): fc.Arbitrary<Question> {
  const line = words(languages, lines)
  const text = words(languages, texts)
  if (kind === 'text') return text.map((said): Question => ({ kind, code, text: said }))
  const asked = fc
    .tuple(
      line,
      maybe(text.map(help => ({ help }))),
      maybe(fc.constantFrom('soft', 'hard').map(required => ({ required }))),
      flag('sensitive'),
    )
    .map(([said, ...rest]) => Object.assign({ code, text: said }, ...rest))
  const choices = part(languages, ['a', 'b2', '3', 'other-not']).map(list => ({ choices: list }))
  const other = maybe(line.map(said => ({ other: said })))
  const brackets = maybe(fc.constantFrom([10], [0, 20, 40.5]).map(list => ({ brackets: list })))
  const own: Record<string, fc.Arbitrary<object>[]> = {
    single: [choices, other, flag('list'), flag('shuffled')],
    multiple: [choices, other, maybe(fc.constant({ least: 1 })), flag('shuffled')],
    'yes-no': [],
    scale: [
      fc.constantFrom({ from: 1, to: 5 }, { from: 0, to: 10 }, { from: -2, to: 2 }),
      maybe(fc.tuple(line, line).map(([low, high]) => ({ low, high }))),
      maybe(line.map(unknown => ({ unknown }))),
      flag('stars'),
    ],
    matrix: [choices, part(languages, ['r1', 'r2', '3', 'other']).map(rows => ({ rows })), flag('multiple')],
    ranking: [choices, flag('shuffled')],
    number: [
      maybe(fc.constant({ least: -5, most: 100 })),
      flag('whole'),
      brackets,
      maybe(line.map(unit => ({ unit }))),
    ],
    'short-text': [maybe(fc.constant({ most: 80 }))],
    'long-text': [],
    date: [
      maybe(fc.constant({ least: '2020-02-29', most: '2030-12-31' })),
      maybe(fc.constant({ brackets: ['2024-01-01'] })),
    ],
    section: [],
  }
  return fc
    .tuple(asked, ...(own[kind] as fc.Arbitrary<object>[]))
    .map(([common, ...rest]) => Object.assign({ kind, ...common }, ...rest) as Question)
}

/** A condition of any depth over some keys. */
export function condition(keys: string[]): fc.Arbitrary<Condition> {
  const key = fc.constantFrom(...keys)
  const is = fc.constantFrom('equal', 'less', 'most', 'more', 'least' as const) as fc.Arbitrary<'equal'>
  const value = fc.oneof(
    fc.constantFrom<string | number>('a', 'b2', '3', 'other', 'yes', 'no', 2, 20, '2024-06-01', 'x'),
    key.map(answer => ({ answer })),
  )
  const some = (tie: fc.LetrecTypedTie<{ node: Condition }>) => fc.array(tie('node'), { maxLength: 3 })
  return fc.letrec<{ node: Condition }>(tie => ({
    node: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'condition' },
      fc.record({ answer: key, is, value }),
      key.map((answer): Condition => ({ answer, is: 'answered' })),
      some(tie).map((all): Condition => ({ all })),
      some(tie).map((any): Condition => ({ any })),
      tie('node').map((not): Condition => ({ not })),
      fc.record({ count: some(tie), is, value: fc.nat(3) }),
    ),
  })).node
}

const maybeShown = (keys: string[]): fc.Arbitrary<{ shown?: Condition }> =>
  keys.length === 0
    ? fc.constant({})
    : fc.option(condition(keys), { freq: 2 }).map(shown => (shown ? { shown } : {}))

/** Puts conditions on pages, questions, rows and choices; about what `keysAt` allows at each place. */
function withConditions(
  definition: Definition,
  keysAt: (before: number) => string[],
): fc.Arbitrary<Definition> {
  const owners: { owner: object; keys: string[] }[] = []
  let rank = 0
  for (const page of definition.pages) {
    owners.push({ owner: page, keys: keysAt(rank) })
    for (const one of page.questions) {
      const parts = [...('rows' in one ? one.rows : []), ...('choices' in one ? one.choices : [])]
      for (const owner of [one, ...parts]) owners.push({ owner, keys: keysAt(rank) })
      rank += 1
    }
  }
  return fc.tuple(...owners.map(({ keys }) => maybeShown(keys))).map(shown => {
    for (const [index, one] of shown.entries()) Object.assign(owners[index]?.owner as object, one)
    // Plain objects, as JSON would have them.
    return structuredClone(definition)
  })
}

/** @param earlier whether conditions ask only about what came before, as a survey to be launched must */
export function definition(earlier: boolean): fc.Arbitrary<Definition> {
  return fc
    .tuple(
      fc.constantFrom<string[]>(['fr'], ['fr', 'en'], ['en', 'de', 'fr']),
      fc.array(fc.array(fc.constantFrom(...kinds), { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
    )
    .chain(([languages, shape]) => {
      let rank = 0
      const pages = shape.map((list, index) =>
        fc
          .tuple(
            maybe(words(languages, lines).map(title => ({ title }))),
            maybe(words(languages, texts).map(introduction => ({ introduction }))),
            ...list.map(kind => {
              rank += 1
              return question(kind, `q${rank}`, languages)
            }),
          )
          .map(([title, introduction, ...questions]) =>
            Object.assign({ code: `page${index + 1}`, questions }, title, introduction),
          ),
      )
      return fc
        .tuple(words(languages, lines), maybe(words(languages, texts).map(thanks => ({ thanks }))), ...pages)
        .map(([title, thanks, ...list]) => ({ languages, title, ...thanks, pages: list }) as Definition)
    })
    .chain(bare => {
      const questions = questionsOf(bare)
      const keysAt = (before: number) =>
        questions.slice(0, earlier ? before : questions.length).flatMap(keysOf)
      return withConditions(structuredClone(bare), keysAt)
    })
}

function answer(one: Question): fc.Arbitrary<Value> {
  const choices = 'choices' in one ? one.choices.map(({ code }) => code) : []
  const all = 'other' in one ? [...choices, 'other'] : choices
  switch (one.kind) {
    case 'single':
      return fc.constantFrom(...all)
    case 'multiple':
      return fc.subarray(all, { minLength: 1 })
    case 'matrix':
      return one.multiple ? fc.subarray(choices, { minLength: 1 }) : fc.constantFrom(...choices)
    case 'ranking':
      return fc.shuffledSubarray(choices, { minLength: 1 })
    case 'yes-no':
      return fc.constantFrom('yes', 'no')
    case 'scale':
      return fc.constantFrom<Value>(...stepsOf(one), ...(one.unknown ? ['unknown'] : []))
    case 'number':
      return one.whole ? fc.integer({ min: -5, max: 100 }) : fc.constantFrom(-5, 0, 2, 12.5, 20, 99.999999)
    case 'date':
      return fc.constantFrom('2020-02-29', '2024-06-01', '2030-12-31')
    case 'section':
      return fc.uuid()
    default:
      return fc.constantFrom(...(one.kind === 'long-text' ? texts : lines))
  }
}

/** What somebody may have answered, to hidden questions too. */
export function answersTo(definition: Definition): fc.Arbitrary<Answers> {
  const given = questionsOf(definition).flatMap(one => [
    ...keysOf(one).map(key => [key, answer(one)] as const),
    ...('other' in one ? [[`${one.code}.other`, fc.constantFrom(...lines)] as const] : []),
  ])
  return fc
    .tuple(...given.map(([, arbitrary]) => fc.option(arbitrary, { freq: 3 })))
    .map(values =>
      Object.fromEntries(
        values.flatMap((value, index) =>
          value === null ? [] : [[given[index]?.[0] as string, value as Value]],
        ),
      ),
    )
}
