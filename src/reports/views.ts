import type { Form } from '../http/form.ts'
import type { Participation } from '../surveys/participation.ts'
import type { SurveyState } from '../surveys/survey.ts'
import type { LevelWords } from '../union/settings.ts'
import type { columnChart, heatOf } from './chart.ts'
import type { ExportPhase } from './export.ts'
import type { Finding } from './finding.ts'
import type { SurveyReport } from './survey-report.ts'
import type { Export } from './tables.ts'

/** What a page draws with. */
interface Drawing {
  columnChart: typeof columnChart
  heatOf: typeof heatOf
}

interface SurveyPage extends Drawing {
  report: SurveyReport
  findings: Finding[]
  words: LevelWords
}

declare module '../http/views.ts' {
  interface Views {
    'reports/survey': SurveyPage
    'reports/export': {
      one: Export
      /** Where it was asked for. */
      home: string
      phase: ExportPhase
      percent: number
      /** Until when it can be taken. */
      until: Date | null
      /** In the answer to the form that asked for it; nowhere else. */
      password: string | null
    }
    'reports/export-responses': { survey: { id: string; title: string }; count: number; form: Form }
    'reports/running': {
      survey: { id: string; title: string; phase: SurveyState['phase'] }
      participation: Participation[]
    }
  }
}
