import { askedBy } from '../../surveys/condition.ts'
import type { CountedItem } from '../item.ts'
import type { Silence } from '../tables.ts'
import type { Counts } from './counting.ts'

/** What is kept of an item in an atom. */
export interface KeptCount {
  item: string
  bin: string
  count: number
}

/** Whether nearly all of a number of respondents are the same: nine in ten of them, or all of ten would be known. */
const isNearly = (count: number, all: number): boolean => all > 0 && count * 10 >= all * 9

/** The most that is said of nearly all of them. */
const nearly = (all: number): number => Math.ceil((all * 9) / 10)

interface Counted {
  item: CountedItem
  counts: Counts
  answered: number
}

/**
 * What is kept of an atom's counts: before any sum, so that no sum can tell more.
 *
 * - An item that not everybody is asked, and that between 1 and k - 1 answered, is withheld.
 * - Of a sensitive item that nine in ten or more answered alike, that answer is kept as nine in ten, the others not.
 * - An item that nearly all or nearly none were asked, for what they answered to a sensitive one, is withheld.
 * - An item whose choices are offered for what was answered to a sensitive one is withheld where that one is not told
 *   whole: a choice that somebody gave tells what they had answered.
 * - The words beside a question are withheld where its own answers are: they would tell whether those few wrote.
 *
 * The ranks of a question's choices tell of each other: what holds for one of them holds for all.
 *
 * @param counts by item, in the order of the items
 * @param size how many respondents the atom has
 * @param inside the questions that are withheld in an atom this one was joined from
 */
export function keepCounts(
  items: CountedItem[],
  counts: Counts[],
  size: number,
  k: number,
  inside: ReadonlySet<string> = new Set(),
): KeptCount[] {
  const counted = items.map((item, at): Counted => {
    const own = counts[at] as Counts
    return { item, counts: own, answered: size - own.none - own.notAsked }
  })
  const units = Map.groupBy(counted, ({ item }) =>
    item.question.kind === 'ranking' && !item.text ? item.question.code : item.key,
  )
  const isSilent = (unit: Counted[]) => unit.some(one => isTooFew(one, k) || isTelling(one, size))
  const keysOf = (is: (unit: Counted[]) => boolean) =>
    [...units].flatMap(([key, unit]) => (is(unit) ? [key] : []))
  const silent = new Set([...inside, ...keysOf(isSilent)])
  const untold = new Set([...silent, ...keysOf(unit => unit.some(isUnanimous))].map(askedBy))
  for (const key of keysOf(unit => unit.some(({ item }) => item.offered_by.some(code => untold.has(code)))))
    silent.add(key)
  return [...units].flatMap(([key, unit]) => {
    const isBeside = unit.some(({ item }) => item.text && silent.has(item.question.code))
    return silent.has(key) || isBeside ? unit.map(({ item }) => withheld(item, size)) : keepUnit(unit)
  })
}

const withheld = ({ key }: CountedItem, size: number): KeptCount => {
  return { item: key, bin: ':withheld' satisfies Silence, count: size }
}

function keepUnit(unit: Counted[]): KeptCount[] {
  const coarse = unit.some(isUnanimous)
  return unit.flatMap(one => {
    const { item, counts } = one
    const rows: [string, number][] = [
      ...(coarse
        ? coarseBins(one)
        : item.bins.map((bin, at): [string, number] => [bin, counts.bins[at] ?? 0])),
      [':none' satisfies Silence, counts.none],
      [':not-asked' satisfies Silence, counts.notAsked],
    ]
    return rows.flatMap(([bin, count]) => (count > 0 ? [{ item: item.key, bin, count }] : []))
  })
}

const isTooFew = ({ item, answered }: Counted, k: number) => item.conditional && answered > 0 && answered < k

const isTelling = ({ item, counts }: Counted, size: number) =>
  item.leaning && (isNearly(counts.notAsked, size) || isNearly(size - counts.notAsked, size))

const isUnanimous = ({ item, counts, answered }: Counted) =>
  item.part === 'sensitive' && !item.text && counts.bins.some(count => isNearly(count, answered))

function coarseBins({ item, counts, answered }: Counted): [string, number][] {
  const dominant = item.bins.filter((_, at) => isNearly(counts.bins[at] ?? 0, answered))
  const shown = dominant.length > 0 ? nearly(answered) : 0
  return [
    ...dominant.map((bin): [string, number] => [bin, shown]),
    [':not-shown' satisfies Silence, answered - shown],
  ]
}
