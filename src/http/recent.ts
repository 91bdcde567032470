/**
 * A map that holds no more than so many: once full it forgets, half of it at a time, what was longest not set.
 * One map whose oldest entry is deleted for each new one would walk over all it has deleted, again and again.
 */
export class Recent<Thing> {
  readonly #half: number
  #young = new Map<string, Thing>()
  #old = new Map<string, Thing>()

  constructor(most: number) {
    this.#half = most / 2
  }

  get(name: string): Thing | undefined {
    return this.#young.get(name) ?? this.#old.get(name)
  }

  set(name: string, thing: Thing): void {
    if (this.#young.size >= this.#half) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(name, thing)
  }
}
