import type { Translate } from '../../http/words.ts'
import { listSaid, percentOf } from './finding.ts'
import type { QuestionReport } from './question-report.ts'
import type { SurveyReport } from './survey-report.ts'

/** What came of one question, in a line. */
export interface Leading {
  question: string
  /** The answer that most gave, a scale's mean, 0 to 10's net, the choice ranked first. */
  kind: 'share' | 'mean' | 'net' | 'score'
  /** '' of a scale. */
  answer: string
  /** In percent, with one decimal, in points, of 100. */
  figure: number
  /** The last step of a scale. */
  most: string
  /** Of its bar, 0 to 1; null where it has none. */
  length: number | null
}

function leadScale({ text, bins, rows }: QuestionReport): Leading[] {
  const { mean = null, net = null } = rows[0]?.readings[0] ?? {}
  const steps = bins.filter(({ code }) => code !== 'unknown')
  const [from, to] = [Number(steps[0]?.code), Number(steps.at(-1)?.code)]
  if (mean === null) return []
  const line = { question: text, answer: '', most: steps.at(-1)?.text ?? '' }
  return net === null
    ? [{ ...line, kind: 'mean', figure: Math.round(mean * 10) / 10, length: (mean - from) / (to - from) }]
    : [{ ...line, kind: 'net', figure: Math.round(net), length: null }]
}

function leadRanking({ text, rows }: QuestionReport): Leading[] {
  const scored = rows.flatMap(({ text, readings }) => {
    const score = readings[0]?.score ?? null
    return score === null ? [] : [{ answer: text, score }]
  })
  const [first] = scored.sort((one, other) => other.score - one.score)
  if (!first) return []
  const { answer, score } = first
  return [{ question: text, kind: 'score', answer, figure: percentOf(score), most: '', length: score }]
}

function leadQuestion(question: QuestionReport): Leading[] {
  if (question.kind === 'scale') return leadScale(question)
  if (question.kind === 'ranking') return leadRanking(question)
  return listSaid([question])
    .slice(0, 1)
    .map(({ question, answer, share }) => ({
      question,
      kind: 'share',
      answer,
      figure: percentOf(share),
      most: '',
      length: share,
    }))
}

/** For each question what came out first, for as many questions as there is room. */
export const listLeading = ({ pages }: Pick<SurveyReport, 'pages'>, most = 6): Leading[] =>
  pages
    .flatMap(page => page.questions)
    .filter(({ kind }) => kind !== 'matrix')
    .flatMap(leadQuestion)
    .slice(0, most)

/** A leading line as it is set: its figure, and what that is. */
export function sayLeading(
  { t, number }: { t: Translate; number: (value: number) => string },
  { kind, answer, figure, most }: Leading,
): [figure: string, words: string] {
  if (kind === 'share') return [t('shared.percent', { percent: figure }), answer]
  const sign = kind !== 'net' || figure === 0 ? '' : figure > 0 ? '+' : '−'
  const words = { mean: 'report.leading.mean', net: 'report.leading.net', score: 'report.leading.score' }[
    kind
  ]
  return [sign + number(kind === 'net' ? Math.abs(figure) : figure), t(words, { answer, most })]
}
