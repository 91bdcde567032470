import { Codes } from '../codes.ts'
import { keysOf, type Question } from '../question.ts'
import { annotate } from './note.ts'
import { type LossReport, lose } from './report.ts'
import type { Target } from './translation.ts'
import { lineOf, textOf } from './words.ts'
import type { Placing } from './xlsform-condition.ts'
import { convertRow, type List, notAsked, typeOf } from './xlsform-question.ts'
import { type Branch, isTable, type Patch } from './xlsform-tree.ts'
import type { Languages } from './xlsform-words.ts'

/** An import of one form under way. */
export interface Form {
  report: LossReport
  languages: Languages
  lists: Map<string, List>
  codes: Codes
  names: Map<string, Target>
  placings: Placing[]
}

/** The questions a row or group becomes: none, one, or those of the group. */
export function convertBranch(form: Form, branch: Branch, around: Branch[]): Question[] {
  if (branch.children && isTable(branch)) return [convertTable(form, branch, around)]
  if (branch.children) {
    if (branch.type === 'begin repeat') lose(form.report, branch.name, 'repeat', branch.name)
    return branch.children.flatMap(child => convertBranch(form, child, [...around, branch]))
  }
  const question = convertLeaf(form, branch)
  if (question) form.placings.push({ owner: question, noted: question, own: branch, around })
  return question ? [question] : []
}

function convertLeaf(form: Form, { row, type, name, patch }: Branch): Question | undefined {
  const { report, languages, codes, lists } = form
  if (patch.otherOf !== undefined) return undefined
  const why = Object.hasOwn(notAsked, type) ? notAsked[type] : undefined
  if (why) {
    lose(report, name, why, row.calculation || type)
    return undefined
  }
  report.questions.found += 1
  const code = codes.take(name)
  if (code !== name) lose(report, code, 'code-changed', `${name} > ${code}`)
  const { list: listName, other } = typeOf(row)
  const list = structuredClone(lists.get(listName) ?? { choices: [], codes: new Map<string, string>() })
  if (other) list.codes.set('other', 'other')
  const label = languages.wordsIn(row, 'label')
  const hint = textOf(report, code, languages.wordsIn(row, 'hint'))
  const words = {
    label: type === 'note' ? (textOf(report, code, label) ?? {}) : lineOf(report, code, label),
    hint,
  }
  const otherWords = Object.fromEntries(languages.codes.map(one => [one, one === 'fr' ? 'Autre' : 'Other']))
  const converted = convertRow(report, row, code, words, list, otherWords)
  if (!converted) return undefined
  report.questions.kept += 1
  const question = patched(converted, patch)
  bind(form, name, question, list)
  if (row.choice_filter) {
    lose(report, code, 'condition-unsayable', row.choice_filter)
    annotate(question, row.choice_filter)
    report.conditions.found += 1
  }
  if (row.default) lose(report, code, 'default')
  return question
}

/** A question with what our own export said about it beside the row; its shape is checked with the survey's. */
function patched(question: Question, { shown: _, ...patch }: Patch): Question {
  if (patch.kind === undefined) return Object.assign(question, patch)
  const { code, text, help, required, choices, other } = question as Extract<Question, { kind: 'single' }>
  const isChosen = ['single', 'multiple', 'ranking'].includes(String(patch.kind))
  const asked = { code, text, ...(help && { help }), ...(required && { required }) }
  return { ...asked, ...(isChosen && { choices }), ...(other && { other }), ...patch } as Question
}

function bind({ names }: Form, name: string, question: Question, { codes }: List): void {
  const choices = [...codes.values()]
  const isSeveral = question.kind === 'multiple' || question.kind === 'ranking'
  const codeOf = (value: string | number) => (codes.size > 0 ? codes.get(String(value)) : value)
  for (const key of keysOf(question)) names.set(name, { key, codeOf, ...(isSeveral && { choices }) })
  if (codes.has('other')) names.set(`${name}_other`, { key: `${question.code}.other` })
}

function convertTable(form: Form, branch: Branch, around: Branch[]): Question {
  const { report, languages, codes, lists, names } = form
  const { row, name, patch, children = [] } = branch
  const code = codes.take(name || 'matrix')
  const { type, list } = typeOf(children[0]?.row ?? {})
  const { choices, codes: listed } = structuredClone(
    lists.get(list) ?? { choices: [], codes: new Map<string, string>() },
  )
  const hint = textOf(report, code, languages.wordsIn(row, 'hint'))
  const required = /^(yes|true|true\(\)|1)$/i.test((children[0]?.row.required ?? '').trim())
  const { shown: _, ...rest } = patch
  const matrix: Question = {
    kind: 'matrix',
    code,
    text: lineOf(report, code, languages.wordsIn(row, 'label')),
    ...(hint && { help: hint }),
    ...(required && { required: 'hard' }),
    rows: [],
    choices,
    ...(type === 'select_multiple' && { multiple: true }),
    ...rest,
  }
  const rowCodes = new Codes('row')
  for (const child of children) {
    report.questions.found += 1
    report.questions.kept += 1
    const own = String(child.patch.row ?? child.name.replace(new RegExp(`^${RegExp.escape(name)}_`), ''))
    const taken = {
      code: rowCodes.take(own),
      text: lineOf(report, code, languages.wordsIn(child.row, 'label')),
    }
    matrix.rows.push(taken)
    names.set(child.name, { key: `${code}.${taken.code}`, codeOf: value => listed.get(String(value)) })
    form.placings.push({ owner: taken, noted: matrix, own: child, around: [] })
  }
  form.placings.push({ owner: matrix, noted: matrix, own: branch, around })
  return matrix
}
