import type { NameVisibility } from '../petitions/tables.ts'
import { storyDay } from './day.ts'
import type { DemoCrowd, DemoPetition } from './petition.ts'
import { firstNames, workplaces } from './signatory.ts'

/** One who signed a petition of the demonstration. */
export interface Signatory {
  email: string
  name: string
  workplace: string
  name_visibility: NameVisibility
  /** A section's code, or empty. */
  section: string
  source: string | null
  news: boolean
  contact: boolean
  /** 'YYYY-MM-DD' */
  signed_on: string
  standing: 'confirmed' | 'pending' | 'withdrawn' | 'invalidated'
}

const DAY = 24 * 3600 * 1000

/** Always the same numbers from 0 to 1 for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Each key as often as its weight asks, `total` in all, by largest remainder. */
function apportion<Key extends string>(weights: Record<Key, number>, total: number): Key[] {
  const entries = Object.entries<number>(weights) as [Key, number][]
  const sum = entries.reduce((all, [, weight]) => all + weight, 0)
  const shares = entries.map(([key, weight]) => ({ key, exact: (weight / sum) * total }))
  const short = total - shares.reduce((all, { exact }) => all + Math.floor(exact), 0)
  const favoured = new Set(shares.toSorted((a, b) => (b.exact % 1) - (a.exact % 1)).slice(0, short))
  return shares.flatMap(share => Array(Math.floor(share.exact) + Number(favoured.has(share))).fill(share.key))
}

function shuffle<Item>(items: Item[], roll: () => number): Item[] {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(roll() * (at + 1))
    ;[items[at], items[other]] = [items[other] as Item, items[at] as Item]
  }
  return items
}

/** How much each day brings, from the opening to the last day: a stream that dries up, and the peaks. */
function dayWeights(crowd: DemoCrowd, first: string, last: string, today: Date): Record<string, number> {
  const weights: Record<string, number> = {}
  const start = Date.parse(first)
  for (let at = start; at <= Date.parse(last); at += DAY) {
    const quiet = [0, 6].includes(new Date(at).getUTCDay()) ? 0.4 : 1
    weights[new Date(at).toISOString().slice(0, 10)] = quiet * 0.5 ** ((at - start) / DAY / crowd.half_life)
  }
  const stream = Object.values(weights).reduce((all, weight) => all + weight, 0)
  const share = 100 - crowd.peaks.reduce((all, { percent }) => all + percent, 0)
  for (const day of Object.keys(weights)) weights[day] = ((weights[day] ?? 0) / stream) * share
  for (const { on, percent } of crowd.peaks) {
    const day = storyDay(on, today)
    const next = new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)
    if (day in weights) weights[day] = (weights[day] ?? 0) + (percent * 2) / 3
    if (next in weights) weights[next] = (weights[next] ?? 0) + percent / 3
  }
  return weights
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()

/** Who signed, in the order in which they did; the same crowd for the same petition in the same week. */
export function crowdOf(petition: DemoPetition, rank: number, today: Date): Signatory[] {
  const { crowd, opens_on, closes_on, suspension, sections } = petition
  if (!crowd || !opens_on) return []
  const roll = dice(rank + 1)
  const now = today.toISOString().slice(0, 10)
  const end = [closes_on, suspension?.on]
    .filter(day => typeof day === 'string')
    .map(day => storyDay(day, today))
  const last = [now, ...end].sort()[0] as string
  const { confirmed, pending, withdrawn, invalidated, visibility } = crowd
  const total = confirmed + withdrawn + invalidated
  const days = apportion(dayWeights(crowd, storyDay(opens_on, today), last, today), total)
  // Who has not confirmed yet came in the last two days: a week later nothing would be left of them.
  const recent = new Date(Date.parse(last) - DAY).toISOString().slice(0, 10)
  const waiting = shuffle(
    [...Array(pending).keys()].map(at => (at % 3 ? last : recent)),
    roll,
  )
  const standings = shuffle(apportion({ confirmed, withdrawn, invalidated }, total), roll)
  const all = total + pending
  const deal = <Key extends string>(weights: Record<Key, number>) => shuffle(apportion(weights, all), roll)
  const [seen, places, sources] = [
    deal(visibility),
    deal(crowd.sections as Record<string, number>),
    deal(crowd.sources),
  ]
  return [...days, ...waiting].map((signed_on, at) => {
    const name = firstNames[Math.floor(roll() * firstNames.length)] as string
    const name_visibility = seen[at] as NameVisibility
    const place = places[at]
    return {
      email: `${plain(name)}.${rank}${String(at).padStart(4, '0')}@courrier.example`,
      name: name_visibility === 'counted' ? '' : name,
      workplace: sections ? '' : (workplaces[Math.floor(roll() ** 2 * workplaces.length)] as string),
      name_visibility,
      section: !sections || !place || place === 'elsewhere' ? '' : place,
      source: sources[at] === 'none' ? null : (sources[at] as string),
      news: roll() < 0.35,
      contact: roll() < 0.15,
      signed_on,
      standing: standings[at] ?? 'pending',
    }
  })
}
