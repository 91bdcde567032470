import type { Db } from '../database.ts'
import { type Definition, findQuestion, linesOf, questionsOf } from './definition.ts'
import type { SurveyState } from './survey.ts'

/** A question that reads otherwise than when the survey was launched. */
export interface Correction {
  /** Of the question. */
  code: string
  /** The day on which its words last changed. */
  on: string
  /** The lines that changed, as they stood at the launch. */
  before: string[]
}

/**
 * The questions whose words were corrected after the launch, as read in a language. A translation that was added since
 * changes nothing for those who read another.
 */
export async function listCorrections(
  db: Db,
  { id, version, definition }: SurveyState,
  language: string,
): Promise<Correction[]> {
  if (version === 1) return []
  const versions = await db
    .selectFrom('survey_versions')
    .select(['definition', 'created_on'])
    .where('survey_id', '=', id)
    .orderBy('version')
    .execute()
  const read = (code: string, one?: { definition: Definition }) => {
    const question = one && findQuestion(one.definition, code)
    return question ? linesOf(question).map(words => words?.[language] ?? '') : []
  }
  return questionsOf(definition).flatMap(({ code }) => {
    const now = read(code, { definition })
    const before = read(code, versions[0]).filter((line, at) => line && line !== now[at])
    const last = versions.findLast(
      (one, at) => read(code, one).join('\n') !== read(code, versions[at - 1]).join('\n'),
    )
    return before.length > 0 && last ? [{ code, on: last.created_on, before }] : []
  })
}
