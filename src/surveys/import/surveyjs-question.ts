import type { Question } from '../question.ts'
import { lose, type Why } from './report.ts'
import { asked, type Converted, items, matrix, type SurveyJs, select } from './surveyjs-choice.ts'
import { splitColumns, splitTexts } from './surveyjs-split.ts'
import { type Json, listOf, numberOf, objectOf, stringOf } from './surveyjs-words.ts'
import { lineOf, textOf } from './words.ts'

const dropped: Record<string, Why> = {
  expression: 'equation',
  file: 'upload',
  signaturepad: 'upload',
  image: 'picture',
}
const selects = new Set([
  'radiogroup',
  'dropdown',
  'imagepicker',
  'buttongroup',
  'checkbox',
  'tagbox',
  'ranking',
])

/** An element as questions of ours: one, several, or none. */
export function convertElement(form: SurveyJs, element: Json): Converted[] {
  const type = stringOf(element.type)
  const name = stringOf(element.name)
  const why = Object.hasOwn(dropped, type) ? dropped[type] : undefined
  if (why || element.visible === false) {
    lose(form.report, name, why ?? 'hidden', type)
    return []
  }
  if (type === 'multipletext') return splitTexts(form, element, text)
  if (type === 'matrixdropdown') return splitColumns(form, element)
  const code = codeOf(form, name)
  const one = (question: Question, parts: Converted['parts'] = []) => [{ question, parts }]
  if (selects.has(type)) return [select(form, element, type, code)]
  switch (type) {
    case 'matrix':
      return [matrix(form, element, code)]
    case 'boolean':
      form.names.set(name, {
        key: code,
        codeOf: value => ({ yes: 'yes', no: 'no', true: 'yes', false: 'no' })[value],
      })
      return one({ kind: 'yes-no', ...asked(form, element, code) })
    case 'rating':
      return one(rating(form, element, code))
    case 'comment':
      form.names.set(name, { key: code })
      return one({ kind: 'long-text', ...asked(form, element, code), ...lengthOf(element) })
    case 'text':
      form.names.set(name, { key: code })
      return one(text(form, element, code))
    case 'html':
      return one({
        kind: 'text',
        code,
        text: textOf(form.report, code, form.locales.words(element.html)) ?? {},
      })
    default:
      lose(form.report, name, 'kind-unknown', type)
      return []
  }
}

function codeOf({ codes, report }: SurveyJs, name: string): string {
  const code = codes.take(name)
  if (code !== name) lose(report, code, 'code-changed', `${name} > ${code}`)
  return code
}

const lengthOf = (element: Json): { most?: number } => {
  const most = numberOf(element.maxLength)
  return most !== undefined && most >= 1 && most <= 20_000 ? { most: Math.floor(most) } : {}
}

function rating(form: SurveyJs, element: Json, code: string): Question {
  const name = stringOf(element.name)
  const common = asked(form, element, code)
  if (listOf(element.rateValues).length > 0) {
    const { choices, codes } = items(form, element.rateValues, code)
    form.names.set(name, { key: code, codeOf: value => codes.get(String(value)) })
    return { kind: 'single', ...common, choices }
  }
  form.names.set(name, { key: code, codeOf: value => numberOf(value) })
  const from = Math.round(numberOf(element.rateMin) ?? 1)
  const to = Math.round(numberOf(element.rateMax) ?? numberOf(element.rateCount) ?? 5)
  const [low, high] = [element.minRateDescription, element.maxRateDescription].map(words =>
    lineOf(form.report, code, form.locales.words(words)),
  )
  return {
    kind: 'scale',
    ...common,
    from: Math.max(-100, Math.min(from, 99)),
    to: Math.max(-99, Math.min(to, 100)),
    ...(low && Object.keys(low).length > 0 && { low }),
    ...(high && Object.keys(high).length > 0 && { high }),
    ...((element.rateType === 'stars' || element.rateDisplayMode === 'stars') && { stars: true as const }),
  }
}

function text(form: SurveyJs, element: Json, code: string): Question {
  const common = asked(form, element, code)
  const type = stringOf(element.inputType)
  const numeric = listOf(element.validators)
    .map(objectOf)
    .find(one => one.type === 'numeric')
  const least = element.min ?? numeric?.minValue
  const most = element.max ?? numeric?.maxValue
  if (type === 'number' || type === 'range' || numeric) {
    const bounds = { least: numberOf(least), most: numberOf(most) }
    const said = Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined))
    return { kind: 'number', ...common, ...said }
  }
  if (['date', 'datetime', 'datetime-local', 'month', 'week'].includes(type)) {
    if (type !== 'date') lose(form.report, code, 'kind-changed', type)
    const days = Object.entries({ least, most }).filter(([, day]) =>
      /^\d{4}-\d{2}-\d{2}$/.test(stringOf(day)),
    )
    return { kind: 'date', ...common, ...Object.fromEntries(days) }
  }
  if (type && type !== 'text') lose(form.report, code, 'kind-changed', type)
  return { kind: 'short-text', ...common, ...lengthOf(element) }
}
