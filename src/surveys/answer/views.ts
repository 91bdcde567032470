import type { Form } from '../../http/form.ts'
import type { SurveyHead } from '../head.ts'
import type { OfferedSection } from '../respondent.ts'
import type { AskedQuestion, PageRules } from './asked.ts'
import type { Step } from './step.ts'
import type { FirstFacts } from './visit.ts'

/** What all pages of answers send on. */
interface Carrying {
  survey: SurveyHead
  action: string
  carried: [name: string, value: string][]
  form: Form
  /** Of an officer who tries it: where they go back to. */
  trial?: string
}

export interface FirstPage extends Carrying, FirstFacts {
  introduction: string
  /** Of the invitation; '' with an open link. */
  section_name: string
  /** Some questions must be answered. */
  insists: boolean
}

export interface QuestionPage extends Carrying {
  title: string
  introduction: string
  at: number
  questions: AskedQuestion[]
  sections: OfferedSection[]
  progress: { now: number; of: number }
  last: boolean
  notice: Step['notice'] | null
  missed: string[]
  /** The parts that are not shown, by name. */
  veiled: string
  rules: PageRules | null
}

declare module '../../http/views.ts' {
  interface Views {
    'surveys/answer/first': FirstPage
    'surveys/answer/page': QuestionPage
    'surveys/answer/end': Carrying & { at: number }
    'surveys/answer/receipt': { survey: SurveyHead; thanks: string; section_name: string; again: string }
    'surveys/answer/answered': { survey: SurveyHead; receipt: string }
    /** With the day it opens, where that is still to come. */
    'surveys/answer/over': { survey: SurveyHead; soon: string | null }
    'surveys/answer/code': { survey: SurveyHead; action: string; form: Form }
    'surveys/answer/refusal': { stopped: boolean }
  }
}
