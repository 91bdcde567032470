import { Invalid } from '../../errors.ts'
import { Codes } from '../codes.ts'
import type { Choice, Question, QuestionOf, Words } from '../question.ts'
import { type LossReport, lose } from './report.ts'
import { type Json, type Locales, listOf, numberOf, objectOf, stringOf } from './surveyjs-words.ts'
import type { Target } from './translation.ts'
import { lineOf, textOf } from './words.ts'

/** An import of one form under way. */
export interface SurveyJs {
  report: LossReport
  locales: Locales
  codes: Codes
  names: Map<string, Target>
}

/** A question, and the expressions that say when its rows and choices are shown. */
export interface Converted {
  question: Question
  parts: { owner: Choice; visibleIf: string }[]
}

const choicesMost = 20_000
const several = new Set(['checkbox', 'tagbox'])

/** What every question has. */
export function asked({ report, locales }: SurveyJs, element: Json, code: string) {
  const help = textOf(report, code, locales.words(element.description))
  const title = lineOf(report, code, locales.words(element.title ?? element.name))
  return {
    code,
    text: title,
    ...(help && { help }),
    ...(element.isRequired === true && { required: 'hard' as const }),
  }
}

interface Items {
  choices: Choice[]
  codes: Map<string, string | number>
  parts: Converted['parts']
}

export function items(
  { report, locales }: SurveyJs,
  list: unknown,
  code: string,
  kind: 'choice' | 'row' = 'choice',
): Items {
  const taken = new Codes(kind)
  const found: Items = { choices: [], codes: new Map(), parts: [] }
  const all = listOf(list)
  report.choices.found += all.length
  if (report.choices.found > choicesMost) throw new Invalid('file-large', 422)
  for (const item of all.slice(0, 2_000)) {
    const value = stringOf(objectOf(item).value ?? item)
    const own = taken.take(value)
    if (own !== value) lose(report, code, 'code-changed', `${value} > ${own}`)
    const choice: Choice = {
      code: own,
      text: lineOf(report, code, locales.words(objectOf(item).text ?? value)),
    }
    found.codes.set(value, own)
    found.choices.push(choice)
    const visibleIf = stringOf(objectOf(item).visibleIf)
    if (visibleIf) found.parts.push({ owner: choice, visibleIf })
    if (objectOf(item).imageLink) lose(report, code, 'picture', own)
  }
  report.choices.kept += found.choices.length
  return found
}

const flag = (value: unknown): value is true => value === true

export function select(form: SurveyJs, element: Json, type: string, code: string): Converted {
  const { report, locales, names } = form
  const { choices, codes, parts } = items(form, element.choices, code)
  if (element.choicesByUrl || element.choicesFromQuestion) lose(report, code, 'choices-missing')
  const isSeveral = several.has(type) || (type === 'imagepicker' && element.multiSelect === true)
  if (flag(element.hasNone) || flag(element.showNoneItem)) {
    const text = {
      ...locales.fixed('Aucune', 'None'),
      ...lineOf(report, code, locales.words(element.noneText)),
    }
    choices.push({ code: 'none', text, ...(isSeveral && { exclusive: true as const }) })
    codes.set('none', 'none')
  }
  const other: Words | undefined =
    flag(element.hasOther) || flag(element.showOtherItem)
      ? { ...locales.fixed('Autre', 'Other'), ...lineOf(report, code, locales.words(element.otherText)) }
      : undefined
  if (other) codes.set('other', 'other')
  const name = stringOf(element.name)
  const all = choices.map(choice => choice.code)
  names.set(name, {
    key: code,
    codeOf: value => codes.get(String(value)),
    ...((isSeveral || type === 'ranking') && { choices: all }),
  })
  if (other) names.set(`${name}-Comment`, { key: `${code}.other` })
  const common = {
    ...asked(form, element, code),
    choices,
    ...(element.choicesOrder === 'random' && { shuffled: true as const }),
  }
  if (type === 'ranking') return { question: { kind: 'ranking', ...common }, parts }
  if (!isSeveral) {
    const list = type === 'dropdown' ? { list: true as const } : {}
    return { question: { kind: 'single', ...common, ...(other && { other }), ...list }, parts }
  }
  const [least, most] = [numberOf(element.minSelectedChoices), numberOf(element.maxSelectedChoices)]
  const bounds = { ...(least && { least }), ...(most && { most }) }
  return { question: { kind: 'multiple', ...common, ...(other && { other }), ...bounds }, parts }
}

export function matrix(
  form: SurveyJs,
  element: Json,
  code: string,
  columns: unknown = element.columns,
): Converted {
  const { choices, codes } = items(form, columns, code)
  const { choices: rows, codes: rowCodes, parts } = items(form, element.rows, code, 'row')
  const name = stringOf(element.name)
  for (const [old, row] of rowCodes)
    form.names.set(`${name}.${old}`, { key: `${code}.${row}`, codeOf: value => codes.get(String(value)) })
  const required =
    flag(element.isAllRowRequired) || flag(element.eachRowRequired) ? { required: 'hard' as const } : {}
  const question: QuestionOf<'matrix'> = {
    kind: 'matrix',
    ...asked(form, element, code),
    ...required,
    rows: rows.slice(0, 500),
    choices,
    ...(element.cellType === 'checkbox' && { multiple: true as const }),
  }
  return { question, parts }
}
