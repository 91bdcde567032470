/** The respondents, by number, whom a figure counts. */
export type Members = ReadonlySet<number>

/** Respondents whom exactly the same figures count. Those whom none counts are in no class. */
export function classesOf(figures: Members[]): number[][] {
  const entered = new Map<number, number[]>()
  for (const [at, members] of figures.entries())
    for (const one of members) entered.set(one, [...(entered.get(one) ?? []), at])
  const classes = Map.groupBy(entered.keys(), one => String(entered.get(one)))
  return [...classes.values()].sort((a, b) => a.length - b.length)
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** Divides by what all have in common, so that whole numbers stay exact and small. */
function reduced(row: bigint[]): bigint[] {
  const divisor = row.reduce(gcd, 0n)
  return divisor === 0n ? row : row.map(value => value / divisor)
}

/** Takes so many times another row from a row that the column is 0. */
const without = (row: bigint[], other: bigint[], column: number): bigint[] =>
  reduced(
    row.map(
      (value, at) => value * (other[column] as bigint) - (other[at] as bigint) * (row[column] as bigint),
    ),
  )

const leadOf = (row: bigint[]): number => row.findIndex(value => value !== 0n)

/** What is left of a row when all that can be has been taken from it. */
const remainder = (row: bigint[], basis: bigint[][]): bigint[] =>
  basis.reduce((left, other) => without(left, other, leadOf(other)), row)

/** Rows that combine to the same as these, each with a first column of its own: Gauss, in fractions. */
function basisOf(rows: bigint[][]): bigint[][] {
  const basis: bigint[][] = []
  for (const row of rows) {
    const left = remainder(row, basis)
    if (leadOf(left) >= 0) basis.push(left)
  }
  return basis
}

/** One class, or two, with fewer than so many respondents, the fewest first. */
function* suspects(classes: number[][], least: number): Generator<number[]> {
  for (const [at, one] of classes.entries()) {
    if (one.length >= least) return
    yield [at]
    for (const [other, { length }] of classes.entries())
      if (other > at && one.length + length < least) yield [at, other]
  }
}

/**
 * Fewer than so many respondents whose own sum follows from figures, by adding and subtracting them in any number and
 * by any fraction.
 *
 * A combination of figures gives the same weight to all of a class, since each figure counts all of it or none. So
 * what it sets apart is made of whole classes, and where every class has `least` respondents there is nothing to
 * find. Where one has fewer, that is not yet an exposure: elimination decides whether the figures add up to it.
 *
 * @returns undefined where there are none
 */
export function findExposed(figures: Members[], least: number): number[] | undefined {
  const classes = classesOf(figures)
  if ((classes[0]?.length ?? least) >= least) return undefined
  const basis = basisOf(
    figures.map(members => classes.map(([first]) => (members.has(first as number) ? 1n : 0n))),
  )
  for (const suspect of suspects(classes, least)) {
    const alone = classes.map((_, at) => (suspect.includes(at) ? 1n : 0n))
    if (leadOf(remainder(alone, basis)) < 0) return suspect.flatMap(at => classes[at] as number[])
  }
  return undefined
}
