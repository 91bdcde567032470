import { voice } from '../../http/views.ts'
import type { Locale, Translate } from '../../http/words.ts'
import type { Column } from '../survey/column.ts'
import { noteReport } from '../survey/note.ts'
import type { SurveyReport } from '../survey/survey-report.ts'

/** Something to be known of a file; notes have no term. */
export type Fact = [term: string, words: string]

/** How a column of a report is called. */
export const columnName = (t: Translate, { scope, category }: Pick<Column, 'scope' | 'category'>): string =>
  [category?.text, scope.name || t('report.whole')].filter(Boolean).join(', ')

/** The response rate, where it is told. */
export const rateFact = ({ rate, periods }: SurveyReport, t: Translate): Fact[] =>
  rate === null
    ? []
    : [
        [
          t(periods.length > 1 ? 'report.rate.periods' : 'report.rate'),
          t('shared.percent', { percent: rate }),
        ],
      ]

/** What is to be known of a report before its figures. */
export function factsOf(report: SurveyReport, locale: Locale): Fact[] {
  const { t, date, number } = voice(locale)
  const [chosen] = report.columns
  return [
    [t('report.file.survey'), report.title],
    [t('report.scope'), chosen ? columnName(t, chosen) : ''],
    [t('report.frozen_on'), date(report.frozen_on)],
    [t('report.responses'), number(chosen?.base.ordinary || chosen?.base.sensitive || 0)],
    ...rateFact(report, t),
    ...noteReport(report, t).map((note): Fact => ['', note]),
  ]
}
