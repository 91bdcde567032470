import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { Recent } from './recent.ts'

/** Keys remembered at once; those longest untouched are forgotten first. */
const KEPT = 100_000

/**
 * How often a thing may be tried: so many times at once, then again at a steady pace (GCRA). It lives in the
 * memory of this process, under a random key that ends with it.
 */
export class Limit {
  readonly #key = createSecretKey(randomBytes(32))
  readonly #due = new Recent<number>(KEPT)
  readonly #burst: number
  readonly #pace: number

  /**
   * @param burst tries that may follow each other at once
   * @param seconds until each further one
   */
  constructor(burst: number, seconds: number) {
    this.#burst = burst
    this.#pace = seconds * 1000
  }

  /** Takes a try. @returns 0, or the seconds to wait when there is none */
  take(...key: string[]): number {
    const name = this.#name(key)
    const now = Date.now()
    const due = Math.max(now, this.#due.get(name) ?? 0)
    const wait = due - now - (this.#burst - 1) * this.#pace
    if (wait > 0) return Math.ceil(wait / 1000)
    this.#due.set(name, due + this.#pace)
    return 0
  }

  /** Gives back a try that turned out well. */
  restore(...key: string[]): void {
    const name = this.#name(key)
    const due = this.#due.get(name)
    if (due !== undefined) this.#due.set(name, due - this.#pace)
  }

  #name(key: string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(key)).digest('base64url')
  }
}
