import type { Form } from '../../http/form.ts'
import type { SurveyHead } from '../head.ts'
import type { Participation } from '../participation.ts'
import type { SurveyPhase } from '../phase.ts'
import type { OfferedSection } from '../respondent.ts'
import type { CodeSheet } from './code-sheet.ts'
import type { LaunchCheck } from './launch.ts'

interface Managed {
  survey: SurveyHead & {
    id: string
    opens_on: string | null
    /** On which days it is frozen before it closes. */
    periods: string[]
  }
}

interface WithCodes extends Managed {
  sections: OfferedSection[]
  sheets: CodeSheet[]
  form: Form
}

declare module '../../http/views.ts' {
  interface Views {
    'surveys/launch/audience': Managed & {
      /** What the address of a survey begins with. */
      home: string
      sections: OfferedSection[]
      /** Whether it is launched, and stays as it is. */
      settled: boolean
      form: Form
    }
    'surveys/launch/launch': WithCodes & { check: LaunchCheck; done: string | undefined }
    'surveys/launch/participation': WithCodes & {
      phase: SurveyPhase
      url: string
      participation: Participation[]
      /** Whether a reminder may be sent now. */
      reminding: boolean
      done: string | undefined
    }
    'surveys/launch/codes': Managed & {
      url: string
      code: { size: number; path: string }
      sheet: CodeSheet
      codes: string[]
    }
  }
}
