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
}

/** Which texts: of some atoms under one question. */
export interface WrittenChoice {
  surveyId: string
  question: string
  atoms: Atom[]
  /** Of those found to be about it; all without. */
  themeId?: string
}

/** Texts opened between two turns of the event loop: a few milliseconds. */
const STEP = 250

const chosen = ({ surveyId, question, atoms, themeId }: WrittenChoice) => sql`
  survey_id = ${surveyId} and question = ${question} and atom_id = any(${atoms.map(({ id }) => id)}::uuid[])
  ${themeId ? sql`and exists (select from text_themes where survey_id = texts.survey_id and text_id = texts.id and theme_id = ${themeId})` : sql``}`

async function countTexts(db: Db, choice: WrittenChoice): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from texts where ${chosen(choice)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** The ids of the texts that hold all these words, in their order. */
async function searchTexts({ db, keys }: Vault, choice: WrittenChoice, wanted: string[]): Promise<string[]> {
  const found: string[] = []
  for (let after: string | null = null; ; ) {
    const { rows }: { rows: SealedText[] } = await sql<SealedText>`
      select id, sealed from texts where ${chosen(choice)} and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${STEP}`.execute(db)
    if (rows.length === 0) return found
    const key = await keys.getByScope(textScope(choice.surveyId))
    for (const { id, sealed } of rows) {
      const folded = fold(key.open<string>(textPlace(id), sealed))
      if (wanted.every(word => folded.includes(word))) found.push(id)
    }
    after = rows.at(-1)?.id ?? null
  }
}

async function openTexts(
  { db, keys }: Vault,
  { surveyId }: WrittenChoice,
  ids: string[],
): Promise<Written[]> {
  const { rows } = await sql<SealedText & Pick<Written, 'theme_ids'>>`
    select id, sealed, array(
      select theme_id from text_themes where survey_id = texts.survey_id and text_id = texts.id
    ) as theme_ids
    from texts where survey_id = ${surveyId} and id = any(${ids}::uuid[]) order by id`.execute(db)
  if (rows.length === 0) return []
  const key = await keys.getByScope(textScope(surveyId))
  return rows.map(({ id, sealed, theme_ids }) => ({
    id,
    theme_ids,
    words: key.open<string>(textPlace(id), sealed),
  }))
}

/** Texts in the order of their ids, which is one of chance and stays; only those that are read are opened. */
export interface WrittenList {
  count: number
  /** @throws NotFound once their key has been destroyed */
  read(from: number, most: number): Promise<Written[]>
}

/**
 * @param search words that the texts must all hold, whatever their case and accents; '' for any
 * @throws NotFound once their key has been destroyed
 */
export async function listWritten(vault: Vault, choice: WrittenChoice, search: string): Promise<WrittenList> {
  const wanted = fold(search).split(' ').filter(Boolean)
  if (wanted.length > 0) {
    const ids = await searchTexts(vault, choice, wanted)
    return { count: ids.length, read: (from, most) => openTexts(vault, choice, ids.slice(from, from + most)) }
  }
  return {
    count: await countTexts(vault.db, choice),
    async read(from, most) {
      const { rows } = await sql<{ id: string }>`
        select id from texts where ${chosen(choice)} order by id limit ${most} offset ${from}`.execute(
        vault.db,
      )
      return openTexts(
        vault,
        choice,
        rows.map(({ id }) => id),
      )
    },
  }
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
