import type { Translate } from '../../http/words.ts'
import type { SurveyReport } from './survey-report.ts'

/** What is to be known of a report before its figures are read, in sentences. */
export function noteReport(report: SurveyReport, t: Translate): string[] {
  const { responses, k, section_least, audience, recent_additions, corrections, pooled, columns } = report
  const { all, shown } = responses
  const sensitive = columns[0]?.base.sensitive ?? 0
  return [
    all > shown ? t('report.based', { shown, all, k: k.ordinary }) : t('report.based.all', { all }),
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
