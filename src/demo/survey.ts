import type { Definition } from '../surveys/definition.ts'
import type { Audience, SurveyKind } from '../surveys/tables.ts'
import type { Leanings } from './leaning.ts'
import type { OfficerName } from './officer.ts'
import type { SectionCode } from './section.ts'
import { assembly } from './surveys/assembly.ts'
import { conditions } from './surveys/conditions.ts'
import { earlierConditions } from './surveys/earlier-conditions.ts'
import { pay } from './surveys/pay.ts'
import { trainingDays } from './surveys/training-days.ts'
import type { RegionCode } from './union.ts'

/** Every day is 'YYYY-MM-DD' of the story; in the words of a definition it stands in braces (see day.ts). */
export interface DemoSurvey {
  slug: string
  owner: { section: SectionCode } | { region: RegionCode } | null
  author: OfficerName
  definition: Definition
  purpose: string
  kind: SurveyKind
  audience: Audience
  opens_on: string
  closes_on: string
  /** It is over and counted; else it is answered now. */
  closed: boolean
  /** How many answer from where; `elsewhere` names no section. Who may answer follows from it. */
  responses: Partial<Record<SectionCode | 'elsewhere', number>>
  leanings: Leanings
  /** What people write, by question and section; each sentence once. */
  texts: Record<string, Partial<Record<SectionCode, readonly string[]>>>
}

/** In the order in which they were launched. */
export const surveys: readonly DemoSurvey[] = [earlierConditions, assembly, conditions, pay, trainingDays]
