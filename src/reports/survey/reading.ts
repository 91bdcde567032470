import type { CountedItem } from '../item.ts'
import type { Sums } from './sum.ts'

/** What one set of respondents said to one thing that was asked. Counts are of people. */
export interface Reading {
  /** All of the set. */
  base: number
  /** Those who were asked and answered, whether how is shown or not. */
  answered: number
  /** In the order of the item's bins; null where it is held back. */
  counts: (number | null)[]
  /** Of those who answered, 0 to 1, in the same order; null where it is held back, or fewer than k answered. */
  shares: (number | null)[]
  none: number
  not_asked: number
  /** In groups of which too few answered. */
  withheld: number
  /** Held back of a group that all but agreed on a sensitive question. */
  not_shown: number
  /** Of a scale, where all of it is shown. */
  mean: number | null
  /** Standard deviation. */
  spread: number | null
  /** Of a scale from 0 to 10: those from 9 less those up to 6, in points of percent. */
  net: number | null
  /** Of a ranked choice: 1 where everybody puts it first, 0 where nobody ranks it. */
  score: number | null
}

/** What keeps respondents out of an item's answers, as a reading counts them. */
export const silences = ['none', 'not_asked', 'withheld', 'not_shown'] as const

/** Those silences that some of these readings tell of. */
export const silencesIn = (readings: (Reading | null | undefined)[]): (typeof silences)[number][] =>
  silences.filter(name => readings.some(reading => reading && reading[name] > 0))

interface Weight {
  value: number
  count: number
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)

/** Mean and standard deviation of values that are each given so many times; null of none. */
export function meanOf(weights: Weight[]): { mean: number; spread: number } | null {
  const count = sum(weights.map(weight => weight.count))
  if (count === 0) return null
  const mean = sum(weights.map(weight => weight.value * weight.count)) / count
  const variance = sum(weights.map(weight => weight.count * (weight.value - mean) ** 2)) / count
  return { mean, spread: Math.sqrt(variance) }
}

function netOf(weights: Weight[]): number {
  const share = (some: Weight[]) =>
    sum(some.map(({ count }) => count)) / sum(weights.map(({ count }) => count))
  return (
    100 *
    (share(weights.filter(({ value }) => value >= 9)) - share(weights.filter(({ value }) => value <= 6)))
  )
}

/** What a scale or a ranking comes to, where nothing of it is held back. */
function figuresOf({ question, bins, text }: CountedItem, counts: number[], answered: number) {
  if (text) return {}
  const weights = bins
    .map((bin, index) => ({ value: Number(bin), count: counts[index] as number }))
    .filter(({ value }) => Number.isInteger(value))
  const given = sum(weights.map(({ count }) => count))
  if (question.kind === 'scale' && given > 0)
    return { ...meanOf(weights), ...(question.from === 0 && question.to === 10 && { net: netOf(weights) }) }
  if (question.kind !== 'ranking' || answered === 0) return {}
  // Borda's count, as a share of the most there is; who leaves a choice out gives it nothing.
  const points = sum(weights.map(({ value, count }) => (bins.length + 1 - value) * count))
  return { score: points / (answered * bins.length), ...(given > 0 && meanOf(weights)) }
}

/**
 * Reads one item out of sums; null where nobody of the set can be shown at all. What is reckoned from those who
 * answered, a share or a mean, has them for its base: it is told where they are k at least.
 */
export function readItem(item: CountedItem, { base, items }: Sums, k: number): Reading | null {
  const all = base[item.part]
  const found = items.get(item.key)
  if (all === 0 || !found) return null
  const at = (bin: string): number => found.get(bin) ?? 0
  const counts = item.bins.map(at)
  const [none, not_asked, withheld, not_shown] = [
    at(':none'),
    at(':not-asked'),
    at(':withheld'),
    at(':not-shown'),
  ]
  const answered = Math.max(0, all - none - not_asked - withheld)
  // What a coarsened group did not say most often is among what is not shown, and no zero.
  const isHeld = (count: number) => count === 0 && (not_shown > 0 || (answered === 0 && withheld > 0))
  const figures = { mean: null, spread: null, net: null, score: null }
  return {
    base: all,
    answered,
    counts: counts.map(count => (isHeld(count) ? null : count)),
    shares: counts.map(count => (answered < k || isHeld(count) ? null : count / answered)),
    none,
    not_asked,
    withheld,
    not_shown,
    ...figures,
    ...(not_shown === 0 && answered >= k && figuresOf(item, counts, answered)),
  }
}
