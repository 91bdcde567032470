import type { Question } from '../question.ts'
import { answersOf, rowsOf, subquestionsOf } from './lime-choice.ts'
import { codeIn, type Draft, type Lime } from './lime-context.ts'
import { asked, attribute, draft, optional } from './lime-draft.ts'
import type { LimeQuestion } from './lime-survey.ts'
import { lose } from './report.ts'

const cellsMost = 500

const joined = (one: Record<string, string>, two: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(two)])].map(language => [
      language,
      [one[language], two[language]].filter(text => text?.trim()).join(' — '),
    ]),
  )

/** One number, day or text; or one for each subquestion, the question's words before its own. */
export function splitParts(lime: Lime, from: LimeQuestion, code: string): Draft[] {
  if (from.type !== 'K' && from.type !== 'Q') {
    lime.bind(from, {}, { key: code })
    return [draft(from, plainQuestion(lime, from, code))]
  }
  lose(lime.report, code, 'split', from.type)
  return from.subquestions.slice(0, cellsMost).map(subquestion => part(lime, from, code, [subquestion]))
}

/** A number or text for each cell of a grid; a grid of boxes is a matrix of several choices. */
export function splitGrid(lime: Lime, from: LimeQuestion, code: string): Draft[] {
  const across = from.subquestions.filter(one => one.scale === 1)
  const down = from.subquestions.filter(one => one.scale === 0)
  if (from.type === ':' && attribute(from, 'multiflexible_checkbox') === '1')
    return boxes(lime, from, code, down, across)
  lose(lime.report, code, 'split', from.type)
  const cells = down.flatMap(row => (across.length > 0 ? across.map(column => [row, column]) : [[row]]))
  return cells.slice(0, cellsMost).map(subquestions => part(lime, from, code, subquestions))
}

function part(lime: Lime, from: LimeQuestion, code: string, subquestions: LimeQuestion[]): Draft {
  const own = lime.codes.take([code, ...subquestions.map(one => one.title)].join('_'))
  lime.bind(from, { subquestions }, { key: own })
  const words = subquestions.reduce((all, one) => joined(all, one.words), from.words)
  const relevance = subquestions[0]?.relevance ?? ''
  const question = plainQuestion(lime, { ...from, words }, own)
  return { ...draft(from, question), parts: new Map([['', relevance]]) }
}

function boxes(
  lime: Lime,
  from: LimeQuestion,
  code: string,
  down: LimeQuestion[],
  across: LimeQuestion[],
): Draft[] {
  const rows = rowsOf(lime, down, code)
  const { choices } = subquestionsOf(lime, across, code)
  for (const { row, subquestion } of rows)
    for (const [index, column] of across.slice(0, choices.length).entries())
      lime.bind(
        from,
        { subquestions: [subquestion, column] },
        { key: `${code}.${row.code}`, choice: choices[index]!.code },
      )
  const parts = new Map(rows.map(({ row, subquestion }) => [row.code, subquestion.relevance]))
  const shown = rows.map(({ row }) => row)
  const question: Question = {
    kind: 'matrix',
    ...asked(lime, from, code),
    rows: shown,
    choices,
    multiple: true,
  }
  return [draft(from, question, parts)]
}

/** A matrix for each of its two scales. */
export function splitDual(lime: Lime, from: LimeQuestion, code: string): Draft[] {
  lose(lime.report, code, 'split', from.type)
  return ([0, 1] as const).map(scale => {
    const own = scale === 0 ? code : lime.codes.take(`${code}_2`)
    const { choices, codes } = answersOf(lime, from, own, scale)
    const rows = rowsOf(lime, from.subquestions, own)
    for (const { row, subquestion } of rows)
      lime.bind(
        from,
        { subquestions: [subquestion], scale },
        { key: `${own}.${row.code}`, codeOf: codeIn(codes) },
      )
    const header = from.attributes.get(scale === 0 ? 'dualscale_headerA' : 'dualscale_headerB') ?? {}
    const words = joined(from.words, header)
    const parts = new Map(rows.map(({ row, subquestion }) => [row.code, subquestion.relevance]))
    const shown = rows.map(({ row }) => row)
    return draft(
      from,
      { kind: 'matrix', ...asked(lime, { ...from, words }, own), rows: shown, choices },
      parts,
    )
  })
}

/** A number an attribute holds; an expression there is lost. */
function numberIn(lime: Lime, from: LimeQuestion, name: string, code: string): number | undefined {
  const value = attribute(from, name)
  if (/^-?\d{1,15}(\.\d+)?$/.test(value)) return Number(value)
  if (value !== '') lose(lime.report, code, 'validation', `${name}: ${value}`)
  return undefined
}

/** '2007', '2007-05' or a whole day, as the first or the last day it may mean. */
function dayIn(lime: Lime, from: LimeQuestion, name: string, code: string): string | undefined {
  const value = attribute(from, name)
  const rest = name === 'date_min' ? '-01-01' : '-12-31'
  if (/^\d{4}$/.test(value)) return `${value}${rest}`
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) return value.slice(0, 10)
  if (value !== '') lose(lime.report, code, 'validation', `${name}: ${value}`)
  return undefined
}

function plainQuestion(lime: Lime, from: LimeQuestion, code: string): Question {
  const common = asked(lime, from, code)
  const most = Math.min(Number(attribute(from, 'maximum_chars')) || 0, 20_000)
  switch (from.type) {
    case 'D':
      return {
        kind: 'date',
        ...common,
        ...optional('least', dayIn(lime, from, 'date_min', code)),
        ...optional('most', dayIn(lime, from, 'date_max', code)),
      }
    case 'T':
    case 'U':
      return { kind: 'long-text', ...common, ...optional('most', most || undefined) }
    case 'S':
    case 'Q':
    case ';':
      if (attribute(from, 'numbers_only') !== '1')
        return { kind: 'short-text', ...common, ...optional('most', most || undefined) }
      return { kind: 'number', ...common }
    default: {
      const suffix = lime.line(from.attributes.get('suffix') ?? {}, code)
      return {
        kind: 'number',
        ...common,
        ...optional('least', numberIn(lime, from, 'min_num_value_n', code)),
        ...optional('most', numberIn(lime, from, 'max_num_value_n', code)),
        ...optional('whole', attribute(from, 'num_value_int_only') === '1' || undefined),
        ...optional('unit', Object.keys(suffix).length > 0 ? suffix : undefined),
      }
    }
  }
}
