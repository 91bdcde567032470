import type { Form } from '../../http/form.ts'
import type { OwnerChoice } from '../../union/owner.ts'
import type { SurveyImport } from '../tables.ts'
import type { LossReport } from './report.ts'

/** What became of a question, in words. */
export interface LossLine {
  /** '' of the survey as a whole. */
  code: string
  words: string
}

declare module '../../http/views.ts' {
  interface Views {
    'surveys/import/new': { receivers: OwnerChoice[]; form: Form }
    'surveys/import/report': {
      one: Pick<SurveyImport, 'id' | 'survey_id'>
      title: string
      owner_name: string
      report: LossReport
      /** By what became of it, each cut to its first lines. */
      losses: Record<'changed' | 'left', { count: number; lines: LossLine[] }>
    }
  }
}
