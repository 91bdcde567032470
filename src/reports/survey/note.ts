import type { Translate } from '../../http/words.ts'
import type { QuestionReport } from './question-report.ts'
import { type Reading, silencesIn } from './reading.ts'
import type { SectionComparison } from './section-comparison.ts'
import type { SurveyReport } from './survey-report.ts'

/** On how many responses figures are based, where that is not on all of them; else nothing. */
function basedOn(
  { responses: { all, shown }, k }: Pick<SurveyReport, 'responses' | 'k'>,
  t: Translate,
): string {
  if (all === null) return t('report.based.few', { shown, k: k.ordinary })
  return all > shown ? t('report.based', { shown, all, k: k.ordinary }) : ''
}

/** What is to be known of a report before its figures are read, in sentences. */
export function noteReport(report: SurveyReport, t: Translate): string[] {
  const { k, section_least, audience, recent_additions, corrections, pooled, columns } = report
  const { shown } = report.responses
  const sensitive = columns[0]?.base.sensitive ?? 0
  return [
    basedOn(report, t) || t('report.based.all', { all: shown }),
    t('report.protected', { k: k.ordinary }),
    sensitive > 0 && sensitive !== columns[0]?.base.ordinary
      ? t('report.protected.sensitive', { count: sensitive, k: k.sensitive })
      : '',
    audience === 'link' ? t('report.open_link') : '',
    recent_additions > 0 ? t('report.recent', { count: recent_additions }) : '',
    corrections.length > 0 ? t('report.corrected', { count: corrections.length }) : '',
    pooled.length > 0
      ? t('report.pooled', {
          count: pooled.length,
          names: pooled.map(({ section_name }) => section_name).join(', '),
          k: section_least,
        })
      : '',
  ].filter(note => note !== '')
}

/** What stands at the foot of a summary. */
export function noteSummary(
  { t, date }: { t: Translate; date: (day: string) => string },
  { columns, responses, rate, k, audience, frozen_on }: SurveyReport,
): string[] {
  const { ordinary, sensitive } = columns[0]!.base
  return [
    t('report.summary.base', { count: ordinary || sensitive, day: date(frozen_on) }),
    rate === null ? '' : t('report.summary.rate', { percent: rate }),
    basedOn({ responses, k }, t),
    t('report.protected', { k: k.ordinary }),
    audience === 'link' ? t('report.open_link') : '',
  ].filter(note => note !== '')
}

/** What is to be known of one question, whatever is answered to it: how it is counted, corrected and protected. */
export function noteQuestion(
  { t, date }: { t: Translate; date: (day: string) => string },
  { k, corrections }: Pick<SurveyReport, 'k' | 'corrections'>,
  { code, kind, part, several }: QuestionReport,
): string[] {
  const correction = corrections.find(one => one.code === code)
  return [
    several ? t('report.several') : '',
    kind === 'ranking' ? t('report.score.words') : '',
    correction
      ? t('report.question.corrected', { day: date(correction.on), before: correction.before.join(' · ') })
      : '',
    t(part === 'sensitive' ? 'report.question.sensitive' : 'report.question.k', { k: k[part] }),
  ].filter(note => note !== '')
}

/** Why some are missing from a table that counts them by name. */
export const explainMissing = (t: Translate, readings: (Reading | null | undefined)[]): string[] =>
  silencesIn(readings)
    .filter(name => name === 'withheld' || name === 'not_shown')
    .map(name => `${t(`report.file.${name}`)}.`)

/** What is to be known of sections compared by a question. */
export const noteSections = (
  t: Translate,
  { question, lines }: Pick<SectionComparison, 'question' | 'lines'>,
  k: number,
): string[] => [
  ...(question.kind === 'ranking' ? [t('report.score.words')] : []),
  ...explainMissing(
    t,
    lines.flatMap(({ readings }) => readings),
  ),
  t(question.part === 'sensitive' ? 'report.question.sensitive' : 'report.question.k', { k }),
]
