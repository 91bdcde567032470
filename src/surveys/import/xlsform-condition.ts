import type { Condition } from '../condition.ts'
import { writeExpression } from '../export/expression.ts'
import type { Question } from '../question.ts'
import { annotate } from './note.ts'
import { type LossReport, lose } from './report.ts'
import { type Target, translate } from './translation.ts'
import type { Branch, Patch } from './xlsform-tree.ts'

/** Something that may be hidden, with the groups it stood in that are no pages. */
export interface Placing {
  owner: { code: string; shown?: Condition }
  /** Where a note goes when a condition cannot be said. */
  noted?: Question
  own: Branch
  around: Branch[]
}

/** Puts the relevance of rows and groups where it belongs, or a note where our conditions cannot say it. */
export function placeRelevance(report: LossReport, placings: Placing[], names: Map<string, Target>): void {
  const kept = new Map<Branch, boolean>()
  const nameOf = new Map([...names].map(([name, target]) => [target.key, name]))
  for (const { owner, noted, own, around } of placings) {
    const conditions: Condition[] = []
    for (const branch of [...around, own]) {
      const expression = (branch.row.relevant ?? '').trim()
      const condition = relevanceOf(branch.patch, expression, names, nameOf)
      if (condition) conditions.push(condition.condition)
      if (expression === '') continue
      kept.set(branch, (kept.get(branch) ?? true) && condition !== undefined)
      if (condition?.rewritten) lose(report, owner.code, 'condition-rewritten', expression)
      if (condition) continue
      lose(report, owner.code, 'condition-unsayable', expression)
      annotate(noted, expression)
    }
    if (conditions.length > 0) owner.shown = conditions.length === 1 ? conditions[0]! : { all: conditions }
  }
  report.conditions.found += kept.size
  report.conditions.kept += [...kept.values()].filter(Boolean).length
}

/** Our own condition where the cell still says what we wrote, else what the cell says. */
function relevanceOf(
  { shown }: Patch,
  expression: string,
  names: Map<string, Target>,
  nameOf: Map<string, string>,
): { condition: Condition; rewritten: boolean } | undefined {
  const key = (name: string) => nameOf.get(name)
  if (shown && writeExpression(shown, key) === expression) return { condition: shown, rewritten: false }
  return expression === '' ? undefined : translate(expression, name => names.get(name))
}
