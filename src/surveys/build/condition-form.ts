import { Compile } from 'typebox/compile'
import type { Form } from '../../http/form.ts'
import { cleanLine } from '../../http/text.ts'
import { type Condition, references } from '../condition.ts'
import { Shown } from '../question.ts'
import { blankRow, formComparisons, type Group, joins, type Node } from './condition-tree.ts'

const shape = Compile(Shown)
/** More than anybody reads; a form's fields end somewhere. */
const MOST_NODES = 200
const DEEPEST = 30

/**
 * Reads the tree of a form: `join.0` says that the group `0` stands there, `answer.0.2`, `is.0.2` and `value.0.2` are
 * its third row, `kept.0.1` is what the form has no words for, as JSON. The order is that of the fields.
 */
export function readTree(body: unknown): Group {
  const fields = (body ?? {}) as Record<string, unknown>
  const word = (name: string) => {
    const sent = Object.hasOwn(fields, name) ? [fields[name]].flat().at(-1) : undefined
    return typeof sent === 'string' ? sent : ''
  }
  const places = Object.keys(fields)
    .map(name => /^(?:join|answer|kept)\.(\d{1,3}(?:\.\d{1,3})*)$/.exec(name)?.[1])
    .filter(place => place !== undefined)
    .slice(0, MOST_NODES)
  const within = (parent: string): Node[] =>
    [...new Set(places)]
      .filter(place => place.startsWith(`${parent}.`) && !place.slice(parent.length + 1).includes('.'))
      .flatMap(nodeAt)
  const groupAt = (place: string): Group => ({
    join: joins.find(join => join === word(`join.${place}`)) ?? 'all',
    of: place.split('.').length > DEEPEST ? [] : within(place),
  })
  const nodeAt = (place: string): Node[] => {
    if (`join.${place}` in fields) return [groupAt(place)]
    if (`kept.${place}` in fields) return keptOf(word(`kept.${place}`))
    const is = formComparisons.find(one => one === word(`is.${place}`)) ?? 'equal'
    return [
      { answer: word(`answer.${place}`), is, value: cleanLine(word(`value.${place}`), 1_000).value ?? '' },
    ]
  }
  return groupAt('0')
}

function keptOf(json: string): Node[] {
  try {
    const kept: unknown = JSON.parse(json)
    return shape.Check(kept) ? [{ kept: kept as Condition }] : []
  } catch {
    return []
  }
}

/** What a button of the form does to its tree: `add 0`, `group 0.1`, `remove 0.2`. */
export function pressTree(root: Group, press: string): Group {
  const [act = '', place = ''] = press.split(' ')
  const path = place.split('.').slice(1).map(Number)
  const change = (node: Group, [index, ...rest]: number[]): Group => {
    if (index === undefined) {
      if (act === 'add') return { ...node, of: [...node.of, blankRow()] }
      return act === 'group'
        ? { ...node, of: [...node.of, { join: 'any', of: [blankRow(), blankRow()] }] }
        : node
    }
    if (rest.length === 0 && act === 'remove') return { ...node, of: node.of.toSpliced(index, 1) }
    const child = node.of[index]
    if (!child || !('join' in child)) return node
    return { ...node, of: node.of.with(index, change(child, rest)) }
  }
  return change(root, path)
}

/** Rows that nobody filled in are as if they were not there. */
export function pruned(group: Group): Group {
  return {
    ...group,
    of: group.of
      .filter(node => !('answer' in node) || node.answer !== '')
      .map(node => ('join' in node ? pruned(node) : node))
      .filter(node => !('join' in node) || node.of.length > 0),
  }
}

/**
 * What keeps a tree from being a condition, by the field it is in.
 * @param earlier the keys it may ask about
 * @param takes whether a question may be answered so
 */
export function treeFaults(
  root: Group,
  earlier: Set<string>,
  takes: (key: string, value: string) => boolean,
): Form['faults'] {
  const faults: Form['faults'] = {}
  const walk = (node: Node, place: string): void => {
    if ('join' in node) {
      for (const [index, one] of node.of.entries()) walk(one, `${place}.${index}`)
    } else if ('kept' in node) {
      if (!references(node.kept).every(key => earlier.has(key))) faults[`kept.${place}`] = { code: 'earlier' }
    } else if (!earlier.has(node.answer)) faults[`answer.${place}`] = { code: 'earlier' }
    else if (!['answered', 'not-answered'].includes(node.is)) {
      if (node.value === '') faults[`value.${place}`] = { code: 'compared' }
      else if (!takes(node.answer, node.value)) faults[`value.${place}`] = { code: 'compared' }
    }
  }
  walk(root, '0')
  return faults
}
