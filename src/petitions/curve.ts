import type { Db } from '../database.ts'
import { today } from '../http/day.ts'
import type { ManagedPetition } from './managed-petition.ts'

export interface Curve {
  /** How many stood at the end of each day, from the first to the last. */
  points: { day: string; value: number }[]
  count: number
  /** Gained in the last seven days. */
  week: number
  withdrawn: number
  invalidated: number
}

const DAY = 86_400_000

const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)

/** The whole of a petition, day by day. By section or source there is no such curve: a day's gain may be one person. */
export async function readCurve(db: Db, { id, opens_on, closes_on, phase }: ManagedPetition): Promise<Curve> {
  const days = await db
    .selectFrom('petition_days')
    .select(['day', 'confirmed', 'withdrawn', 'invalidated'])
    .where('petition_id', '=', id)
    .orderBy('day')
    .execute()
  const gains = new Map(days.map(day => [day.day, day.confirmed - day.withdrawn - day.invalidated]))
  const ended = phase === 'closed' || phase === 'delivered' ? closes_on : null
  const last = [ended ?? today(), days.at(-1)?.day ?? ''].sort().at(-1) as string
  const first = [opens_on ?? last, days[0]?.day ?? last].sort()[0] as string
  const points: Curve['points'] = []
  let value = 0
  for (let day = first; day <= last; day = dayAfter(day)) {
    value += gains.get(day) ?? 0
    points.push({ day, value })
  }
  const sum = (part: 'withdrawn' | 'invalidated') => days.reduce((total, day) => total + day[part], 0)
  return {
    points,
    count: value,
    week: value - (points.at(-8)?.value ?? 0),
    withdrawn: sum('withdrawn'),
    invalidated: sum('invalidated'),
  }
}

export async function countPending(db: Db, petitionId: string): Promise<number> {
  const { count } = await db
    .selectFrom('signatures')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('petition_id', '=', petitionId)
    .where('confirmed_on', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
