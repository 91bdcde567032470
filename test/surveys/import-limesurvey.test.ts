import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { checkDefinition } from '../../src/surveys/check.ts'
import { findQuestion } from '../../src/surveys/definition.ts'
import { readSurveyFile } from '../../src/surveys/import/file.ts'
import { zipOf } from './zip.ts'

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, 'fixtures', name))
const telework = (k?: number) =>
  readSurveyFile(
    zipOf([
      { name: 'survey_901.lss', content: fixture('telework-703.lss') },
      { name: 'survey_901_responses.lsr', content: fixture('telework-703-responses.lsr') },
      { name: 'survey_901_tokens.lst', content: fixture('telework-703-tokens.lst') },
    ]),
    k,
  )

t.test('an old structure comes over: two languages, a table of conditions, a ranking of answers', async t => {
  const { definition, report } = await readSurveyFile(fixture('night-work-164.lss'))
  t.strictSame(definition.languages, ['fr', 'en'])
  t.strictSame(definition.title, { fr: 'Le travail de nuit à la fonderie', en: 'Night work at the foundry' })
  t.strictSame(definition.introduction?.fr, 'Bonjour,\n\nvotre section écoute.')
  t.strictSame(definition.pages[0]?.introduction?.fr, 'Deux minutes, **pas plus**.')
  t.match(findQuestion(definition, 'poste'), {
    kind: 'single',
    required: 'hard',
    other: { fr: 'Autre', en: 'Other' },
    choices: [{ code: 'J', text: { fr: 'De jour', en: 'By day' } }, { code: 'N' }],
  })
  t.strictSame(findQuestion(definition, 'nuits')?.shown, {
    all: [
      { answer: 'poste', is: 'equal', value: 'N' },
      { answer: 'heures', is: 'more', value: '7' },
    ],
  })
  t.strictSame(
    findQuestion(definition, 'primes')?.shown,
    {
      any: [
        { answer: 'poste', is: 'equal', value: 'J' },
        { answer: 'poste', is: 'equal', value: 'N' },
      ],
    },
    'two conditions on one question are one or the other',
  )
  t.match(findQuestion(definition, 'genes'), {
    kind: 'ranking',
    shown: { count: [{ value: '1' }, { value: '2' }] },
  })
  t.match(findQuestion(definition, 'fin'), { kind: 'yes-no', required: 'soft', shown: undefined, note: /RX/ })
  t.strictSame(report.conditions, { found: 4, kept: 3 })
  t.strictSame(report.questions, { found: 6, kept: 6 })
  t.strictSame(report.choices, { found: 6, kept: 6 })
  t.match(report.losses, [{ code: 'genes', what: 'gênes > genes', why: 'code-changed' }])
  t.strictSame(checkDefinition(definition), [])
})

t.test('a recent archive comes over with its counts, and nobody with it', async t => {
  const { definition, report, tally } = await telework()
  t.match(findQuestion(definition, 'outils'), {
    kind: 'multiple',
    help: { fr: '- un\n- deux' },
    choices: [{ code: 'SQ1' }, { code: 'SQ2', exclusive: true }],
  })
  t.match(findQuestion(definition, 'lieu'), {
    kind: 'matrix',
    rows: [{ code: 'R1' }, { code: 'R2', shown: { answer: 'outils', is: 'equal', value: 'SQ1' } }],
  })
  t.match(findQuestion(definition, 'surface'), { kind: 'number', most: 300, unit: { fr: 'm²' } })
  t.match(findQuestion(definition, 'ordre'), { shown: undefined, note: 'regexMatch("/a/", jours)' })
  t.strictSame(definition.pages[1]?.shown, {
    any: [
      { answer: 'outils', is: 'equal', value: 'SQ2' },
      { not: { answer: 'jours', is: 'equal', value: 'A1' } },
    ],
  })
  t.strictSame(report.questions, { found: 7, kept: 6 })
  t.strictSame(report.conditions, { found: 3, kept: 2 })
  t.strictSame(report.responses, { found: 7, kept: 6 })
  t.equal(tally?.base, 6)
  t.strictSame(tally?.counts.jours, { answered: 6, bins: { A1: 3, A2: 3 } })
  t.strictSame(tally?.counts['ordre.a'], { answered: 5, bins: { 1: 2, 2: 2 } })
  t.strictSame(
    tally?.counts['lieu.R2'],
    { answered: 0, bins: {}, withheld: true },
    'one answer is never shown',
  )
  t.strictSame(tally?.counts.surface, undefined, 'exact numbers stay behind')
  const words = JSON.stringify({ definition, report, tally })
  for (const secret of ['jeton', 'Ines', 'orvane.example', '192.0.2', '2026-03-01', 'lutrin'])
    t.notMatch(words, secret)
  const why = report.losses.map(loss => `${loss.why} ${loss.code}`.trim())
  for (const loss of [
    'upload photo',
    'validation jours',
    'responses-unfinished',
    'tokens',
    'names',
    'times',
    'answers-exact surface',
    'answers-few lieu.R2',
    'answers-unknown avis',
  ])
    t.ok(why.includes(loss), loss)
})

t.test('below k responses only their number comes over', async t => {
  const { report, tally } = await telework(7)
  t.equal(tally, undefined)
  t.strictSame(report.responses, { found: 7, kept: 0 })
  t.match(
    report.losses.find(({ why }) => why === 'responses-few'),
    { what: '6' },
  )
})

const folder = path.resolve(import.meta.dirname, '../../../shared/data/limesurvey')

t.test('files nobody here wrote come over', async t => {
  if (!existsSync(folder)) return t.pass('the sample files are not beside this project: not tried')
  for (const name of readdirSync(folder)) {
    const { definition, report } = await readSurveyFile(readFileSync(path.join(folder, name)))
    t.ok(report.questions.kept > 0, `${name}: ${JSON.stringify({ ...report, losses: report.losses.length })}`)
    const faults = checkDefinition(definition).filter(({ what, warning }) => !warning && what !== 'words')
    t.strictSame(faults, [], name)
    t.notMatch(JSON.stringify(definition), /<script|alert\(|onerror|@example\.com/)
  }
  const simple = await readSurveyFile(readFileSync(path.join(folder, 'survey_simple_statistics.lsa')))
  t.strictSame(simple.tally?.counts, {
    Q00: { answered: 8, bins: { A: 2, B: 2, C: 4 } },
    G02Q02: { answered: 9, bins: { A: 5, B: 3, C: 1 } },
    G02Q03: { answered: 9, bins: { A: 1, B: 5, C: 3 } },
  })
})
