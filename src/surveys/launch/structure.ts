import { sql } from 'kysely'
import type { Trx } from '../../database.ts'
import { questionsOf } from '../definition.ts'
import { listWithin } from '../respondent.ts'
import type { SurveyState } from '../survey.ts'

/**
 * Writes down where in the union the sections of a survey stand on the day of its launch, whatever moves later.
 * An open link goes to all that its respondents may name.
 */
export async function fixStructure(trx: Trx, survey: SurveyState): Promise<void> {
  const { id, audience, definition } = survey
  if (audience === 'link' && questionsOf(definition).some(({ kind }) => kind === 'section')) {
    const chosen = trx.selectFrom('survey_sections').select('section_id').where('survey_id', '=', id)
    const named = (await chosen.executeTakeFirst()) ? [] : await listWithin(trx, survey)
    const rows = named.map(section => ({ survey_id: id, section_id: section.id }))
    if (rows.length > 0) await trx.insertInto('survey_sections').values(rows).execute()
  }
  await sql`
    update survey_sections set region_id = s.region_id, federation_id = s.federation_id
    from sections s where s.id = survey_sections.section_id and survey_id = ${id}`.execute(trx)
}
