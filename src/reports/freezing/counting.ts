import type { SealedResponse } from '../../surveys/response/response.ts'
import { binsIn, type CountedItem } from '../item.ts'

/** How a set of respondents answered an item; those who are in neither silence answered. */
export interface Counts {
  /** By the item's bins, in their order. */
  bins: number[]
  /** Asked, and silent. */
  none: number
  notAsked: number
}

/** Counts responses into atoms. Its size is that of the survey and its atoms, whatever comes. */
export class Counting {
  readonly #items: CountedItem[]
  readonly #width: number
  readonly #counts: Int32Array

  /** @param atoms how many */
  constructor(items: CountedItem[], atoms: number) {
    this.#items = items
    this.#width = items.reduce((sum, { bins }) => sum + bins.length + 2, 0)
    this.#counts = new Int32Array(this.#width * atoms)
  }

  add(atom: number, { answers, hidden }: Pick<SealedResponse, 'answers' | 'hidden'>): void {
    const unseen = new Set(hidden)
    let at = atom * this.#width
    const count = (slot: number) => {
      this.#counts[at + slot] = (this.#counts[at + slot] ?? 0) + 1
    }
    for (const item of this.#items) {
      const { bins, question, within } = item
      const chosen = binsIn(item, answers)
      // Who ranked others but not this choice has answered too.
      const ranked = question.kind === 'ranking' && Object.hasOwn(answers, question.code)
      if (chosen.length > 0) for (const bin of chosen) count(bins.indexOf(bin))
      else if (within.some(part => unseen.has(part))) count(bins.length + 1)
      else if (!ranked) count(bins.length)
      at += bins.length + 2
    }
  }

  /** What was counted in an atom, by item in their order. */
  of(atom: number): Counts[] {
    let at = atom * this.#width
    return this.#items.map(({ bins }) => {
      const [none = 0, notAsked = 0] = this.#counts.subarray(at + bins.length, at + bins.length + 2)
      const counts = { bins: [...this.#counts.subarray(at, at + bins.length)], none, notAsked }
      at += bins.length + 2
      return counts
    })
  }
}
