import type { Condition } from '../condition.ts'
import type { Page } from '../definition.ts'
import type { Question } from '../question.ts'
import type { Draft, Lime } from './lime-context.ts'
import { attribute } from './lime-draft.ts'
import type { LimeCondition, LimeGroup, LimeQuestion } from './lime-survey.ts'
import { annotate } from './note.ts'
import { lose } from './report.ts'
import { translate } from './translation.ts'

/** A page on its way, with the group it was. */
export interface DraftPage {
  page: Page
  group: LimeGroup
  drafts: Draft[]
}

interface Owner {
  code: string
  shown?: Condition
}

export const isTrivial = (expression: string): boolean =>
  ['', '1', '(1)', '((1))'].includes(expression.trim())

const both = (one: Condition | undefined, other: Condition): Condition =>
  one ? { all: [one, other] } : other

/** Puts every condition the file has where it belongs, or a note where our conditions cannot say it. */
export function placeConditions(lime: Lime, pages: DraftPage[]): void {
  for (const { page, group, drafts } of pages) {
    if (!isTrivial(group.relevance))
      tally(lime, [place(lime, page, group.relevance, drafts[0]?.question, page.code)])
    for (const [from, parts] of Map.groupBy(drafts, ({ from }) => from)) {
      const expression = isTrivial(from.relevance) ? tableExpression(lime, from) : from.relevance
      if (!isTrivial(expression))
        tally(
          lime,
          parts.map(({ question }) => place(lime, question, expression, question, question.code)),
        )
      placeParts(lime, parts)
      placeFilter(lime, from, parts)
    }
  }
}

function tally(lime: Lime, placed: boolean[]): void {
  lime.report.conditions.found += 1
  if (placed.length > 0 && placed.every(Boolean)) lime.report.conditions.kept += 1
}

function place(
  lime: Lime,
  owner: Owner,
  expression: string,
  noted: Question | undefined,
  code: string,
): boolean {
  const translation = translate(expression, name => lime.find(name))
  if (!translation) {
    lose(lime.report, code, 'condition-unsayable', expression)
    annotate(noted, expression)
    return false
  }
  if (translation.rewritten) lose(lime.report, code, 'condition-rewritten', expression)
  owner.shown = both(owner.shown, translation.condition)
  return true
}

/** Conditions on single rows and choices, and on those that became questions. */
function placeParts(lime: Lime, drafts: Draft[]): void {
  for (const { question, parts } of drafts) {
    for (const [code, expression] of parts) {
      const owner = code === '' ? question : partsOf(question).find(part => part.code === code)
      if (owner && !isTrivial(expression))
        tally(lime, [place(lime, owner, expression, question, question.code)])
    }
  }
}

function partsOf(question: Question): Owner[] {
  if (question.kind === 'matrix') return question.rows
  return 'choices' in question ? question.choices : []
}

/** Rows shown because the box of the same code was ticked before, or was not. */
function placeFilter(lime: Lime, from: LimeQuestion, drafts: Draft[]): void {
  for (const name of ['array_filter', 'array_filter_exclude']) {
    const sources = attribute(from, name)
      .split(';')
      .map(source => source.trim())
      .filter(Boolean)
    for (const source of sources) {
      lime.report.conditions.found += 1
      const filtered = from.subquestions.filter(({ title }) => {
        const target = lime.find(`${source}_${title}`)
        const owner = ownerOf(from, drafts, title)
        if (!target || !owner) return false
        const given: Condition = target.choice
          ? { answer: target.key, is: 'equal', value: target.choice }
          : { answer: target.key, is: 'answered' }
        owner.shown = both(owner.shown, name === 'array_filter' ? given : { not: given })
        return true
      })
      const code = drafts[0]?.question.code ?? from.title
      if (filtered.length > 0) lime.report.conditions.kept += 1
      else annotate(drafts[0]?.question, `${name}: ${source}`)
      lose(
        lime.report,
        code,
        filtered.length > 0 ? 'condition-rewritten' : 'condition-unsayable',
        `${name}: ${source}`,
      )
    }
  }
}

/** The row, choice or question that a subquestion has become. */
function ownerOf(from: LimeQuestion, drafts: Draft[], title: string): Owner | undefined {
  if (drafts.length === from.subquestions.length && !drafts.some(({ question }) => 'choices' in question))
    return drafts[from.subquestions.findIndex(one => one.title === title)]?.question
  return drafts.flatMap(({ question }) => partsOf(question)).find(part => part.code === title)
}

/**
 * The conditions table as an expression: any of a question's rows, all questions of a scenario, any scenario.
 * It counts where no relevance was compiled from it.
 */
function tableExpression({ survey }: Lime, { qid }: LimeQuestion): string {
  const rows = survey.conditions.filter(condition => condition.qid === qid)
  const scenarios = [...Map.groupBy(rows, row => row.scenario).values()].map(scenario =>
    [...Map.groupBy(scenario, row => row.field).values()]
      .map(same => `(${same.map(comparison).join(' or ')})`)
      .join(' and '),
  )
  return scenarios.map(scenario => `(${scenario})`).join(' or ')
}

function comparison({ field, method, value }: LimeCondition): string {
  const other = /^@(\w+)@$/.exec(value)?.[1]
  const right = other ?? `"${value.replace(/["\\]/g, '\\$&')}"`
  // A method that is no comparison (a pattern) makes an expression that cannot be read, and so a note.
  return `${field.replace(/^\+/, '')} ${method} ${right}`
}
