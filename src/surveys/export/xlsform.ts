import { writeXlsx } from 'hucre/xlsx'
import type { Condition } from '../condition.ts'
import type { Definition, Page } from '../definition.ts'
import type { Choice, Question, QuestionOf, Words } from '../question.ts'
import { type Cells, type Form, heading, languageName, namesOf, patch, words } from './cells.ts'
import { writeExpression } from './expression.ts'

/**
 * A survey as a workbook of XLSForm. What XLSForm has no word for stands as JSON in columns `unisson`, which
 * other tools pass over and our import reads back.
 */
export async function writeXlsform(definition: Definition): Promise<Uint8Array> {
  const { languages, title, introduction, thanks, breakdown, pages } = definition
  const form: Form = { languages, survey: [], choices: [], names: namesOf(definition) }
  for (const page of pages) writePage(form, page)
  const settings = {
    form_title: title[languages[0] ?? ''] ?? Object.values(title)[0] ?? '',
    form_id: 'unisson',
    default_language: languageName(languages[0] ?? ''),
    unisson: patch({ languages, title, introduction, thanks, breakdown }),
  }
  const headings = (column: string) => languages.map(language => heading(column, language))
  const survey = [
    'type',
    'name',
    ...headings('label'),
    ...headings('hint'),
    'required',
    'relevant',
    'appearance',
  ]
  return writeXlsx({
    sheets: [
      sheet('survey', [...survey, 'constraint', 'parameters', 'unisson'], form.survey),
      sheet('choices', ['list_name', 'name', ...headings('label'), 'unisson'], form.choices),
      sheet('settings', Object.keys(settings), [settings]),
    ],
  })
}

const sheet = (name: string, headings: string[], rows: Cells[]) => ({
  name,
  rows: [headings, ...rows.map(row => headings.map(column => row[column] ?? ''))],
})

const relevant = ({ names }: Form, shown: Condition | undefined): Cells =>
  shown ? { relevant: writeExpression(shown, key => names.get(key)) } : {}

function writePage(form: Form, { code, title, introduction, shown, questions }: Page): void {
  const cells = { ...words(form, 'label', title), ...relevant(form, shown), unisson: patch({ shown }) }
  form.survey.push({ type: 'begin_group', name: code, appearance: 'field-list', ...cells })
  if (introduction) {
    const note = { ...words(form, 'label', introduction), unisson: patch({ introduction: true }) }
    form.survey.push({ type: 'note', name: `${code}_introduction`, ...note })
  }
  for (const question of questions) {
    if (question.kind === 'matrix') writeMatrix(form, question)
    else writeQuestion(form, question)
  }
  form.survey.push({ type: 'end_group' })
}

/** The columns every question fills, and the rest of it as JSON. */
function common(form: Form, question: Question): Cells {
  const { code, text, shown, ...rest } = question
  const { help, required, choices, rows, ...own } = rest as Partial<QuestionOf<'matrix'>>
  const other = 'other' in question ? { other: undefined } : {}
  return {
    name: code,
    ...words(form, 'label', text),
    ...words(form, 'hint', help),
    required: required === 'hard' ? 'yes' : '',
    ...relevant(form, shown),
    unisson: patch({ ...own, ...other, ...(required === 'soft' && { required }), shown }),
  }
}

function writeQuestion(form: Form, question: Exclude<Question, { kind: 'matrix' }>): void {
  const { code } = question
  if ('choices' in question)
    writeChoices(form, code, question.choices, 'other' in question ? question.other : undefined)
  if (question.kind === 'yes-no' && !form.choices.some(choice => choice.list_name === 'yes_no'))
    writeYesNo(form)
  form.survey.push({ ...common(form, question), ...columns(question) })
  if ('other' in question && question.other) {
    const name = form.names.get(`${code}.other`) ?? `${code}_other`
    const cells = { relevant: `selected(\${${code}}, 'other')`, unisson: patch({ otherOf: code }) }
    form.survey.push({ type: 'text', name, ...words(form, 'label', question.other), ...cells })
  }
}

function columns(question: Exclude<Question, { kind: 'matrix' }>): Cells {
  const { code } = question
  const parameters = 'shuffled' in question && question.shuffled ? 'randomize=true' : ''
  switch (question.kind) {
    case 'single':
      return { type: `select_one ${code}`, appearance: question.list ? 'minimal' : '', parameters }
    case 'multiple':
      return { type: `select_multiple ${code}`, parameters }
    case 'ranking':
      return { type: `rank ${code}`, parameters }
    case 'yes-no':
      return { type: 'select_one yes_no' }
    case 'scale':
      return {
        type: 'range',
        parameters: `start=${question.from} end=${question.to} step=1`,
        appearance: question.stars ? 'rating' : '',
      }
    case 'number':
      return { type: question.whole ? 'integer' : 'decimal', constraint: bounds(question) }
    case 'date':
      return { type: 'date', constraint: bounds(question) }
    case 'long-text':
      return { type: 'text', appearance: 'multiline' }
    case 'text':
      return { type: 'note' }
    default:
      return { type: 'text' }
  }
}

function bounds({ least, most }: QuestionOf<'number'> | QuestionOf<'date'>): string {
  const said = (value: number | string) => (typeof value === 'string' ? `date('${value}')` : value)
  return [
    ...(least === undefined ? [] : [`. >= ${said(least)}`]),
    ...(most === undefined ? [] : [`. <= ${said(most)}`]),
  ].join(' and ')
}

function writeChoices(form: Form, list: string, choices: Choice[], other?: Words): void {
  for (const { code, text, exclusive, shown } of choices)
    form.choices.push({
      list_name: list,
      name: code,
      ...words(form, 'label', text),
      unisson: patch({ exclusive, shown }),
    })
  if (other)
    form.choices.push({
      list_name: list,
      name: 'other',
      ...words(form, 'label', other),
      unisson: patch({ other: true }),
    })
}

function writeYesNo(form: Form): void {
  const said = (fr: string, en: string): Words =>
    Object.fromEntries(form.languages.map(language => [language, language.startsWith('fr') ? fr : en]))
  writeChoices(form, 'yes_no', [
    { code: 'yes', text: said('Oui', 'Yes') },
    { code: 'no', text: said('Non', 'No') },
  ])
}

function writeMatrix(form: Form, question: QuestionOf<'matrix'>): void {
  const { code, rows, choices, multiple, required } = question
  writeChoices(form, code, choices)
  form.survey.push({ type: 'begin_group', ...common(form, question), appearance: 'table-list' })
  for (const row of rows)
    form.survey.push({
      type: `${multiple ? 'select_multiple' : 'select_one'} ${code}`,
      name: form.names.get(`${code}.${row.code}`) ?? '',
      ...words(form, 'label', row.text),
      required: required === 'hard' ? 'yes' : '',
      ...relevant(form, row.shown),
      unisson: patch({ row: row.code, shown: row.shown }),
    })
  form.survey.push({ type: 'end_group' })
}
