import type { Condition, Operand } from '../condition.ts'

const signs = { equal: '=', less: '<', most: '<=', more: '>', least: '>=' } as const

/**
 * A condition as XLSForm says it, in XPath; for people and other tools, who count choices by `selected`.
 * @param nameOf the name of the row an answer's key became
 */
export function writeExpression(condition: Condition, nameOf: (key: string) => string | undefined): string {
  const write = (one: Condition): string => writeExpression(one, nameOf)
  const name = (key: string): string => `\${${nameOf(key) ?? key}}`
  const operand = (value: Operand): string => {
    if (typeof value === 'object') return name(value.answer)
    if (typeof value === 'number') return String(value)
    return value.includes("'") ? `"${value.replaceAll('"', '')}"` : `'${value}'`
  }
  if ('all' in condition)
    return condition.all.length === 0 ? 'true()' : condition.all.map(group(write)).join(' and ')
  if ('any' in condition)
    return condition.any.length === 0 ? 'false()' : condition.any.map(group(write)).join(' or ')
  if ('not' in condition) return `not(${write(condition.not)})`
  if ('count' in condition) {
    const counted = condition.count.map(one => `number(${write(one)})`)
    return `(${counted.join(' + ') || '0'}) ${signs[condition.is]} ${operand(condition.value)}`
  }
  if (condition.is === 'answered') return `${name(condition.answer)} != ''`
  const { answer, is, value } = condition
  // Right for one choice and for several; a number or a day compares as itself.
  if (is === 'equal' && typeof value === 'string' && !/\s/.test(value))
    return `selected(${name(answer)}, ${operand(value)})`
  return `${name(answer)} ${signs[is]} ${operand(value)}`
}

const group =
  (write: (one: Condition) => string) =>
  (one: Condition): string =>
    'all' in one || 'any' in one ? `(${write(one)})` : write(one)
