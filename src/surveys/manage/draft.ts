import { recordEvent } from '../../audit/event.ts'
import type { Db } from '../../database.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { type Locale, translator } from '../../http/words.ts'
import type { Vault } from '../../seal/vault.ts'
import { type Owned, owns, type Viewer } from '../../union/scope.ts'
import { type Definition, emptyDefinition } from '../definition.ts'
import { lockOwnSurvey } from '../own-survey.ts'
import { createSurvey, getSurvey } from '../survey.ts'
import { findTemplate } from '../templates/template.ts'

/** What an officer does to a survey beside asking it. */
export const draftActs = ['sharing', 'sharing-end', 'deletion'] as const
export type DraftAct = (typeof draftActs)[number]

interface Start {
  definition: Definition
  purpose: string
}

async function readStart(db: Db, viewer: Viewer, from: string, locale: Locale): Promise<Start> {
  const [kind, what = ''] = from.split(':')
  if (kind === 'blank')
    return { definition: emptyDefinition(locale, translator(locale)('survey.manage.untitled')), purpose: '' }
  if (kind === 'template') {
    const template = findTemplate(what)
    if (!template) throw new NotFound()
    return { definition: template.definition, purpose: template.words[locale].purpose }
  }
  const survey = await getSurvey(db, what)
  if (!survey.template_at && !owns(viewer, survey)) throw new NotFound()
  return { definition: survey.definition, purpose: owns(viewer, survey) ? survey.purpose : '' }
}

/** A definition under another title, in the language it was typed in. */
function entitled(definition: Definition, title: string, locale: Locale): Definition {
  if (!title) return definition
  const language = definition.languages.includes(locale) ? locale : definition.languages[0]!
  return { ...definition, title: { ...definition.title, [language]: title } }
}

/**
 * Starts a draft. A copy takes the questions only: neither who was asked, nor what was answered.
 * @param from 'blank', 'template:<code>' or 'survey:<id>', one of the viewer's own or a shared template
 * @param title '' keeps that of what it starts from
 * @returns its id @throws NotFound when there is nothing to start from
 */
export async function startSurvey(
  { db, keys }: Vault,
  viewer: Viewer,
  { region_id, section_id }: Owned,
  { from, title, locale }: { from: string; title: string; locale: Locale },
): Promise<string> {
  const { definition, purpose } = await readStart(db, viewer, from, locale)
  return db.transaction().execute(async trx => {
    const id = await createSurvey(
      trx,
      keys,
      { region_id, section_id, purpose, created_by: viewer.account_id },
      entitled(definition, title, locale),
    )
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: 'survey.creation',
      subject: 'survey',
      subject_id: id,
    })
    return id
  })
}

/**
 * Shares a survey as a template, ends that, or deletes one that was never launched, with its key.
 * @param reason why it is deleted @throws NotFound when it is not the viewer's @throws Conflict when it is launched
 */
export async function actOnDraft(
  { db, keys }: Vault,
  viewer: Viewer,
  id: string,
  act: DraftAct,
  reason = '',
): Promise<void> {
  await db.transaction().execute(async trx => {
    const { phase } = await lockOwnSurvey(trx, viewer, id)
    if (act === 'deletion') {
      if (phase !== 'draft') throw new Conflict()
      await trx.deleteFrom('surveys').where('id', '=', id).execute()
      await trx.deleteFrom('data_keys').where('scope', '=', `survey:${id}`).execute()
    } else {
      const template_at = act === 'sharing' ? new Date() : null
      await trx.updateTable('surveys').set({ template_at }).where('id', '=', id).execute()
    }
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: `survey.${act}`,
      subject: 'survey',
      subject_id: id,
      reason,
    })
  })
}
