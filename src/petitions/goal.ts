const steps = [1, 2, 5]

/** The ladder: 100, 200, 500, 1,000, 2,000, ... */
function* ladder(): Generator<number> {
  for (let unit = 100; ; unit *= 10) for (const step of steps) yield step * unit
}

/**
 * The goal shown: the one that was set, then the next rung of the ladder as soon as 80 % of the last is reached.
 * @returns the goal and how much of it stands, in whole percent up to 100
 */
export function nextGoal(count: number, set: number): { next: number; percent: number } {
  let next = set
  for (const rung of ladder()) {
    if (count < next * 0.8) break
    if (rung > next) next = rung
  }
  return { next, percent: Math.min(100, Math.floor((100 * count) / next)) }
}
