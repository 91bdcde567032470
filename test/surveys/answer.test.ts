import fc from 'fast-check'
import t from 'tap'
import { answerFields, fieldName, readAnswers } from '../../src/surveys/answer/answer.ts'
import { show } from '../../src/surveys/condition.ts'
import type { Definition } from '../../src/surveys/definition.ts'
import type { Question } from '../../src/surveys/question.ts'
import { answersTo, definition } from './arbitrary.ts'

/** What a browser would post. */
function bodyOf(fields: [string, string][]): Record<string, string | string[]> {
  const body: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(new URLSearchParams(fields).toString()))
    body[name] = name in body ? [body[name] as string, value].flat() : value
  return body
}

t.test('answers travel as form fields and come back the same', async t => {
  const cases = definition(true).chain(one => fc.tuple(fc.constant(one), answersTo(one)))
  fc.assert(
    fc.property(cases, ([one, answers]) => {
      const kept = show(one, answers).answers
      const { answers: read, form } = readAnswers(one, bodyOf(answerFields(one, kept)))
      t.strictSame(read, kept)
      const wrong = Object.values(form.faults).filter(({ code }) => !code.startsWith('unanswered'))
      t.strictSame(wrong, [])
    }),
    { numRuns: 200 },
  )
})

t.test('nothing that is posted makes reading throw, and what comes out fits the survey', async t => {
  const strange = fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', '\u0000', '\ud800', 'other', '1e99', '-0', '9'.repeat(400), '2026-02-30'),
    fc.array(fc.oneof(fc.string(), fc.constant(null), fc.object()), { maxLength: 3 }),
    fc.anything(),
  )
  const cases = definition(false).chain(one => {
    const names = answerFields(one, {}).map(([name]) => name)
    const keys = one.pages.flatMap(page => page.questions.map(({ code }) => fieldName(code)))
    return fc.tuple(
      fc.constant(one),
      fc.dictionary(fc.constantFrom(...names, ...keys, '__proto__', 'q.', 'q.q1.a'), strange),
    )
  })
  fc.assert(
    fc.property(cases, ([one, body]) => {
      const { answers } = readAnswers(one, body)
      t.strictSame(show(one, answers).answers, answers)
      t.equal(JSON.stringify(answers).isWellFormed(), true)
    }),
    { numRuns: 200 },
  )
  for (const body of [null, undefined, 'text', 7, []])
    t.strictSame(readAnswers({ languages: ['fr'], title: {}, pages: [] }, body).answers, {})
})

const fr = (text: string) => ({ fr: text })
const asking = (...questions: Question[]): Definition => ({
  languages: ['fr'],
  title: fr('Essai'),
  pages: [
    { code: 'page1', questions: questions.slice(0, 1) },
    { code: 'page2', questions: questions.slice(1) },
  ],
})
const choices = ['jour', 'nuit', 'week-end'].map(code => ({ code, text: fr(code) }))

/** What reading one question's field says. */
function fault(question: Question, typed: string | string[] | Record<string, string>) {
  const fields = typeof typed === 'object' && !Array.isArray(typed) ? typed : { q: typed }
  const body = Object.fromEntries(Object.entries(fields).map(([key, value]) => [fieldName(key), value]))
  const { answers, form } = readAnswers(asking(question), body)
  return Object.values(form.faults)[0]?.code ?? answers.q
}

t.test('each kind refuses what it cannot hold, in words of its own', async t => {
  const q = { code: 'q', text: fr('Question') }
  const number: Question = { ...q, kind: 'number', least: 0, most: 60, whole: true }
  t.equal(fault({ ...q, kind: 'number' }, ' 1 234,5 '), 1234.5)
  t.equal(fault({ ...q, kind: 'number' }, 'beaucoup'), 'decimal')
  t.equal(fault({ ...q, kind: 'number' }, '1e9'), 'decimal')
  t.equal(fault(number, '12,5'), 'whole')
  t.equal(fault(number, '-1'), 'low')
  t.equal(fault(number, '61'), 'high')
  t.equal(fault({ ...q, kind: 'date', least: '2026-01-01' }, '2025-12-31'), 'early')
  t.equal(fault({ ...q, kind: 'date', most: '2026-01-01' }, '2026-01-02'), 'late')
  t.equal(fault({ ...q, kind: 'date' }, '2026-02-30'), 'day')
  t.equal(fault({ ...q, kind: 'single', choices }, 'soir'), 'choice')
  t.equal(fault({ ...q, kind: 'yes-no' }, 'maybe'), 'choice')
  t.equal(fault({ ...q, kind: 'scale', from: 1, to: 5 }, '6'), 'choice')
  t.equal(fault({ ...q, kind: 'scale', from: 1, to: 5, unknown: fr('Sans avis') }, 'unknown'), 'unknown')
  t.equal(fault({ ...q, kind: 'section' }, '1; drop'), 'choice')
  t.equal(fault({ ...q, kind: 'short-text', most: 3 }, 'quatre'), 'long')
  t.equal(fault({ ...q, kind: 'short-text' }, 'a\u202Eb'), 'direction')
  t.equal(fault({ ...q, kind: 'multiple', choices, least: 2 }, ['jour']), 'few')
  t.equal(fault({ ...q, kind: 'multiple', choices, most: 1 }, ['jour', 'nuit']), 'many')
  const alone = choices.map((choice, index) =>
    index === 2 ? { ...choice, exclusive: true as const } : choice,
  )
  t.equal(fault({ ...q, kind: 'multiple', choices: alone }, ['jour', 'week-end']), 'alone')
  t.strictSame(fault({ ...q, kind: 'multiple', choices: alone, least: 2 }, ['week-end']), ['week-end'])
  const ranking: Question = { ...q, kind: 'ranking', choices }
  t.strictSame(fault(ranking, { 'q.nuit': '1', 'q.jour': '3' }), ['nuit', 'jour'])
  t.equal(fault(ranking, { 'q.nuit': '1', 'q.jour': '1' }), 'rank-twice')
  t.equal(fault(ranking, { 'q.nuit': '4' }), 'choice')
})

t.test('words beside *other* choose it, unless another choice was made', async t => {
  const single: Question = { kind: 'single', code: 'q', text: fr('Poste ?'), choices, other: fr('Autre') }
  const read = (fields: Record<string, string>) =>
    readAnswers(
      asking(single),
      Object.fromEntries(Object.entries(fields).map(([key, value]) => [fieldName(key), value])),
    ).answers
  t.strictSame(read({ 'q.other': 'astreinte' }), { q: 'other', 'q.other': 'astreinte' })
  t.strictSame(read({ q: 'nuit', 'q.other': 'astreinte' }), { q: 'nuit' })
})

t.test('an answer is insisted on where it is required, up to the page that was sent', async t => {
  const one = asking(
    { kind: 'yes-no', code: 'poste', text: fr('De nuit ?'), required: 'soft' },
    { kind: 'long-text', code: 'mots', text: fr('Dites-en plus'), required: 'hard' },
    {
      kind: 'matrix',
      code: 'table',
      text: fr('Et ceci ?'),
      required: 'hard',
      rows: choices,
      choices,
      shown: { answer: 'poste', is: 'equal', value: 'yes' },
    },
  )
  const first = readAnswers(one, {}, 'page1')
  t.strictSame([first.form.faults, first.missing], [{}, ['poste']])
  t.strictSame(
    Object.keys(readAnswers(one, {}).form.faults),
    ['q.mots'],
    'the hidden matrix asks for nothing',
  )
  const last = readAnswers(one, { 'q.poste': 'yes', 'q.mots': 'Voilà', 'q.table.nuit': 'jour' })
  t.strictSame(Object.keys(last.form.faults), ['q.table.jour', 'q.table.week-end'])
  t.equal(last.form.values['q.mots'], 'Voilà', 'what was typed is still there')
})
