import type { Participation } from '../surveys/participation.ts'
import type { SurveyState } from '../surveys/survey.ts'
import type { LevelWords } from '../union/settings.ts'
import type { columnChart, heatOf } from './chart.ts'
import type { Finding, Leading } from './finding.ts'
import type { SectionComparison } from './section-comparison.ts'
import type { SurveyReport } from './survey-report.ts'

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
    'reports/summary': { report: SurveyReport; findings: Finding[]; leading: Leading[]; owner_name: string }
    'reports/sections': Drawing & {
      survey: { id: string; title: string }
      comparison: SectionComparison
      k: number
      words: LevelWords
    }
    'reports/running': {
      survey: { id: string; title: string; phase: SurveyState['phase'] }
      participation: Participation[]
    }
  }
}
