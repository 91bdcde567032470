import type { Form } from '../http/form.ts'
import type { PagesShown } from '../http/pages.ts'
import type { Participation } from '../surveys/participation.ts'
import type { SurveyState } from '../surveys/survey.ts'
import type { LevelWords } from '../union/settings.ts'
import type { columnChart, heatOf } from './chart.ts'
import type { drawPetition, PetitionReport } from './place/petition-report.ts'
import type { ReadingLine } from './place/reading-list.ts'
import type { drawSection, SectionReport, sayResponses } from './place/section-report.ts'
import type { Scope } from './scope.ts'
import type { EditionComparison } from './survey/edition-comparison.ts'
import type { compareLines, noteEditions } from './survey/edition-table.ts'
import type { Finding } from './survey/finding.ts'
import type { Leading, sayLeading } from './survey/leading.ts'
import type { explainMissing, noteQuestion } from './survey/note.ts'
import type { silencesIn } from './survey/reading.ts'
import type { SectionComparison } from './survey/section-comparison.ts'
import type { SectionTable } from './survey/section-table.ts'
import type { queryOf, SurveyReport } from './survey/survey-report.ts'
import type { Freezing } from './tables.ts'
import type { ThemeLine, Written } from './written/written.ts'

/** What a page draws with. */
interface Drawing {
  columnChart: typeof columnChart
  explainMissing: typeof explainMissing
  heatOf: typeof heatOf
  noteQuestion: typeof noteQuestion
  queryOf: typeof queryOf
  silencesIn: typeof silencesIn
}

/** A page of a survey's figures. */
interface FrozenPage extends Drawing {
  /** That the figures are of; undefined where the survey has but one. */
  period: Freezing | undefined
}

interface SurveyPage extends FrozenPage {
  report: SurveyReport
  /** What is to be known of it before its figures are read. */
  notes: string[]
  findings: Finding[]
  words: LevelWords
}

interface ReadingPage {
  lines: ReadingLine[]
  pages: PagesShown
  sections: { id: string; name: string }[]
}

interface WrittenPage extends Pick<FrozenPage, 'period' | 'queryOf'> {
  survey: { id: string; title: string; language: string }
  question: { key: string; text: string }
  home: string
  /** Those whose texts the viewer reads. */
  scopes: Scope[]
  scope: Scope
  search: string
  theme: { id: string; name: string } | undefined
  /** Texts are being sorted by the theme. */
  sorting: boolean
  themes: ThemeLine[]
  texts: Written[]
  count: number
  pages: PagesShown
  /** Whether themes are the viewer's to make. */
  mine: boolean
  form: Form
  done: string | undefined
}

declare module '../http/views.ts' {
  interface Views {
    'reports/index': ReadingPage
    'reports/survey': SurveyPage
    'reports/petition': { report: PetitionReport } & ReturnType<typeof drawPetition>
    'reports/section': {
      report: SectionReport
      sayResponses: typeof sayResponses
    } & ReturnType<typeof drawSection>
    'reports/summary': FrozenPage & {
      report: SurveyReport
      findings: Finding[]
      leading: Leading[]
      sayLeading: typeof sayLeading
      notes: string[]
      owner_name: string
    }
    'reports/sections': FrozenPage & {
      survey: { id: string; title: string; language: string }
      /** The one read before, for the way back. */
      scope: string | undefined
      comparison: SectionComparison
      table: SectionTable
      notes: string[]
      words: LevelWords
    }
    'reports/comparison': FrozenPage & {
      survey: { id: string; title: string; language: string }
      comparison: EditionComparison
      compareLines: typeof compareLines
      noteEditions: typeof noteEditions
    }
    'reports/written': WrittenPage
    'reports/running': {
      survey: { id: string; title: string; language: string; phase: SurveyState['phase'] }
      participation: Participation[]
    }
  }
}
