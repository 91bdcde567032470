import { sql } from 'kysely'
import type { Trx } from '../../database.ts'
import { questionsOf } from '../definition.ts'
import { listWithin } from '../respondent.ts'
import type { SurveyState } from '../survey.ts'

/** The sections an open link goes to where none was chosen: all that its respondents may name, else its owner. */
async function listReached(trx: Trx, survey: SurveyState): Promise<string[]> {
  const asks = questionsOf(survey.definition).some(({ kind }) => kind === 'section')
  if (asks) return (await listWithin(trx, survey)).map(({ id }) => id)
  return survey.section_id ? [survey.section_id] : []
}

/** Writes down where in the union the sections of a survey stand on the day of its launch, whatever moves later. */
export async function fixStructure(trx: Trx, survey: SurveyState): Promise<void> {
  const { id, audience } = survey
  if (audience === 'link') {
    const chosen = trx.selectFrom('survey_sections').select('section_id').where('survey_id', '=', id)
    const reached = (await chosen.executeTakeFirst()) ? [] : await listReached(trx, survey)
    const rows = reached.map(section_id => ({ survey_id: id, section_id }))
    if (rows.length > 0) await trx.insertInto('survey_sections').values(rows).execute()
  }
  await sql`
    update survey_sections set region_id = s.region_id, federation_id = s.federation_id
    from sections s where s.id = survey_sections.section_id and survey_id = ${id}`.execute(trx)
}
