/** Always the same numbers from 0 to 1 for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Each key as often as its weight asks, `total` in all, by largest remainder. */
export function apportion<Key extends string>(weights: Record<Key, number>, total: number): Key[] {
  const entries = Object.entries<number>(weights) as [Key, number][]
  const sum = entries.reduce((all, [, weight]) => all + weight, 0)
  const shares = entries.map(([key, weight]) => ({ key, exact: (weight / sum) * total }))
  const short = total - shares.reduce((all, { exact }) => all + Math.floor(exact), 0)
  const favoured = new Set(shares.toSorted((a, b) => (b.exact % 1) - (a.exact % 1)).slice(0, short))
  return shares.flatMap(share => Array(Math.floor(share.exact) + Number(favoured.has(share))).fill(share.key))
}

/** In another order, the same for the same dice; the list itself is changed. */
export function shuffle<Item>(items: Item[], roll: () => number): Item[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(roll() * (at + 1))
    ;[items[at], items[other]] = [items[other] as Item, items[at] as Item]
  }
  return items
}
