import type { Db, Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import { owns, type Viewer } from '../union/scope.ts'
import { getSurvey, type SurveyState } from './survey.ts'

/** A survey that is the viewer's own to run. @throws NotFound */
export async function getOwnSurvey(db: Db | Trx, viewer: Viewer, id: string): Promise<SurveyState> {
  const survey = await getSurvey(db, id)
  if (!owns(viewer, survey)) throw new NotFound()
  return survey
}

/** As `getOwnSurvey`, held against every other act, and against responses, until the commit. */
export async function lockOwnSurvey(trx: Trx, viewer: Viewer, id: string): Promise<SurveyState> {
  await trx.selectFrom('surveys').select('id').where('id', '=', id).forUpdate().execute()
  return getOwnSurvey(trx, viewer, id)
}
