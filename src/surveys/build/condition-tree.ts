import type { Comparison, Condition } from '../condition.ts'

/** A comparison as the form says it; not: of the opposite. */
export type FormComparison =
  | 'equal'
  | 'not-equal'
  | 'less'
  | 'most'
  | 'more'
  | 'least'
  | 'answered'
  | 'not-answered'

export const formComparisons: readonly FormComparison[] = [
  'equal',
  'not-equal',
  'least',
  'more',
  'most',
  'less',
  'answered',
  'not-answered',
]

export type Join = 'all' | 'any' | 'not-all' | 'none'
export const joins: readonly Join[] = ['all', 'any', 'not-all', 'none']

/** A condition as its form shows it. What the form has no words for is kept as it is. */
export type Node =
  | { join: Join; of: Node[] }
  | { answer: string; is: FormComparison; value: string }
  | { kept: Condition }

export type Group = Extract<Node, { join: Join }>
export type Row = Extract<Node, { answer: string }>

export const blankRow = (): Row => ({ answer: '', is: 'equal', value: '' })

/** A group of nothing has no row to show. */
const group = (join: Join, of: Condition[], whole: Condition): Node =>
  of.length > 0 ? { join, of: of.map(treeOf) } : { kept: whole }

function rowOf(condition: Extract<Condition, { answer: string }>, negated: boolean): Row | undefined {
  const { answer } = condition
  if (condition.is === 'answered') return { answer, is: negated ? 'not-answered' : 'answered', value: '' }
  if (typeof condition.value === 'object' || (negated && condition.is !== 'equal')) return undefined
  return { answer, is: negated ? 'not-equal' : condition.is, value: String(condition.value) }
}

/** The tree of a condition: negations stand at groups and comparisons. */
function treeOf(condition: Condition): Node {
  if ('all' in condition) return group('all', condition.all, condition)
  if ('any' in condition) return group('any', condition.any, condition)
  if ('count' in condition) return { kept: condition }
  if ('answer' in condition) return rowOf(condition, false) ?? { kept: condition }
  const { not } = condition
  if ('all' in not) return group('not-all', not.all, condition)
  if ('any' in not) return group('none', not.any, condition)
  if ('not' in not) return treeOf(not.not)
  if ('count' in not) return { kept: condition }
  return rowOf(not, true) ?? { join: 'none', of: [rowOf(not, false) ?? { kept: not }] }
}

/** The same within one group, as a form has it. */
export function rootOf(condition: Condition | undefined): Group {
  if (!condition) return { join: 'all', of: [] }
  const tree = treeOf(condition)
  return 'join' in tree ? tree : { join: 'all', of: [tree] }
}

/** The value of a row as the evaluator wants it. @param numeric whether the question is answered with numbers */
const operandOf = (value: string, numeric: boolean): string | number => {
  const plain = value.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return numeric && plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : value
}

/** @param isNumeric of the question that a key belongs to */
export function conditionOf(node: Node, isNumeric: (key: string) => boolean): Condition | undefined {
  if ('kept' in node) return node.kept
  if ('answer' in node) return comparisonOf(node, isNumeric(node.answer))
  const of = node.of.map(one => conditionOf(one, isNumeric)).filter(one => one !== undefined)
  const [only] = of
  if (!only) return undefined
  if (node.join === 'none') return { not: of.length === 1 ? only : { any: of } }
  if (node.join === 'not-all') return { not: of.length === 1 ? only : { all: of } }
  if (of.length === 1) return only
  return node.join === 'all' ? { all: of } : { any: of }
}

function comparisonOf({ answer, is, value }: Row, numeric: boolean): Condition {
  if (is === 'answered') return { answer, is }
  if (is === 'not-answered') return { not: { answer, is: 'answered' } }
  const operand = operandOf(value, numeric)
  if (is === 'not-equal') return { not: { answer, is: 'equal', value: operand } }
  return { answer, is: is satisfies Comparison, value: operand }
}
