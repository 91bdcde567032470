import type { Form } from '../../http/form.ts'
import type { PagesShown } from '../../http/pages.ts'
import type { OwnerChoice } from '../../union/owner.ts'
import type { SurveyHead } from '../head.ts'
import type { SurveyPhase } from '../phase.ts'
import type { Survey, SurveyAct } from '../tables.ts'
import type { DraftAct } from './draft.ts'
import type { SurveyHome } from './home.ts'
import type { StartLine, SurveyLine } from './managed-survey.ts'

/** A template of ours, in the reader's language. */
export interface TemplateChoice {
  code: string
  name: string
  when: string
}

/** A survey as the page it is run from shows it. */
export interface HomeSurvey extends SurveyHead, Pick<Survey, 'id' | 'slug' | 'opens_on' | 'template_at'> {
  phase: SurveyPhase
  past: SurveyAct[]
}

declare module '../../http/views.ts' {
  interface Views {
    'surveys/manage/index': {
      surveys: SurveyLine[]
      pages: PagesShown
      may_start: boolean
      first_template: TemplateChoice
    }
    'surveys/manage/new': {
      owners: OwnerChoice[]
      templates: TemplateChoice[]
      ours: StartLine[]
      shared: StartLine[]
      form: Form
    }
    'surveys/manage/show': SurveyHome & {
      survey: HomeSurvey
      sections: string[]
      url: string
      done: string | undefined
    }
    'surveys/manage/act': { survey: { id: string; title: string }; act: DraftAct; form: Form }
  }
}
