import { closure } from './templates/closure.ts'
import { healthAndSafety } from './templates/health-and-safety.ts'
import { staffing } from './templates/staffing.ts'
import { telework } from './templates/telework.ts'
import { wages } from './templates/wages.ts'

export interface TemplateWords {
  name: string
  /** One sentence: when to take this template. */
  when: string
  title: string
  summary: string
  /** Markdown; what stands in [brackets] is for the section to fill in. */
  text: string
  recipient_office: string
  /** Signatures, the first step of the ladder. */
  goal: number
}

export interface PetitionTemplate {
  code: string
  words: Record<'fr' | 'en', TemplateWords>
}

/** Ready texts to start a petition from, in the order in which they are offered. */
export const templates: readonly PetitionTemplate[] = [wages, staffing, healthAndSafety, closure, telework]

export function findTemplate(code: string): PetitionTemplate | undefined {
  return templates.find(template => template.code === code)
}
