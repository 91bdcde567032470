import type { Updateable } from 'kysely'
import { recordEvent } from '../../audit/event.ts'
import { Conflict } from '../../errors.ts'
import { isSlugFree } from '../../http/free-slug.ts'
import type { Vault } from '../../seal/vault.ts'
import type { Viewer } from '../../union/scope.ts'
import { lockOwnSurvey } from '../own-survey.ts'
import { setPeriods } from '../period.ts'
import type { SurveysTable } from '../tables.ts'

/** To whom a survey goes, on what promise, and for what. */
export interface Audience extends Required<Pick<Updateable<SurveysTable>, 'audience' | 'kind' | 'purpose'>> {
  opens_on: string | null
  closes_on: string | null
  /** On which days it is frozen before it closes, ascending. */
  periods: string[]
  /** '' leaves its address as it is. */
  slug: string
  section_ids: string[]
}

/** The fewest respondents of a figure; an open link, which anyone may use twice, asks for more. */
const leastOf = (audience: Audience['audience']) => (audience === 'link' ? 10 : 5)

/**
 * Settles who is asked.
 * @returns false when another survey has this address @throws NotFound when it is not the viewer's @throws Conflict once launched
 */
export async function setAudience(
  { db, keys }: Vault,
  viewer: Viewer,
  id: string,
  { section_ids, slug, periods, ...words }: Audience,
): Promise<boolean> {
  return db.transaction().execute(async trx => {
    const survey = await lockOwnSurvey(trx, viewer, id)
    if (survey.phase !== 'draft') throw new Conflict()
    if (slug && !(await isSlugFree(trx, 'surveys', slug, id))) return false
    const k = leastOf(words.audience)
    await trx
      .updateTable('surveys')
      .set({ ...words, k, ...(slug && { slug }) })
      .where('id', '=', id)
      .execute()
    await setPeriods(trx, id, periods)
    await trx.deleteFrom('survey_sections').where('survey_id', '=', id).execute()
    const chosen = section_ids.map(section_id => ({ survey_id: id, section_id }))
    if (chosen.length > 0) await trx.insertInto('survey_sections').values(chosen).execute()
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: 'survey.audience',
      subject: 'survey',
      subject_id: id,
    })
    return true
  })
}
