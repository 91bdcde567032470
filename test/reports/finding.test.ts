import t from 'tap'
import { listFindings } from '../../src/reports/survey/finding.ts'
import { listLeading } from '../../src/reports/survey/leading.ts'
import type { QuestionReport } from '../../src/reports/survey/question-report.ts'
import type { Reading } from '../../src/reports/survey/reading.ts'
import type { SurveyReport } from '../../src/reports/survey/survey-report.ts'

const reading = (shares: number[]): Reading => ({
  base: 100,
  answered: 100,
  counts: shares.map(share => share * 100),
  shares,
  none: 0,
  not_asked: 0,
  withheld: 0,
  not_shown: 0,
  mean: null,
  spread: null,
  net: null,
  score: null,
})

const question = (code: string, ...columns: (number[] | null)[]): QuestionReport => ({
  code,
  kind: 'single',
  text: `${code} ?`,
  part: 'ordinary',
  several: false,
  low: '',
  high: '',
  bins: ['A', 'B', 'C'].map(text => ({ code: text, text, lang: 'fr' })),
  rows: [{ code: '', text: '', key: code, readings: columns.map(shares => shares && reading(shares)) }],
  texts: [],
})

const report = (questions: QuestionReport[], more = {}) =>
  ({ pages: [{ title: '', questions }], category: '', breakdown: null, ...more }) as unknown as SurveyReport

t.test('three sentences: what most say, where two answers are close, where the others differ', async t => {
  const findings = listFindings(
    report([
      question('one', [0.8, 0.1, 0.1], [0.79, 0.11, 0.1]),
      question('two', [0.44, 0.4, 0.16], [0.45, 0.4, 0.15]),
      question('three', [0.6, 0.3, 0.1], [0.35, 0.55, 0.1]),
    ]),
  )
  t.match(findings, [
    { kind: 'lead', question: 'one ?', answer: 'A', percent: 80 },
    { kind: 'split', question: 'two ?', percent: 44, other_percent: 40 },
    { kind: 'gap', question: 'three ?', percent: 60, other_percent: 35, column: 1 },
  ])
})

t.test('what is not shown is not spoken of, nor what a category says of itself', async t => {
  t.same(listFindings(report([question('one', null)])), [])
  const broken = report(
    [question('hours', [1, 0, 0], [0.3, 0.3, 0.4]), question('two', [0.7, 0.2, 0.1], null)],
    {
      category: 'day',
      breakdown: { code: 'hours', text: '', categories: [] },
    },
  )
  t.match(listFindings(broken), [{ kind: 'lead', question: 'two ?' }])
  t.equal(listFindings(broken).length, 1)
})

t.test('the leading answers come one to a question', async t => {
  const leading = listLeading(report([question('one', [0.2, 0.5, 0.3]), question('two', [0.7, 0.2, 0.1])]))
  t.match(leading, [
    { question: 'one ?', kind: 'share', answer: 'B', figure: 50 },
    { question: 'two ?', kind: 'share', answer: 'A', figure: 70 },
  ])
})

t.test('a scale leads with its mean, 0 to 10 with its net, a ranking with its first choice', async t => {
  const steps = [1, 2, 3, 4, 5].map(step => ({ code: `${step}`, text: `${step}`, lang: '' }))
  const scale = { ...question('load'), kind: 'scale' as const, bins: steps }
  const read = (more: Partial<Reading>, text = '') => ({
    code: text,
    key: text,
    text,
    readings: [{ ...reading([]), ...more }],
  })
  const asked = [
    { ...scale, rows: [read({ mean: 4.04 })] },
    { ...scale, rows: [read({ mean: 7, net: -12.4 })] },
    { ...scale, rows: [read({ mean: null, not_shown: 3 })] },
    {
      ...scale,
      kind: 'ranking' as const,
      rows: [read({ score: 0.3 }, 'pay'), read({ score: 0.72 }, 'staff')],
    },
  ]
  t.match(listLeading(report(asked)), [
    { kind: 'mean', figure: 4, most: '5', length: 0.76 },
    { kind: 'net', figure: -12, length: null },
    { kind: 'score', answer: 'staff', figure: 72 },
  ])
})

t.test('what is sensitive is said after the rest, and two neighbours on a row are no split', async t => {
  const sensitive = { ...question('pain', [0.9, 0.05, 0.05]), part: 'sensitive' as const }
  const row = { ...question('staff', [0.45, 0.44, 0.11]), kind: 'matrix' as const }
  t.match(listFindings(report([sensitive, row])), [
    { kind: 'lead', question: 'staff ?', percent: 45 },
    { kind: 'also', question: 'pain ?', percent: 90 },
  ])
  const parted = { ...question('staff', [0.45, 0.11, 0.44]), kind: 'matrix' as const }
  t.match(listFindings(report([question('one', [0.8, 0.1, 0.1]), parted])), [
    {},
    { kind: 'split', percent: 45 },
  ])
})
