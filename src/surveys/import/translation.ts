import type { Comparison, Condition, Operand } from '../condition.ts'
import { type Node, parseExpression, type Relation } from './expression.ts'

/** What a name in a foreign expression stands for among our answers. */
export interface Target {
  key: string
  /** The one choice of several that the name is about. */
  choice?: string
  /** All choices, where the name is about the question as a whole. */
  choices?: string[]
  /** A foreign value in our terms; undefined where the question has no such answer. */
  codeOf?: (value: string | number) => string | number | undefined
}

export interface Translation {
  condition: Condition
  /** Whether it says the same in other terms: a count, a length, a bare name. */
  rewritten: boolean
}

type Find = (name: string) => Target | undefined

class Unsayable extends Error {}

/** @returns undefined where our conditions cannot say it, or a name is not found */
export function translate(expression: string, find: Find): Translation | undefined {
  const node = parseExpression(expression)
  if (!node) return undefined
  try {
    const translator = new Translator(find)
    const condition = translator.condition(node)
    return { condition, rewritten: translator.rewritten }
  } catch (error) {
    if (error instanceof Unsayable) return undefined
    throw error
  }
}

const always: Condition = { all: [] }
const never: Condition = { any: [] }
const not = (condition: Condition): Condition => ('not' in condition ? condition.not : { not: condition })
const comparisons: Record<string, Comparison> = {
  '=': 'equal',
  '<': 'less',
  '<=': 'most',
  '>': 'more',
  '>=': 'least',
}
const flipped: Partial<Record<Relation, Relation>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

class Translator {
  readonly #find: Find
  rewritten = false

  constructor(find: Find) {
    this.#find = find
  }

  condition(node: Node): Condition {
    switch (node.kind) {
      case 'both':
        return { all: node.parts.map(part => this.condition(part)) }
      case 'either':
        return { any: node.parts.map(part => this.condition(part)) }
      case 'not':
        return not(this.condition(node.part))
      case 'literal':
        return node.value === 0 || node.value === '' || node.value === '0' ? never : always
      case 'name':
        this.rewritten = true
        return this.#given(this.#target(node))
      case 'call':
        return this.#call(node.name, node.args)
      case 'compare':
        return this.#compare(node.left, node.is, node.right)
      default:
        throw new Unsayable()
    }
  }

  #target(node: Node | undefined): Target {
    const target = node?.kind === 'name' ? this.#find(node.name) : undefined
    if (!target) throw new Unsayable()
    return target
  }

  /** Chosen, or answered at all. */
  #given({ key, choice }: Target): Condition {
    return choice === undefined
      ? { answer: key, is: 'answered' }
      : { answer: key, is: 'equal', value: choice }
  }

  #call(name: string, args: Node[]): Condition {
    if (name === 'true' || name === 'false') return name === 'true' ? always : never
    if ((name === 'is_empty' || name === 'empty') && args.length === 1)
      return not(this.#given(this.#target(args[0])))
    if (name === 'selected' && args.length === 2) return this.#equals(this.#target(args[0]), args[1])
    if (name === 'boolean' && args.length === 1) return this.condition(args[0] as Node)
    throw new Unsayable()
  }

  #compare(left: Node, is: Relation, right: Node): Condition {
    if (left.kind === 'literal' && right.kind !== 'literal')
      return this.#compare(right, flipped[is] ?? is, left)
    if (is === '!=') return not(this.#compare(left, '=', right))
    if (left.kind === 'call') return this.#measure(left.name, left.args, is, right)
    const target = this.#target(left)
    if (is === 'contains') return this.#equals(target, right)
    if (is === 'anyof' || is === 'allof') {
      if (right.kind !== 'list') throw new Unsayable()
      const parts = right.items.map(item => this.#equals(target, item))
      return is === 'anyof' ? { any: parts } : { all: parts }
    }
    if (is === '=') return this.#equals(target, right)
    if (target.choice !== undefined) throw new Unsayable()
    return { answer: target.key, is: comparisons[is] as Comparison, value: this.#operand(right) }
  }

  #operand(node: Node): Operand {
    if (node.kind === 'literal') return node.value
    const { key, choice } = this.#target(node)
    if (choice !== undefined) throw new Unsayable()
    return { answer: key }
  }

  #equals(target: Target, right: Node | undefined): Condition {
    const value = literalOf(right)
    if (value === undefined) {
      if (!right || target.choice !== undefined) throw new Unsayable()
      return { answer: target.key, is: 'equal', value: this.#operand(right) }
    }
    if (value === '') return not(this.#given(target))
    if (target.choice !== undefined) {
      // A box of several choices is 'Y' or nothing.
      if (value !== 'Y' && value !== '1' && value !== 1) throw new Unsayable()
      return this.#given(target)
    }
    const code = target.codeOf ? target.codeOf(value) : value
    if (code === undefined) throw new Unsayable()
    return { answer: target.key, is: 'equal', value: code }
  }

  /** Counts of choices or answers, and lengths that only ask whether anything was written. */
  #measure(name: string, args: Node[], is: Relation, right: Node): Condition {
    this.rewritten = true
    if (name === 'strlen' || name === 'string-length') return this.#length(this.#target(args[0]), is, right)
    const counted = this.#counted(name, args)
    const comparison = comparisons[is]
    if (!counted || !comparison) throw new Unsayable()
    return { count: counted, is: comparison, value: this.#operand(right) }
  }

  #counted(name: string, args: Node[]): Condition[] | undefined {
    if (name === 'count') return args.flatMap(arg => this.#each(this.#target(arg)))
    if (name === 'count-selected' && args.length === 1) return this.#each(this.#target(args[0]))
    if (name === 'countif') {
      const [value, ...others] = args
      return others.map(arg => this.#equals(this.#target(arg), value))
    }
    return undefined
  }

  #each(target: Target): Condition[] {
    if (!target.choices) return [this.#given(target)]
    return target.choices.map(choice => this.#given({ key: target.key, choice }))
  }

  #length(target: Target, is: Relation, right: Node): Condition {
    const value = Number(literalOf(right) ?? Number.NaN)
    const answered = this.#given(target)
    if ((is === '>' && value === 0) || (is === '>=' && value === 1)) return answered
    if ((is === '=' && value === 0) || (is === '<' && value === 1) || (is === '<=' && value === 0))
      return not(answered)
    throw new Unsayable()
  }
}

/** A word, a number, or a truth as the word our yes-no questions use. */
function literalOf(node: Node | undefined): string | number | undefined {
  if (node?.kind === 'literal') return node.value
  if (node?.kind === 'call' && node.args.length === 0 && ['true', 'false'].includes(node.name))
    return node.name === 'true' ? 'yes' : 'no'
  return undefined
}
