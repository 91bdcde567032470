import { languagePattern } from '../question.ts'
import type { LimeAnswer, LimeGroup, LimeQuestion, LimeWords } from './lime-survey.ts'
import type { Row } from './rows.ts'

const number = (value: string | undefined): number => Number.parseInt(value ?? '', 10) || 0

/** Texts by language, without the empty ones. */
export const wordsOf = (pairs: [string, string][]): LimeWords =>
  Object.fromEntries(pairs.filter(([language, text]) => languagePattern.test(language) && text.trim() !== ''))

/** The words of things by id: in the table itself, one row a language, or in a table of its own. */
function translations(rows: Row[], id: string, column: string): (key: string) => LimeWords {
  const pairs = Map.groupBy(rows, row => row[id] ?? '')
  return key => wordsOf((pairs.get(key) ?? []).map(row => [row.language ?? '', row[column] ?? '']))
}

/** The first row of each id. */
function once(rows: Row[], id: (row: Row) => string): Row[] {
  const seen = new Map<string, Row>()
  for (const row of rows) if (!seen.has(id(row))) seen.set(id(row), row)
  return [...seen.values()]
}

type Tables = (table: string) => Row[]

/** Groups with their questions, each in its order; whatever version of the format they came in. */
export function readGroups(rows: Tables): LimeGroup[] {
  const l10ns = rows('group_l10ns')
  const source = l10ns.length > 0 ? l10ns : rows('groups')
  const name = translations(source, 'gid', 'group_name')
  const description = translations(source, 'gid', 'description')
  const questions = Map.groupBy(readQuestions(rows), question => question.gid)
  return once(rows('groups'), row => row.gid ?? '')
    .map(row => ({
      gid: row.gid ?? '',
      order: number(row.group_order),
      relevance: row.grelevance ?? '',
      name: name(row.gid ?? ''),
      description: description(row.gid ?? ''),
      questions: (questions.get(row.gid ?? '') ?? []).toSorted(byOrder),
    }))
    .toSorted(byOrder)
}

const byOrder = (a: { order: number }, b: { order: number }): number => a.order - b.order

function readQuestions(rows: Tables): LimeQuestion[] {
  const all = [...rows('questions'), ...rows('subquestions')]
  const l10ns = rows('question_l10ns')
  const source = l10ns.length > 0 ? l10ns : all
  const words = translations(source, 'qid', 'question')
  const help = translations(source, 'qid', 'help')
  const scripts = new Set(source.filter(row => (row.script ?? '').trim() !== '').map(row => row.qid ?? ''))
  const attributes = Map.groupBy(rows('question_attributes'), row => row.qid ?? '')
  const answers = Map.groupBy(readAnswers(rows), answer => answer.qid)
  const questions = once(all, row => row.qid ?? '').map((row): LimeQuestion => {
    const qid = row.qid ?? ''
    return {
      qid,
      gid: row.gid ?? '',
      parent: row.parent_qid ?? '0',
      type: row.type ?? '',
      title: row.title ?? '',
      order: number(row.question_order),
      scale: number(row.scale_id),
      other: row.other === 'Y',
      mandatory: row.mandatory ?? 'N',
      relevance: row.relevance ?? '',
      words: words(qid),
      help: help(qid),
      scripted: scripts.has(qid),
      pattern: row.preg?.trim() ?? '',
      attributes: attributesOf(attributes.get(qid) ?? []),
      subquestions: [],
      answers: (answers.get(qid) ?? []).toSorted(byOrder),
    }
  })
  const children = Map.groupBy(questions, question => question.parent)
  const parents = questions.filter(({ parent }) => parent === '0' || parent === '')
  for (const question of parents) question.subquestions = (children.get(question.qid) ?? []).toSorted(byOrder)
  return parents
}

function attributesOf(rows: Row[]): Map<string, LimeWords> {
  const attributes = new Map<string, LimeWords>()
  for (const { attribute = '', language = '', value = '' } of rows) {
    if (value.trim() === '') continue
    attributes.set(attribute, { ...attributes.get(attribute), [language]: value })
  }
  return attributes
}

function readAnswers(rows: Tables): (LimeAnswer & { qid: string })[] {
  const l10ns = rows('answer_l10ns')
  const old = l10ns.length === 0
  const id = (row: Row) => (old ? `${row.qid} ${row.scale_id ?? 0} ${row.code}` : (row.aid ?? ''))
  const source = old ? rows('answers').map((row): Row => ({ ...row, aid: id(row) })) : l10ns
  const words = translations(source, 'aid', 'answer')
  return once(rows('answers'), id).map(row => ({
    qid: row.qid ?? '',
    code: row.code ?? '',
    scale: number(row.scale_id),
    order: number(row.sortorder),
    words: words(id(row)),
  }))
}
