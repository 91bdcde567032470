import { today } from '../http/day.ts'
import type { SurveyAct, SurveyActKind } from './tables.ts'

/** Frozen: its answers have become counts; of a sealed survey no response is left. */
export type SurveyPhase = 'draft' | 'upcoming' | 'open' | 'closed' | 'frozen'

interface Dates {
  opens_on: string | null
  closes_on: string | null
}

const after: Record<SurveyActKind, SurveyPhase> = { launch: 'open', closure: 'closed', freezing: 'frozen' }

/**
 * The phase of a survey, from what was done to it and from the calendar; nothing stores it.
 * @param acts in the order in which they were done
 * @param day the day it is asked for, '2026-11-23'
 */
export function surveyPhaseOf(
  { opens_on, closes_on }: Dates,
  acts: Pick<SurveyAct, 'act'>[],
  day = today(),
): SurveyPhase {
  const last = acts.at(-1)?.act
  const phase = last ? after[last] : 'draft'
  if (phase !== 'open') return phase
  if (opens_on && day < opens_on) return 'upcoming'
  return closes_on && day > closes_on ? 'closed' : 'open'
}
