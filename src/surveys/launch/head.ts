import type { Db } from '../../database.ts'
import type { Locale } from '../../http/words.ts'
import { headOf } from '../head.ts'
import { listPeriods } from '../period.ts'
import type { SurveyState } from '../survey.ts'

/** A survey as the pages of its launch head it. */
export const headLaunch = async (db: Db, survey: SurveyState, locale: Locale) => ({
  ...headOf(survey, locale),
  id: survey.id,
  opens_on: survey.opens_on,
  periods: await listPeriods(db, survey.id),
})
