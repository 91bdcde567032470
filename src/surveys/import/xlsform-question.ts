import { Codes } from '../codes.ts'
import type { Choice, Question, Words } from '../question.ts'
import { type LossReport, lose, type Why } from './report.ts'
import type { SheetRow } from './sheet.ts'

/** A list of the choices sheet, with its old names among our codes. */
export interface List {
  choices: Choice[]
  /** The words of *other*, where the list says that one of its choices is it. */
  other?: Words
  codes: Map<string, string>
}

/** The label and the hint of a row. */
export interface RowWords {
  label: Words
  hint: Words | undefined
}

/** The type cell: its word, its list, and whether *other* is offered. */
export function typeOf(row: SheetRow): { type: string; list: string; other: boolean } {
  const cell = (row.type ?? '').trim()
  const select =
    /^(select_one|select_multiple|rank|select one from|select all that apply from)\s+(\S+)(\s+or_other)?/i.exec(
      cell,
    )
  if (!select) return { type: cell.toLowerCase().replace(/[\s_]+/g, ' '), list: '', other: false }
  const word = select[1]?.toLowerCase().replace('select one from', 'select_one') ?? ''
  return {
    type: word.replace('select all that apply from', 'select_multiple'),
    list: select[2] ?? '',
    other: select[3] !== undefined,
  }
}

/** What is measured around a response, or computed, and so no question. */
export const notAsked: Record<string, Why> = {
  calculate: 'equation',
  hidden: 'hidden',
  start: 'times',
  end: 'times',
  today: 'times',
  deviceid: 'names',
  subscriberid: 'names',
  simserial: 'names',
  phonenumber: 'names',
  username: 'names',
  email: 'names',
  audit: 'times',
  'start-geopoint': 'names',
  'xml-external': 'file-ignored',
}
const uploads = new Set(['image', 'photo', 'audio', 'video', 'file', 'barcode', 'background-audio'])

const isYes = (cell: string | undefined): boolean =>
  /^(yes|true|true\(\)|1|oui|vrai)$/i.test((cell ?? '').trim())

/** `. >= 2 and . <= 5` as bounds; undefined where a constraint says anything else. */
function boundsOf(constraint: string): { least?: number | string; most?: number | string } | undefined {
  if (constraint.length > 500) return undefined
  const bounds: { least?: number | string; most?: number | string } = {}
  for (const part of constraint.split(/\s+and\s+/i)) {
    const match =
      /^\(?\s*\.\s*(>=|<=)\s*(?:(-?\d+(?:\.\d+)?)|date\(['"](\d{4}-\d{2}-\d{2})['"]\))\s*\)?$/.exec(
        part.trim(),
      )
    if (!match) return undefined
    bounds[match[1] === '>=' ? 'least' : 'most'] = match[3] ?? Number(match[2])
  }
  return bounds
}

const parametersOf = (row: SheetRow): Map<string, string> =>
  new Map(
    (row.parameters ?? '')
      .split(/[\s;,]+/)
      .map(pair => pair.split('='))
      .map(([name = '', value = '']) => [name.trim(), value.trim()]),
  )

/** A row as a question, without its conditions; undefined where we have nothing like it. */
export function convertRow(
  report: LossReport,
  row: SheetRow,
  code: string,
  { label, hint }: RowWords,
  list: List,
  otherWords: Words,
): Question | undefined {
  const { type, other } = typeOf(row)
  const appearance = row.appearance ?? ''
  const common = {
    code,
    text: label,
    ...(hint && { help: hint }),
    ...(isYes(row.required) && { required: 'hard' as const }),
  }
  const shuffled = parametersOf(row).get('randomize') === 'true' ? { shuffled: true as const } : {}
  const said = list.other ?? (other ? otherWords : undefined)
  const withOther = said ? { other: said } : {}
  switch (type) {
    case 'select_one':
      return {
        kind: 'single',
        ...common,
        choices: list.choices,
        ...withOther,
        ...(appearance.includes('minimal') && { list: true as const }),
        ...shuffled,
      }
    case 'select_multiple':
      return { kind: 'multiple', ...common, choices: list.choices, ...withOther, ...shuffled }
    case 'rank':
      return { kind: 'ranking', ...common, choices: list.choices, ...shuffled }
    case 'note':
      return { kind: 'text', code, text: label }
    case 'acknowledge':
    case 'trigger':
      lose(report, code, 'kind-changed', type)
      return { kind: 'yes-no', ...common }
    case 'integer':
    case 'decimal':
    case 'range':
      return numeric(report, row, type, common)
    case 'date':
    case 'datetime':
      if (type !== 'date') lose(report, code, 'kind-changed', type)
      return { kind: 'date', ...common, ...dayBounds(report, row, code) }
    case 'time':
    case 'url':
      lose(report, code, 'kind-changed', type)
      return { kind: 'short-text', ...common }
    case 'text':
    case 'string':
      if (row.constraint) lose(report, code, 'validation', row.constraint)
      return { kind: appearance.includes('multiline') ? 'long-text' : 'short-text', ...common }
    default:
      lose(report, code, uploads.has(type) ? 'upload' : 'kind-unknown', type)
      return undefined
  }
}

type Common = { code: string; text: Words; help?: Words; required?: 'hard' }

function numeric(report: LossReport, row: SheetRow, type: string, common: Common): Question {
  const parameters = parametersOf(row)
  const from = Number(parameters.get('start') ?? 1)
  const to = Number(parameters.get('end') ?? 10)
  const step = Number(parameters.get('step') ?? 1)
  if (type === 'range' && step === 1 && Number.isInteger(from) && to > from && to - from <= 20)
    return {
      kind: 'scale',
      ...common,
      from,
      to,
      ...((row.appearance ?? '').includes('rating') && { stars: true as const }),
    }
  const bounds = row.constraint ? boundsOf(row.constraint) : {}
  if (!bounds) lose(report, common.code, 'validation', row.constraint)
  const limits = type === 'range' ? { least: from, most: to } : numbersOf(bounds)
  return { kind: 'number', ...common, ...limits, ...(type === 'integer' && { whole: true as const }) }
}

const numbersOf = (bounds: ReturnType<typeof boundsOf>): { least?: number; most?: number } =>
  Object.fromEntries(Object.entries(bounds ?? {}).filter(([, value]) => typeof value === 'number'))

function dayBounds(report: LossReport, row: SheetRow, code: string): { least?: string; most?: string } {
  const bounds = row.constraint ? boundsOf(row.constraint) : {}
  if (!bounds) lose(report, code, 'validation', row.constraint)
  return Object.fromEntries(Object.entries(bounds ?? {}).filter(([, value]) => typeof value === 'string'))
}

/** The lists of the choices sheet. */
export function readLists(
  rows: SheetRow[],
  labelOf: (row: SheetRow, code: string) => Words,
  patchOf: (row: SheetRow) => Partial<Choice> & { other?: true },
): Map<string, List> {
  const lists = new Map<string, List>()
  for (const [name, choices] of Map.groupBy(rows, row => (row.list_name ?? row['list name'] ?? '').trim())) {
    const codes = new Codes('choice')
    const list: List = { choices: [], codes: new Map() }
    for (const row of choices.slice(0, 2_000)) {
      const old = (row.name ?? row.value ?? '').trim()
      const { other, ...patch } = patchOf(row)
      const text = labelOf(row, name)
      const code = other ? 'other' : codes.take(old)
      list.codes.set(old, code)
      if (other) list.other = text
      else list.choices.push({ code, text, ...patch })
    }
    lists.set(name, list)
  }
  return lists
}
