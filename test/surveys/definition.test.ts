import fc from 'fast-check'
import t from 'tap'
import { bracketOf, bracketsOf, coarsen, suggestBrackets } from '../../src/surveys/bracket.ts'
import { checkDefinition } from '../../src/surveys/check.ts'
import { type Definition, readDefinition, structureOf } from '../../src/surveys/definition.ts'
import { readJson, writeJson } from '../../src/surveys/export/json.ts'
import { insertAnswers } from '../../src/surveys/insertion.ts'
import type { Question } from '../../src/surveys/question.ts'
import { definition } from './arbitrary.ts'

const fr = (text: string) => ({ fr: text })
const survey = (...questions: Question[]): Definition => ({
  languages: ['fr', 'en'],
  title: { fr: 'Horaires', en: 'Hours' },
  pages: [{ code: 'page1', questions }],
})
const both = { fr: 'Oui', en: 'Yes' }
const choices = [{ code: 'a', text: both }]

t.test('our own file gives back the same survey', async t => {
  fc.assert(
    fc.property(definition(false), one => {
      t.strictSame(readJson(JSON.parse(writeJson(one))), one)
    }),
    { numRuns: 100 },
  )
})

t.test('what could be launched has no fault', async t => {
  fc.assert(
    fc.property(definition(true), one => {
      const faults = checkDefinition(one).filter(({ what }) => !['condition-choice', 'empty'].includes(what))
      t.strictSame(faults, [])
    }),
    { numRuns: 100 },
  )
})

t.test('each fault is named where it stands', async t => {
  const one = survey(
    { kind: 'single', code: 'poste', text: both, choices, shown: { answer: 'apres', is: 'answered' } },
    { kind: 'single', code: 'poste', text: fr('Encore'), choices: [...choices, ...choices] },
    { kind: 'multiple', code: 'vide', text: both, choices: [], least: 3 },
    { kind: 'matrix', code: 'table', text: both, rows: [], choices: [{ code: 'other', text: both }] },
    { kind: 'scale', code: 'note', text: both, from: 5, to: 5 },
    { kind: 'number', code: 'age', text: { fr: 'Âge de {nom} et {apres}', en: 'Age' }, least: 9, most: 1 },
    { kind: 'yes-no', code: 'apres', text: both, shown: { answer: 'poste', is: 'equal', value: 'z' } },
    { kind: 'yes-no', code: 'fin', text: { en: 'End' }, shown: { answer: 'rien', is: 'answered' } },
  )
  one.breakdown = 'note'
  const found = checkDefinition(one, true).map(({ place, what, about }) => `${place} ${what} ${about}`.trim())
  t.strictSame(found.toSorted(), [
    'age bounds',
    'age brackets',
    'age insertion-later apres',
    'age insertion-unknown nom',
    'apres condition-choice poste:z',
    'fin condition-unknown rien',
    'fin words fr',
    'note bounds',
    'note breakdown note',
    'poste choice-twice a',
    'poste code-twice poste',
    'poste condition-later apres',
    'poste translation en',
    'table choice-reserved other',
    'table rows-missing',
    'vide bounds',
    'vide choices-missing',
  ])
  t.strictSame(
    checkDefinition(one)
      .filter(({ warning }) => warning)
      .map(({ what }) => what),
    ['translation'],
    'only a translation may be missing at launch',
  )
})

t.test('a shape that is not ours is refused, however deep or odd', async t => {
  const one = survey({ kind: 'yes-no', code: 'poste', text: both })
  let deep: unknown = { answer: 'poste', is: 'answered' }
  for (let level = 0; level < 50_000; level += 1) deep = { not: deep }
  for (const wrong of [
    null,
    [],
    { ...one, pages: 3 },
    { ...one, extra: true },
    { ...one, languages: [] },
    { ...one, pages: [{ code: 'x y', questions: [] }] },
    { ...one, pages: [{ code: 'page1', questions: [], shown: deep }] },
    { ...one, title: { fr: 'a\u0000b' } },
    { ...one, title: { fr: '\ud800' } },
    { ...one, title: { français: 'x' } },
    JSON.parse('{"__proto__": {"languages": ["fr"]}}'),
  ])
    t.throws(() => readDefinition(wrong), { code: 'survey-shape' })
})

t.test('correcting words keeps the structure, moving a choice does not', async t => {
  const one = survey({ kind: 'single', code: 'poste', text: both, choices, other: both })
  const corrected = structuredClone(one)
  corrected.languages.push('de')
  Object.assign(corrected.pages[0]?.questions[0] as Question, { text: { fr: 'Ouï ?' }, other: fr('Autre') })
  t.equal(structureOf(corrected), structureOf(one))
  const moved = structuredClone(one)
  Object.assign(moved.pages[0]?.questions[0] as Question, { required: 'hard' })
  t.not(structureOf(moved), structureOf(one))
})

t.test('an earlier answer is inserted in its words', async t => {
  const one = survey(
    { kind: 'single', code: 'poste', text: both, choices, other: both },
    { kind: 'scale', code: 'note', text: both, from: 1, to: 5, unknown: { fr: 'Sans avis', en: 'None' } },
  )
  const say = (text: string, answers: Record<string, string | number>, language = 'fr') =>
    insertAnswers(one, text, answers, language)
  t.equal(say('« {poste} »', { poste: 'a' }), '« Oui »')
  t.equal(say('« {poste} »', { poste: 'other', 'poste.other': 'astreinte' }), '« astreinte »')
  t.equal(say('{note}', { note: 'unknown' }, 'en'), 'None')
  t.equal(say('{note} {personne} {', {}), '… {personne} {')
})

t.test('a page holds no more fields than a server can draw at once', t => {
  const parts = (count: number) => Array.from({ length: count }, (_, at) => ({ code: `c${at}`, text: both }))
  const table = (rows: number): Question => ({
    kind: 'matrix',
    code: 'table',
    text: both,
    rows: parts(rows),
    choices: parts(2_000),
  })
  t.ok(readDefinition(survey(table(10))))
  t.throws(() => readDefinition(survey(table(11))), { code: 'survey-shape' })
  const lists = Array.from(
    { length: 11 },
    (_, at): Question => ({
      kind: 'single',
      code: `list${at}`,
      text: both,
      choices: parts(2_000),
    }),
  )
  t.throws(() => readDefinition(survey(...lists)), { code: 'survey-shape' })
  t.end()
})

t.test('an answer never becomes part of an address, where a site would learn it', t => {
  const one = survey({ kind: 'single', code: 'poste', text: both, choices, other: both })
  for (const text of [
    '[La suite](https://collecte.example/?a={poste})',
    '[La suite](<https://collecte.example/ {poste}>)',
    '[La suite](//collecte.example/(1){poste})',
    '<https://collecte.example/{poste}>',
    'collecte.example/{poste}',
    'mailto:a@collecte.example?subject={poste}',
  ]) {
    t.equal(insertAnswers(one, text, { poste: 'a' }, 'fr'), text)
  }
  const beside = '[{poste}](https://collecte.example/a) ({poste}). {poste}'
  t.equal(insertAnswers(one, beside, { poste: 'a' }, 'fr'), '[Oui](https://collecte.example/a) (Oui). Oui')
  t.end()
})

t.test('numbers and days of a sealed survey are kept by their brackets only', async t => {
  const number: Question = { kind: 'number', code: 'age', text: both, brackets: [20, 40] }
  const one = survey(number, { kind: 'date', code: 'jour', text: both, brackets: ['2024-01-01'] })
  t.strictSame(bracketsOf(number), ['..20', '20..40', '40..'])
  t.strictSame(
    [19.9, 20, 40, 99].map(value => bracketOf(number, value)),
    ['..20', '20..40', '40..', '40..'],
  )
  t.strictSame(coarsen(one, { age: 33, jour: '2023-12-31', autre: 'x' }), {
    age: '20..40',
    jour: '..2024-01-01',
    autre: 'x',
  })
  t.strictSame(suggestBrackets(0, 100), [20, 40, 60, 80])
  t.strictSame(suggestBrackets(18, 67), [20, 30, 40, 50])
})
