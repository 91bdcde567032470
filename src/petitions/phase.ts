import { today } from '../http/day.ts'
import type { Act, PetitionAct } from './tables.ts'

export type Phase =
  | 'draft'
  | 'waiting'
  | 'approved'
  | 'upcoming'
  | 'open'
  | 'suspended'
  | 'closed'
  | 'delivered'

interface Dates {
  opens_on: string | null
  closes_on: string | null
}

/** What each act makes of a petition. An approval opens nothing: the leader still presses the button. */
const after: Record<Act, Phase> = {
  submission: 'waiting',
  approval: 'approved',
  refusal: 'draft',
  revision: 'draft',
  opening: 'open',
  suspension: 'suspended',
  resumption: 'open',
  closure: 'closed',
  delivery: 'delivered',
}

/**
 * The phase of a petition, from what was done to it and from the calendar; nothing stores it.
 * @param acts in the order in which they were done
 * @param day the day it is asked for, '2026-11-23'
 */
export function phaseOf(
  { opens_on, closes_on }: Dates,
  acts: Pick<PetitionAct, 'act'>[],
  day = today(),
): Phase {
  const last = acts.at(-1)?.act
  const phase = last ? after[last] : 'draft'
  if (phase !== 'open') return phase
  if (opens_on && day < opens_on) return 'upcoming'
  return closes_on && day > closes_on ? 'closed' : 'open'
}

/** Phases in which the public may see the page. */
export const isPublic = (phase: Phase): boolean =>
  !['draft', 'waiting', 'approved', 'upcoming'].includes(phase)
