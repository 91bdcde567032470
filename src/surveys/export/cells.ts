import { Codes } from '../codes.ts'
import { type Definition, questionsOf } from '../definition.ts'
import type { Words } from '../question.ts'

export type Cells = Record<string, string>

/** A form being written: its rows, and the name of the row each answer's key becomes. */
export interface Form {
  languages: string[]
  survey: Cells[]
  choices: Cells[]
  names: Map<string, string>
}

/** 'français (fr)', as the columns of other tools have it. */
export const languageName = (code: string): string =>
  `${new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code} (${code})`
export const heading = (column: string, language: string): string => `${column}::${languageName(language)}`

/** What is left of a thing as JSON; '' where nothing is. */
export function patch(rest: Record<string, unknown>): string {
  const said = Object.entries(rest).filter(([, value]) => value !== undefined)
  return said.length === 0 ? '' : JSON.stringify(Object.fromEntries(said))
}

/** Questions keep their codes; rows and the words of *other* get names beside them that are free. */
export function namesOf(definition: Definition): Map<string, string> {
  const codes = new Codes('question')
  const names = new Map<string, string>()
  for (const page of definition.pages) codes.take(page.code)
  const questions = questionsOf(definition)
  for (const { code } of questions) names.set(code, codes.take(code))
  for (const question of questions) {
    const parts = question.kind === 'matrix' ? question.rows.map(row => row.code) : []
    for (const part of 'other' in question ? [...parts, 'other'] : parts)
      names.set(`${question.code}.${part}`, codes.take(`${question.code}_${part}`))
  }
  return names
}

/** Words under the heading of each language, answers inserted as XLSForm wants it. */
export function words({ languages, names }: Form, column: string, said: Words | undefined): Cells {
  const insert = (text: string) =>
    text.replace(/\{([^{}]+)\}/g, (braced, key: string) =>
      names.has(key) ? `\${${names.get(key)}}` : braced,
    )
  return Object.fromEntries(
    languages.flatMap(language =>
      said?.[language] ? [[heading(column, language), insert(said[language])]] : [],
    ),
  )
}
