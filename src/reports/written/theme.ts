import { recordEvent } from '../../audit/event.ts'
import type { Trx } from '../../database.ts'
import { Conflict, NotFound } from '../../errors.ts'
import type { Vault } from '../../seal/vault.ts'
import { lockOwnSurvey } from '../../surveys/own-survey.ts'
import type { Viewer } from '../../union/scope.ts'

/** As many as an officer can still tell apart. */
const MOST = 40

async function inOwn(
  { db, keys }: Vault,
  viewer: Viewer,
  surveyId: string,
  act: string,
  change: (trx: Trx) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async trx => {
    await lockOwnSurvey(trx, viewer, surveyId)
    await change(trx)
    const event = { account_id: viewer.account_id, act, subject: 'survey', subject_id: surveyId }
    await recordEvent(trx, keys, event)
  })
}

/**
 * Names something that texts of a question are about; a name that is there already stays as it is.
 * @throws NotFound when the survey is not the viewer's own @throws Conflict when there are too many
 */
export async function addTheme(
  vault: Vault,
  viewer: Viewer,
  surveyId: string,
  question: string,
  name: string,
): Promise<void> {
  await inOwn(vault, viewer, surveyId, 'survey.theme', async trx => {
    const themes = trx.selectFrom('themes').select('id').where('survey_id', '=', surveyId)
    if ((await themes.where('question', '=', question).execute()).length >= MOST) throw new Conflict()
    await trx
      .insertInto('themes')
      .values({ survey_id: surveyId, question, name, account_id: viewer.account_id })
      .onConflict(oc => oc.doNothing())
      .execute()
  })
}

/** @throws NotFound when the survey is not the viewer's own */
export async function removeTheme(
  vault: Vault,
  viewer: Viewer,
  surveyId: string,
  themeId: string,
): Promise<void> {
  await inOwn(vault, viewer, surveyId, 'survey.theme-removal', async trx => {
    await trx.deleteFrom('themes').where('survey_id', '=', surveyId).where('id', '=', themeId).execute()
  })
}

/**
 * Says which of the texts that were shown are about a theme.
 * @param shown their ids @param about those of them that are
 * @throws NotFound when the survey is not the viewer's own, or has no such theme
 */
export async function sortTexts(
  vault: Vault,
  viewer: Viewer,
  surveyId: string,
  themeId: string,
  shown: string[],
  about: string[],
): Promise<void> {
  await inOwn(vault, viewer, surveyId, 'survey.theme-sorting', async trx => {
    const theme = await trx
      .selectFrom('themes')
      .select('question')
      .where('survey_id', '=', surveyId)
      .where('id', '=', themeId)
      .executeTakeFirst()
    if (!theme) throw new NotFound()
    if (shown.length === 0) return
    await trx
      .deleteFrom('text_themes')
      .where('survey_id', '=', surveyId)
      .where('theme_id', '=', themeId)
      .where('text_id', 'in', shown)
      .execute()
    if (about.length === 0) return
    await trx
      .insertInto('text_themes')
      .columns(['survey_id', 'text_id', 'theme_id'])
      .expression(eb =>
        eb
          .selectFrom('texts')
          .select(['survey_id', 'id', eb.val(themeId).as('theme_id')])
          .where('survey_id', '=', surveyId)
          .where('question', '=', theme.question)
          .where('id', 'in', about),
      )
      .execute()
  })
}
