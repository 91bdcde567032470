import { sql } from 'kysely'
import type { Db } from '../../database.ts'
import { NotFound } from '../../errors.ts'
import { fold } from '../../members/column.ts'
import type { Vault } from '../../seal/vault.ts'
import type { Atom } from '../tables.ts'
import { textPlace, textScope } from './text.ts'

/** A written answer as it is read: no order but that of chance, nothing of its respondent beside it. */
export interface Written {
  id: string
  words: string
  theme_ids: string[]
}

interface SealedText {
  id: string
  sealed: Buffer
  theme_ids: string[]
}

/**
 * The texts of some atoms under one question, shuffled.
 * @param search words they must all hold, whatever their case and accents; '' for any
 * @param themeId of those found to be about it; all without
 * @throws NotFound once their key has been destroyed
 */
export async function listWritten(
  { db, keys }: Vault,
  surveyId: string,
  question: string,
  atoms: Atom[],
  { search = '', themeId }: { search?: string; themeId?: string } = {},
): Promise<Written[]> {
  const { rows } = await sql<SealedText>`
    select id, sealed, array(
      select theme_id from text_themes where survey_id = texts.survey_id and text_id = texts.id
    ) as theme_ids
    from texts
    where survey_id = ${surveyId} and question = ${question} and atom_id = any(${atoms.map(({ id }) => id)}::uuid[])
    order by id`.execute(db)
  if (rows.length === 0) return []
  const key = await keys.getByScope(textScope(surveyId))
  const wanted = fold(search).split(' ').filter(Boolean)
  return rows
    .filter(({ theme_ids }) => themeId === undefined || theme_ids.includes(themeId))
    .map(({ id, sealed, theme_ids }) => ({ id, theme_ids, words: key.open<string>(textPlace(id), sealed) }))
    .filter(({ words }) => {
      const folded = fold(words)
      return wanted.every(word => folded.includes(word))
    })
}

export interface ThemeLine {
  id: string
  name: string
  /** Of the texts that are shown, so many are about it. */
  count: number
}

/** The themes of a question by name, counted over the texts of some atoms. */
export async function listThemes(
  db: Db,
  surveyId: string,
  question: string,
  atoms: Atom[],
): Promise<ThemeLine[]> {
  const { rows } = await sql<ThemeLine>`
    select themes.id, name, count(texts.id)::int as count
    from themes
    left join text_themes on text_themes.survey_id = themes.survey_id and theme_id = themes.id
    left join texts on texts.survey_id = themes.survey_id and texts.id = text_id
      and atom_id = any(${atoms.map(({ id }) => id)}::uuid[])
    where themes.survey_id = ${surveyId} and themes.question = ${question}
    group by themes.id order by name`.execute(db)
  return rows
}

/** @throws NotFound */
export async function getTheme(
  db: Db,
  surveyId: string,
  question: string,
  id: string,
): Promise<{ id: string; name: string }> {
  const theme = await db
    .selectFrom('themes')
    .select(['id', 'name'])
    .where('survey_id', '=', surveyId)
    .where('question', '=', question)
    .where(sql`id::text`, '=', id)
    .executeTakeFirst()
  if (!theme) throw new NotFound()
  return theme
}
