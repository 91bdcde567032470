import type { Question, Words } from '../question.ts'
import { lose } from './report.ts'
import { type Converted, matrix, type SurveyJs } from './surveyjs-choice.ts'
import { type Json, listOf, objectOf, stringOf } from './surveyjs-words.ts'

/** A line or number for each of several texts. */
export function splitTexts(
  form: SurveyJs,
  element: Json,
  text: (form: SurveyJs, element: Json, code: string) => Question,
): Converted[] {
  const name = stringOf(element.name)
  lose(form.report, name, 'split', 'multipletext')
  return listOf(element.items)
    .slice(0, 100)
    .map(one => {
      const item = objectOf(one)
      const itemName = stringOf(item.name)
      const code = form.codes.take(`${name}_${itemName}`)
      form.names.set(`${name}.${itemName}`, { key: code })
      const title = joined(
        form.locales.words(element.title ?? name),
        form.locales.words(item.title ?? itemName),
      )
      return { question: text(form, { ...item, title }, code), parts: [] }
    })
}

/** A matrix for each column of choices; columns of other kinds are left. */
export function splitColumns(form: SurveyJs, element: Json): Converted[] {
  const name = stringOf(element.name)
  lose(form.report, name, 'split', 'matrixdropdown')
  return listOf(element.columns)
    .slice(0, 50)
    .flatMap(one => {
      const column = objectOf(one)
      const columnName = stringOf(column.name)
      const type = stringOf(column.cellType ?? element.cellType) || 'dropdown'
      if (!['dropdown', 'radiogroup', 'checkbox', 'tagbox'].includes(type)) {
        lose(form.report, name, 'kind-unknown', `${columnName}: ${type}`)
        return []
      }
      const code = form.codes.take(`${name}_${columnName}`)
      const title = joined(
        form.locales.words(element.title ?? name),
        form.locales.words(column.title ?? columnName),
      )
      const cellType = ['checkbox', 'tagbox'].includes(type) ? 'checkbox' : ''
      return [matrix(form, { ...element, title, cellType }, code, column.choices ?? element.choices)]
    })
}

const joined = (one: Words, two: Words): Words =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(two)])].map(language => [
      language,
      [one[language], two[language]].filter(Boolean).join(' — '),
    ]),
  )
