import { sql } from 'kysely'
import { recordEvent } from '../../audit/event.ts'
import type { Schedule } from '../../jobs/schedule.ts'
import type { DataKeys } from '../../seal/data-keys.ts'
import { textScope } from './text.ts'

/** How long texts are kept after they were cut from their answers: privacy contract, section 2. */
const KEPT = '24 months'

/** Forgets the texts of each period in its time, and their key with the last of them. */
export const textSchedule = (keys: DataKeys): Schedule => ({
  name: 'text-erasure',
  every: '1 day',
  async run(trx) {
    const { rows } = await sql<{ survey_id: string }>`
      delete from texts using atoms a, freezings f
      where a.survey_id = texts.survey_id and a.id = texts.atom_id
        and f.survey_id = a.survey_id and f.period = a.period
        and f.frozen_on <= ((now() at time zone 'utc')::date - ${KEPT}::interval)::date
      returning texts.survey_id`.execute(trx)
    for (const id of new Set(rows.map(({ survey_id }) => survey_id))) {
      const left = await trx.selectFrom('texts').select('id').where('survey_id', '=', id).executeTakeFirst()
      if (left) continue
      await trx.deleteFrom('data_keys').where('scope', '=', textScope(id)).execute()
      await recordEvent(trx, keys, {
        account_id: null,
        act: 'survey.texts-erasure',
        subject: 'survey',
        subject_id: id,
      })
    }
  },
})
