import type { Participation } from '../surveys/participation.ts'
import type { SurveyState } from '../surveys/survey.ts'
import type { SurveyReport } from './survey-report.ts'

declare module '../http/views.ts' {
  interface Views {
    'reports/survey': { report: SurveyReport }
    'reports/running': {
      survey: { id: string; title: string; phase: SurveyState['phase'] }
      participation: Participation[]
    }
  }
}
