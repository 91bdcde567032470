import { Invalid } from '../../errors.ts'
import { Codes } from '../codes.ts'
import type { Condition } from '../condition.ts'
import { type Definition, type Page, questionsOf, wordsOf } from '../definition.ts'
import type { Question } from '../question.ts'
import { mend } from './mend.ts'
import { annotate } from './note.ts'
import { type Imported, lose, openReport } from './report.ts'
import type { SurveyJs } from './surveyjs-choice.ts'
import { convertElement } from './surveyjs-question.ts'
import { type Json, Locales, listOf, objectOf, stringOf } from './surveyjs-words.ts'
import { translate } from './translation.ts'
import { lineOf, textOf } from './words.ts'

const elementsMost = 3_000
const deepest = 20

/** What may be hidden, by which expressions of its own and of the panels around it. */
interface Placing {
  owner: { code: string; shown?: Condition }
  place: string
  noted?: Question
  expressions: string[]
}

/** @throws Invalid `file-unknown` for JSON that is no form of SurveyJS, `file-large`, `survey-shape` */
export function importSurveyJs(json: unknown): Imported {
  const form = objectOf(json)
  const pages = Array.isArray(form.pages) ? form.pages : Array.isArray(form.elements) ? [form] : undefined
  if (!pages) throw new Invalid('file-unknown', 422)
  const report = openReport('surveyjs')
  const locales = new Locales(form)
  report.languages = { found: locales.codes.length, kept: locales.codes.length }
  const js: SurveyJs = { report, locales, codes: new Codes('question'), names: new Map() }
  const placings: Placing[] = []
  const converted = pages.map(page => convertPage(js, objectOf(page), placings))
  place(js, placings)
  const title = lineOf(report, '', locales.words(form.title))
  const introduction = textOf(report, '', locales.words(form.description))
  const thanks = textOf(report, '', locales.words(form.completedHtml))
  const definition: Definition = {
    languages: locales.codes,
    title: Object.keys(title).length > 0 ? title : locales.fixed('Sans titre', 'Untitled'),
    ...(introduction && { introduction }),
    ...(thanks && { thanks }),
    pages: converted.filter(page => page.questions.length > 0 || page.introduction),
  }
  insert(js, definition)
  if (listOf(form.triggers).length > 0) lose(report, '', 'condition-unsayable', 'triggers')
  if (listOf(form.calculatedValues).length > 0) lose(report, '', 'equation', 'calculatedValues')
  return { definition: mend(definition, report), report }
}

/** @throws Invalid `file-large` */
function convertPage(js: SurveyJs, json: Json, placings: Placing[]): Page {
  const { report, locales, codes } = js
  const page: Page = { code: codes.take(stringOf(json.name) || 'page1'), questions: [] }
  const title = lineOf(report, page.code, locales.words(json.title))
  if (Object.keys(title).length > 0) page.title = title
  const introduction = textOf(report, page.code, locales.words(json.description))
  if (introduction) page.introduction = introduction
  const take = (list: unknown, around: string[], depth: number): void => {
    for (const element of listOf(list).map(objectOf)) {
      if (report.questions.found >= elementsMost || depth > deepest) throw new Invalid('file-large', 422)
      page.questions.push(
        ...takeElement(js, element, around, placings, (inner, expressions) =>
          take(inner, expressions, depth + 1),
        ),
      )
    }
  }
  const before = placings.length
  take(json.elements ?? json.questions, [], 0)
  const noted = page.questions[0]
  placings.splice(before, 0, {
    owner: page,
    place: page.code,
    ...(noted && { noted }),
    expressions: conditionsOf(json),
  })
  return page
}

const conditionsOf = ({ visibleIf }: Json): string[] => (stringOf(visibleIf) ? [stringOf(visibleIf)] : [])

function takeElement(
  js: SurveyJs,
  element: Json,
  around: string[],
  placings: Placing[],
  takeInner: (list: unknown, expressions: string[]) => void,
): Question[] {
  const { report } = js
  const name = stringOf(element.name)
  const expressions = [...around, ...conditionsOf(element)]
  if (element.type === 'panel' || element.type === 'paneldynamic') {
    if (element.type === 'paneldynamic') lose(report, name, 'repeat', 'paneldynamic')
    takeInner(element.elements ?? element.templateElements, expressions)
    return []
  }
  report.questions.found += 1
  const converted = convertElement(js, element)
  if (converted.length > 0) report.questions.kept += 1
  for (const { question, parts } of converted) {
    const place = question.code
    placings.push({ owner: question, place, noted: question, expressions })
    for (const { owner, visibleIf } of parts)
      placings.push({ owner, place, noted: question, expressions: [visibleIf] })
  }
  for (const key of ['requiredIf', 'enableIf', 'choicesVisibleIf', 'rowsVisibleIf', 'setValueIf'])
    if (element[key]) leave(js, converted[0]?.question, name, `${key}: ${stringOf(element[key])}`)
  for (const validator of listOf(element.validators).map(objectOf))
    if (validator.type !== 'numeric') lose(report, name, 'validation', stringOf(validator.type))
  if (element.defaultValue !== undefined) lose(report, name, 'default')
  if (element.correctAnswer !== undefined) lose(report, name, 'assessment')
  return [...converted.map(({ question }) => question), ...commentOn(js, element, converted[0]?.question)]
}

/** The comment beside a question, as a question after it that is shown with it. */
function commentOn(
  { report, locales, codes }: SurveyJs,
  { hasComment, showCommentArea, commentText }: Json,
  beside: Question | undefined,
): Question[] {
  if (!beside || (hasComment !== true && showCommentArea !== true)) return []
  const code = codes.take(`${beside.code}_comment`)
  lose(report, beside.code, 'comments-joined', code)
  const text = {
    ...locales.fixed('Votre commentaire', 'Your comment'),
    ...lineOf(report, code, locales.words(commentText)),
  }
  return [{ kind: 'long-text', code, text }]
}

function leave({ report }: SurveyJs, question: Question | undefined, name: string, expression: string): void {
  report.conditions.found += 1
  lose(report, question?.code ?? name, 'condition-unsayable', expression)
  annotate(question, expression)
}

function place({ report, names }: SurveyJs, placings: Placing[]): void {
  for (const { owner, place, noted, expressions } of placings) {
    const said: Condition[] = []
    for (const expression of expressions) {
      report.conditions.found += 1
      const translation = translate(expression, name => names.get(name))
      if (translation) {
        report.conditions.kept += 1
        said.push(translation.condition)
        if (translation.rewritten) lose(report, place, 'condition-rewritten', expression)
      } else {
        lose(report, place, 'condition-unsayable', expression)
        annotate(noted, expression)
      }
    }
    if (said.length > 0) owner.shown = said.length === 1 ? said[0]! : { all: said }
  }
}

/** Turns `{name}` into our `{key}`; what it cannot name becomes an ellipsis, and a note. */
function insert({ report, names }: SurveyJs, definition: Definition): void {
  const questions = new Map(questionsOf(definition).map(question => [question.code, question]))
  for (const { place, words } of wordsOf(definition)) {
    for (const [language, text] of Object.entries(words)) {
      words[language] = text.replace(/\{(?!\s)([^{}]+)\}/g, (braced, name: string) => {
        const target = names.get(name)
        if (target) return `{${target.key}}`
        lose(report, place, 'insertion-unsayable', braced)
        annotate(questions.get(place), braced)
        return '…'
      })
    }
  }
}
