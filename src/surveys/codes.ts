import { choicePattern, codePattern } from './question.ts'

/** Gives out codes that are ours to use: valid, and each once. */
export class Codes {
  readonly #taken = new Set<string>()
  readonly #pattern: RegExp
  readonly #fallback: string

  constructor(kind: 'question' | 'choice' | 'row') {
    this.#pattern = kind === 'question' ? codePattern : choicePattern
    this.#fallback = kind === 'question' ? 'q' : 'c'
    // The code of *other*, whatever its words.
    if (kind === 'choice') this.#taken.add('other')
  }

  /** The wanted code where it can be had, else the nearest one. */
  take(wanted: string): string {
    const ascii = wanted
      .slice(0, 200)
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^A-Za-z0-9_-]+/g, '_')
      .replace(/^[_-]+|_+$/g, '')
      .slice(0, 60)
    const stem = this.#pattern.test(ascii) ? ascii : `${this.#fallback}${ascii && `_${ascii}`}`
    let code = stem
    for (let rank = 2; this.#taken.has(code); rank += 1) code = `${stem.slice(0, 56)}_${rank}`
    this.#taken.add(code)
    return code
  }
}
