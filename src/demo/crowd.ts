import type { NameVisibility } from '../petitions/tables.ts'
import { apportion, dice, shuffle } from './chance.ts'
import { storyDay } from './day.ts'
import type { DemoCrowd, DemoPetition } from './petition.ts'
import { firstNames, plain, workplaces } from './signatory.ts'

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
