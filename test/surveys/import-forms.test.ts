import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { checkDefinition } from '../../src/surveys/check.ts'
import { type Definition, findQuestion, questionsOf } from '../../src/surveys/definition.ts'
import { writeJson } from '../../src/surveys/export/json.ts'
import { writeXlsform } from '../../src/surveys/export/xlsform.ts'
import { readSurveyFile } from '../../src/surveys/import/file.ts'
import type { Why } from '../../src/surveys/import/report.ts'
import { definition } from './arbitrary.ts'

const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, 'fixtures', name))

const reasons = (losses: { code: string; why: Why }[]) =>
  losses.map(({ code, why }) => `${why} ${code}`.trim())

t.test('a survey written as a workbook of XLSForm is read back with the same questions', async t => {
  await fc.assert(
    fc.asyncProperty(definition(true), async one => {
      const { definition: read, report } = await readSurveyFile(Buffer.from(await writeXlsform(one)))
      t.strictSame(questionsOf(read), questionsOf(one))
      const full = one.pages.filter(page => page.questions.length > 0 || page.introduction)
      t.strictSame({ ...read }, { ...one, pages: full })
      t.strictSame(report.losses, [])
    }),
    { numRuns: 60 },
  )
})

t.test('the CSV twin of XLSForm comes over', async t => {
  const { definition, report } = await readSurveyFile(fixture('leaflet.csv'))
  t.strictSame(definition.languages, ['fr', 'en'])
  t.strictSame(definition.title, { fr: 'Tract de rentrée' })
  t.match(findQuestion(definition, 'syndique'), {
    kind: 'single',
    required: 'hard',
    other: { fr: 'Autre', en: 'Other' },
    choices: [{ code: 'oui', text: { fr: 'Oui', en: 'Yes' } }, { code: 'non' }],
  })
  t.match(findQuestion(definition, 'sujets'), {
    kind: 'multiple',
    help: { fr: 'Plusieurs réponses' },
    choices: [{ code: 'salaires' }, { code: 'sante_au_travail' }],
    shown: { answer: 'syndique', is: 'equal', value: 'oui' },
  })
  t.strictSame(definition.pages[1]?.shown, {
    all: [
      {
        count: ['salaires', 'sante_au_travail'].map(value => ({ answer: 'sujets', is: 'equal', value })),
        is: 'least',
        value: 2,
      },
      { not: { answer: 'syndique', is: 'equal', value: 'non' } },
    ],
  })
  t.match(findQuestion(definition, 'age'), { kind: 'number', whole: true, least: 16, most: 70 })
  t.match(findQuestion(definition, 'mots'), {
    text: { fr: 'Vous avez {age} ans, dites-en plus' },
    shown: { answer: 'age', is: 'more', value: 30 },
    note: "pulldata('x') = 1",
  })
  t.strictSame(findQuestion(definition, 'merci')?.text.fr, 'Merci **à vous**')
  t.strictSame(
    [report.questions, report.choices],
    [
      { found: 6, kept: 5 },
      { found: 4, kept: 4 },
    ],
  )
  t.strictSame(report.conditions, { found: 4, kept: 3 })
  t.strictSame(reasons(report.losses), [
    'times debut',
    'kind-unknown lieu',
    'script merci',
    'condition-rewritten suite',
    'condition-unsayable mots',
  ])
  t.strictSame(
    checkDefinition(definition).filter(({ warning }) => !warning),
    [],
  )
})

t.test('the CSV twin is read however a spreadsheet wrote it', async t => {
  const rows = 'survey\n;type;name;label\n;text;métier;Votre métier, en un mot ?\n'
  const files = [
    Buffer.from(rows, 'latin1'),
    Buffer.from(`\uFEFF${rows}`),
    Buffer.from(`\uFEFF${rows}`, 'utf16le'),
  ]
  for (const file of files) {
    const { definition } = await readSurveyFile(file)
    t.strictSame(findQuestion(definition, 'metier')?.text, { fr: 'Votre métier, en un mot ?' })
  }
})

t.test('a form of SurveyJS comes over', async t => {
  const { definition, report } = await readSurveyFile(fixture('training.surveyjs.json'))
  t.strictSame(definition.title, { en: 'Training needs', fr: 'Besoins de formation' })
  t.strictSame(definition.thanks, { en: 'Merci' })
  t.match(findQuestion(definition, 'service'), {
    kind: 'single',
    required: 'hard',
    choices: [{ code: 'atelier' }, { code: 'bureau_d_etudes', text: { fr: 'Études' } }],
    other: { fr: 'Autre' },
  })
  t.match(findQuestion(definition, 'besoins'), {
    kind: 'multiple',
    most: 2,
    shown: { answer: 'service', is: 'answered' },
    choices: [
      {},
      {},
      { code: 'droit', shown: { answer: 'service', value: 'atelier' } },
      { code: 'none', exclusive: true },
    ],
  })
  t.match(findQuestion(definition, 'avis'), {
    kind: 'matrix',
    rows: [{ code: 'salle' }, { code: 'formateur' }],
    shown: {
      all: [
        { answer: 'service', is: 'answered' },
        { all: [{ any: [{ value: 'soudure' }, { value: 'langues' }] }, { answer: 'conge', value: 'yes' }] },
      ],
    },
  })
  t.match(findQuestion(definition, 'note'), {
    kind: 'scale',
    from: 1,
    to: 10,
    stars: true,
    low: { en: 'Peu' },
  })
  t.match(findQuestion(definition, 'heures'), { kind: 'number', least: 0, most: 40 })
  t.match(findQuestion(definition, 'contact_nuit')?.text, { en: 'contact — La nuit, {service}' })
  t.match(findQuestion(definition, 'mots')?.text, { en: '{service} : … ?' })
  t.match(findQuestion(definition, 'note')?.note, /age\(\{x\}\) > 3/)
  t.strictSame(report.questions, { found: 9, kept: 8 })
  t.ok(reasons(report.losses).includes('upload signature'))
  t.notMatch(JSON.stringify(definition), /onerror|<img/)
})

t.test('our own file loses nothing', async t => {
  const one: Definition = {
    languages: ['fr'],
    title: { fr: 'Salaires' },
    pages: [{ code: 'page1', questions: [{ kind: 'yes-no', code: 'hausse', text: { fr: 'Une hausse ?' } }] }],
  }
  const { definition, report } = await readSurveyFile(Buffer.from(writeJson(one)))
  t.strictSame(definition, one)
  t.match(report, { format: 'unisson', questions: { found: 1, kept: 1 }, losses: [] })
})
