/** What an expression of LimeSurvey, XLSForm or SurveyJS says, as far as the three agree. */
export type Node =
  | { kind: 'literal'; value: string | number }
  | { kind: 'list'; items: Node[] }
  | { kind: 'name'; name: string }
  | { kind: 'call'; name: string; args: Node[] }
  | { kind: 'compare'; is: Relation; left: Node; right: Node }
  | { kind: 'both' | 'either'; parts: Node[] }
  | { kind: 'not'; part: Node }

export type Relation = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'anyof' | 'allof'

interface Token {
  kind: 'text' | 'number' | 'name' | 'word' | 'mark'
  value: string
}

const longest = 20_000
const deepest = 80

const pattern =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+X\d+X\w+(?:[.#]\w+)*)|(\d+(?:\.\d+)?(?![\w.]))|\$?\{([^{}]+)\}|([A-Za-z_]\w*(?:[.:#-]\w+)*)|(&&|\|\||[=!<>]=|<>|[=<>!(),[\]-]))/y

const relations: Record<string, Relation> = {
  '=': '=',
  '==': '=',
  eq: '=',
  equal: '=',
  '!=': '!=',
  '<>': '!=',
  ne: '!=',
  notequal: '!=',
  '<': '<',
  lt: '<',
  less: '<',
  '<=': '<=',
  le: '<=',
  lessorequal: '<=',
  '>': '>',
  gt: '>',
  greater: '>',
  '>=': '>=',
  ge: '>=',
  greaterorequal: '>=',
  contains: 'contains',
  contain: 'contains',
  anyof: 'anyof',
  allof: 'allof',
}
/** Relations said in the negative. */
const negated: Record<string, Relation> = { notcontains: 'contains', notcontain: 'contains', noneof: 'anyof' }

class Unreadable extends Error {}

function* tokensOf(text: string): Generator<Token> {
  pattern.lastIndex = 0
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const match = pattern.exec(text)
    if (!match) throw new Unreadable()
    const [, quoted, field, number, braced, word, mark] = match
    if (quoted !== undefined) yield { kind: 'text', value: quoted.slice(1, -1).replace(/\\(.)/g, '$1') }
    else if (number !== undefined) yield { kind: 'number', value: number }
    else if (word !== undefined) yield { kind: 'word', value: word }
    else if (mark !== undefined) yield { kind: 'mark', value: mark }
    else yield { kind: 'name', value: (braced ?? field ?? '').trim() }
  }
}

/** @returns undefined for what is no expression, or says more than `Node` can: sums, products, ranges */
export function parseExpression(text: string): Node | undefined {
  if (text.length > longest) return undefined
  try {
    return new Reader([...tokensOf(text.toWellFormed().replace(/\p{Cc}/gu, ' '))]).whole()
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

class Reader {
  readonly #tokens: Token[]
  #at = 0
  #depth = 0

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  whole(): Node {
    const node = this.#either()
    if (this.#at < this.#tokens.length) throw new Unreadable()
    return node
  }

  #next(...values: string[]): boolean {
    const token = this.#tokens[this.#at]
    const isNext =
      (token?.kind === 'mark' || token?.kind === 'word') && values.includes(token.value.toLowerCase())
    if (isNext) this.#at += 1
    return isNext
  }

  #must(value: string): void {
    if (!this.#next(value)) throw new Unreadable()
  }

  #either(): Node {
    this.#depth += 1
    if (this.#depth > deepest) throw new Unreadable()
    const parts = [this.#both()]
    while (this.#next('or', '||')) parts.push(this.#both())
    this.#depth -= 1
    return parts.length === 1 ? (parts[0] as Node) : { kind: 'either', parts }
  }

  #both(): Node {
    const parts = [this.#comparison()]
    while (this.#next('and', '&&')) parts.push(this.#comparison())
    return parts.length === 1 ? (parts[0] as Node) : { kind: 'both', parts }
  }

  #comparison(): Node {
    if (this.#next('!')) return { kind: 'not', part: this.#nested(() => this.#comparison()) }
    const left = this.#operand()
    if (this.#next('empty')) return { kind: 'call', name: 'is_empty', args: [left] }
    if (this.#next('notempty')) return { kind: 'not', part: { kind: 'call', name: 'is_empty', args: [left] } }
    const token = this.#tokens[this.#at]
    const sign = token?.kind === 'mark' || token?.kind === 'word' ? token.value.toLowerCase() : ''
    const not = Object.hasOwn(negated, sign) ? negated[sign] : undefined
    const is = not ?? (Object.hasOwn(relations, sign) ? relations[sign] : undefined)
    if (!is) return left
    this.#at += 1
    const compared: Node = { kind: 'compare', is, left, right: this.#operand() }
    return not ? { kind: 'not', part: compared } : compared
  }

  #nested(read: () => Node): Node {
    this.#depth += 1
    if (this.#depth > deepest) throw new Unreadable()
    const node = read()
    this.#depth -= 1
    return node
  }

  #operand(): Node {
    if (this.#next('(')) {
      const node = this.#either()
      this.#must(')')
      return node
    }
    if (this.#next('[')) return { kind: 'list', items: this.#items(']') }
    const minus = this.#next('-')
    const token = this.#tokens[this.#at]
    this.#at += 1
    if (token?.kind === 'number') return { kind: 'literal', value: Number(token.value) * (minus ? -1 : 1) }
    if (minus || !token || token.kind === 'mark') throw new Unreadable()
    if (token.kind === 'text') return { kind: 'literal', value: token.value }
    if (token.kind === 'name') return { kind: 'name', name: token.value }
    if (this.#next('(')) return this.#call(token.value)
    if (/^(true|false)$/i.test(token.value))
      return { kind: 'call', name: token.value.toLowerCase(), args: [] }
    return { kind: 'name', name: token.value }
  }

  #call(name: string): Node {
    const args = this.#items(')')
    if (name.toLowerCase() !== 'not') return { kind: 'call', name: name.toLowerCase(), args }
    if (args.length !== 1) throw new Unreadable()
    return { kind: 'not', part: args[0] as Node }
  }

  #items(end: string): Node[] {
    const items: Node[] = []
    if (this.#next(end)) return items
    do items.push(this.#either())
    while (this.#next(','))
    this.#must(end)
    return items
  }
}
