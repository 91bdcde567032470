import type { Db } from '../../database.ts'
import { NotFound } from '../../errors.ts'
import type { Vault } from '../../seal/vault.ts'
import { owns, type Viewer } from '../../union/scope.ts'
import { surveyKey } from '../invitation.ts'
import { getSurvey, type SurveyState } from '../survey.ts'
import { type NamedResponse, responsePlace } from './response.ts'

const BATCH = 250

/** A named survey whose answers a viewer may read with their names: their own. @throws NotFound for any other */
export async function getNamedSurvey(db: Db, viewer: Viewer, id: string): Promise<SurveyState> {
  const survey = await getSurvey(db, id)
  if (survey.kind !== 'named' || !owns(viewer, survey)) throw new NotFound()
  return survey
}

export async function countResponses(db: Db, surveyId: string): Promise<number> {
  const { count } = await db
    .selectFrom('responses')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('survey_id', '=', surveyId)
    .executeTakeFirstOrThrow()
  return count
}

/** All responses to a named survey, by id. @throws NotFound once its key is gone */
export async function* walkNamed(vault: Vault, surveyId: string): AsyncGenerator<NamedResponse> {
  const key = await surveyKey(vault, surveyId)
  const query = vault.db
    .selectFrom('responses')
    .select(['id', 'sealed'])
    .where('survey_id', '=', surveyId)
    .orderBy('id')
    .limit(BATCH)
  for (let last: string | undefined; ; ) {
    const rows = await (last ? query.where('id', '>', last) : query).execute()
    for (const { id, sealed } of rows) yield key.open<NamedResponse>(responsePlace(id), sealed)
    last = rows.at(-1)?.id
    if (rows.length < BATCH) return
  }
}
