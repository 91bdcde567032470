import type { OfficerName } from './officer.ts'
import { furnaceHeat } from './petitions/furnace-heat.ts'
import { groupWages } from './petitions/group-wages.ts'
import { hotelRooms } from './petitions/hotel-rooms.ts'
import { leatherWorkshop } from './petitions/leather-workshop.ts'
import { nightShift } from './petitions/night-shift.ts'
import { noise } from './petitions/noise.ts'
import { shuttle } from './petitions/shuttle.ts'
import { sundays } from './petitions/sundays.ts'
import { telework } from './petitions/telework.ts'
import type { SectionCode } from './section.ts'
import type { Mark, RegionCode } from './union.ts'

export interface DemoWords {
  title: string
  summary: string
  /** Markdown. */
  text: string
}

/** Every day is 'YYYY-MM-DD'; in texts it stands in braces (see day.ts). */
export interface DemoPetition extends DemoWords {
  slug: string
  phase: 'draft' | 'waiting' | 'open' | 'suspended' | 'closed' | 'delivered'
  owner: { section: SectionCode } | { region: RegionCode } | null
  author: OfficerName
  recipient_name: string
  recipient_office: string
  recipient_company: string
  goal: number
  partners: string[]
  written_on: string
  opens_on: string | null
  closes_on: string | null
  /** The form offers sections, or a free workplace field where this is null. */
  sections: SectionCode[] | null
  english: DemoWords | null
  updates: { on: string; title: string; text: string }[]
  suspension: { on: string; by: OfficerName; reason: string } | null
  delivery: { on: string; outcome_on: string; outcome: string } | null
  crowd: DemoCrowd | null
}

export interface DemoCrowd {
  confirmed: number
  pending: number
  withdrawn: number
  invalidated: number
  /** Relative weights; `elsewhere` chose no section. */
  sections: Partial<Record<SectionCode | 'elsewhere', number>>
  /** Percent of the confirmed. */
  visibility: { counted: number; recipient: number; public: number }
  /** Relative weights; `none` came without a mark. */
  sources: Record<Mark | 'none', number>
  /** Days in which the daily stream after opening halves. */
  half_life: number
  /** Percent of all signatures that come around a day: two thirds on it, one third the day after. */
  peaks: { on: string; percent: number }[]
}

/** 5,000 confirmed signatures in all. */
export const petitions: readonly DemoPetition[] = [
  groupWages,
  nightShift,
  noise,
  hotelRooms,
  leatherWorkshop,
  telework,
  furnaceHeat,
  shuttle,
  sundays,
]
