import fc from 'fast-check'
import t from 'tap'
import { findPlace, freshCodes, renameQuestion } from '../../src/surveys/build/code.ts'
import * as edit from '../../src/surveys/build/edit.ts'
import { changeKind, kinds } from '../../src/surveys/build/kind.ts'
import { checkDefinition } from '../../src/surveys/check.ts'
import { references } from '../../src/surveys/condition.ts'
import { type Definition, findQuestion, questionsOf, readDefinition } from '../../src/surveys/definition.ts'
import type { Question } from '../../src/surveys/question.ts'
import { nights } from '../support/survey.ts'
import { definition } from './arbitrary.ts'

type Edit = (definition: Definition, at: number, to: number) => Definition

const nth = <T>(list: T[], at: number): T | undefined => list[at % Math.max(list.length, 1)]
const questionAt = (one: Definition, at: number) => nth(questionsOf(one), at)?.code ?? 'none'
const pageAt = (one: Definition, at: number) => nth(one.pages, at)?.code ?? 'none'

/** Everything the builder does to a survey, at places given by numbers. */
const edits: Record<string, Edit> = {
  addPage: one => edit.addPage(one).definition,
  copyPage: (one, at) => edit.copyPage(one, pageAt(one, at)).definition,
  movePageUp: (one, at) => edit.movePage(one, pageAt(one, at), -1),
  movePageDown: (one, at) => edit.movePage(one, pageAt(one, at), 1),
  placePage: (one, at, to) => edit.placePage(one, pageAt(one, at), to),
  removePage: (one, at) => edit.removePage(one, pageAt(one, at)),
  addQuestion: (one, at, to) => edit.addQuestion(one, pageAt(one, at), nth([...kinds], to)!).definition,
  copyQuestion: (one, at) => edit.copyQuestion(one, questionAt(one, at)).definition,
  moveQuestionUp: (one, at) => edit.moveQuestion(one, questionAt(one, at), -1),
  moveQuestionDown: (one, at) => edit.moveQuestion(one, questionAt(one, at), 1),
  placeQuestion: (one, at, to) => edit.placeQuestion(one, questionAt(one, at), pageAt(one, to), to),
  removeQuestion: (one, at) => edit.removeQuestion(one, questionAt(one, at)),
  changeKind: (one, at, to) => {
    const question = nth(questionsOf(one), at)
    return question ? edit.replaceQuestion(one, changeKind(question, nth([...kinds], to)!)) : one
  },
  rename: (one, at) => renameQuestion(one, questionAt(one, at), freshCodes(one)('named')),
  unhide: (one, at) => edit.setShown(one, questionAt(one, at), undefined),
}

/** A copy as JSON keeps it, to see that nothing else was in it. */
const kept = (one: Definition): unknown => JSON.parse(JSON.stringify(one))

t.test('whatever is done to a survey, it reads, and its faults have a place in it', async _t => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(edits)), fc.nat(40), fc.nat(40)), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(definition(true), steps, (first, list) => {
      const before = JSON.stringify(first)
      const last = list.reduce((one, [name, at, to]) => edits[name]!(one, at, to), first)
      readDefinition(kept(last))
      const places = new Set([
        '',
        ...last.pages.map(({ code }) => code),
        ...questionsOf(last).map(({ code }) => code),
      ])
      for (const { place } of checkDefinition(last))
        if (!places.has(place)) throw new Error(`no place ${place}`)
      const codes = [...last.pages, ...questionsOf(last)].map(({ code }) => code)
      if (new Set(codes).size < codes.length) throw new Error(`a code twice: ${codes}`)
      if (JSON.stringify(first) !== before) throw new Error('the one before was changed')
    }),
    { numRuns: 300 },
  )
})

t.test('a new name is followed wherever the old one was said', async t => {
  fc.assert(
    fc.property(definition(true), fc.nat(40), (one, at) => {
      const code = questionAt(one, at)
      const asked = (of: Definition) =>
        [...of.pages, ...questionsOf(of)].flatMap(({ shown }) => references(shown)).length
      const renamed = renameQuestion(one, code, 'renamed')
      const faults = (of: Definition) =>
        checkDefinition(of)
          .map(({ what }) => what)
          .toSorted()
      if (asked(renamed) !== asked(one)) throw new Error('a condition was lost')
      if (JSON.stringify(faults(one)) !== JSON.stringify(faults(renamed))) throw new Error('a new fault')
    }),
    { numRuns: 150 },
  )
  const { pages } = renameQuestion(nights, 'night', 'shift')
  t.match(pages[1], { shown: { answer: 'shift', is: 'equal', value: 'yes' } })
})

t.test('a copied page asks about its own questions', async t => {
  const { definition, code } = edit.copyPage(nights, 'nights')
  const copy = definition.pages[2]!
  t.equal(copy.code, code)
  t.same(
    definition.pages.map(page => page.code),
    ['you', 'nights', code, 'all'],
  )
  const [count, why] = copy.questions as [Question, Question]
  t.not(count.code, 'count')
  t.match(why.shown, { answer: count.code })
  t.match(copy.shown, { answer: 'night' }, 'and about what stands outside of it as before')
})

t.test('what is made anew never answers to the name of what was deleted', async t => {
  const without = edit.removeQuestion(nights, 'count')
  t.match(checkDefinition(without), [{ place: 'why', what: 'condition-unknown', about: 'count' }])
  const named = renameQuestion(nights, 'count', 'q1')
  const { code } = edit.addQuestion(edit.removeQuestion(named, 'q1'), 'you', 'number')
  t.equal(code, 'q2')
})

t.test('a question moves over the edge of its page', async t => {
  const pageOf = (one: Definition, code: string) => edit.pageOf(one, code)?.code
  t.equal(pageOf(edit.moveQuestion(nights, 'post', 1), 'post'), 'nights')
  t.equal(pageOf(edit.moveQuestion(nights, 'count', -1), 'count'), 'you')
  t.same(edit.moveQuestion(nights, 'night', -1), nights, 'but not over the edge of the survey')
})

t.test('another kind keeps what fits it', async t => {
  const rest = findQuestion(nights, 'rest')!
  const single = changeKind(rest, 'single')
  t.match(single, {
    kind: 'single',
    code: 'rest',
    text: rest.text,
    choices: [{ code: 'yes' }, { code: 'no' }],
  })
  t.notOk('rows' in single)
  t.same(Object.keys(changeKind(rest, 'text')).toSorted(), ['code', 'kind', 'text'])
})

t.test('a place is found as conditions name it', async t => {
  t.match(findPlace(nights, 'rest.sleep'), {
    question: { code: 'rest' },
    part: { text: { fr: 'Je dors assez' } },
  })
  t.match(findPlace(nights, 'rest:no'), { part: { code: 'no' } })
  t.match(findPlace(nights, 'nights'), { page: { code: 'nights' }, question: undefined })
  for (const nowhere of ['', 'rest:none', 'count.sleep', 'nights.x', '__proto__'])
    t.notOk(findPlace(nights, nowhere))
})
