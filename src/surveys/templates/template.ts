import type { Definition } from '../definition.ts'
import { assembly } from './assembly.ts'
import { conditions } from './conditions.ts'
import { pay } from './pay.ts'
import { telework } from './telework.ts'
import { training } from './training.ts'
import { worksCouncil } from './works-council.ts'

export interface TemplateWords {
  name: string
  /** One sentence: when to take this template. */
  when: string
  /** What the answers are for, as respondents read it. */
  purpose: string
}

export interface SurveyTemplate {
  code: string
  words: Record<'fr' | 'en', TemplateWords>
  definition: Definition
}

/** Ready questions to start a survey from, in the order in which they are offered. */
export const templates: readonly SurveyTemplate[] = [
  pay,
  conditions,
  telework,
  worksCouncil,
  assembly,
  training,
]

export const findTemplate = (code: string): SurveyTemplate | undefined =>
  templates.find(template => template.code === code)
