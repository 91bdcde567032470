import type { Db } from '../../database.ts'
import type { Locale } from '../../http/words.ts'
import type { Viewer } from '../../union/scope.ts'
import { atomsIn } from '../scope.ts'
import { ofCategory } from '../survey/column.ts'
import type { Frozen } from '../survey/frozen.ts'
import { readSums } from '../survey/sum.ts'
import { findRate, reportPages, reportSurvey, type SurveyReport } from '../survey/survey-report.ts'

/**
 * Every figure a viewer can choose in a survey's report at once: all scopes, of everybody and of each category. It is
 * the report with a column for each, and holds nothing that its pages do not show one after the other.
 */
export async function cubeSurvey(
  db: Db,
  viewer: Viewer,
  frozen: Frozen,
  locale: Locale,
): Promise<SurveyReport> {
  const { survey, atoms } = frozen
  const report = await reportSurvey(db, viewer, frozen, {}, locale)
  const choices = [null, ...(report.breakdown?.categories ?? [])]
  const columns = report.scopes.flatMap(scope => choices.map(category => ({ scope, category })))
  const sets = columns.map(({ scope, category }) => ofCategory(atomsIn(scope, atoms), category))
  const sums = await readSums(db, survey.id, sets)
  return {
    ...report,
    category: '*',
    rate: await findRate(db, frozen, columns[0]!.scope),
    columns: columns.map((column, index) => ({ ...column, base: sums[index]!.base })),
    pages: reportPages(survey, sums, locale),
  }
}
