import type { Form } from '../http/form.ts'
import type { SurveyHead } from './answer-views.ts'
import type { CodeSheet } from './code-sheet.ts'
import type { LaunchCheck } from './launch.ts'
import type { Participation } from './participation.ts'
import type { SurveyPhase } from './phase.ts'
import type { OfferedSection } from './respondent.ts'

interface Managed {
  survey: SurveyHead & { id: string }
}

interface WithCodes extends Managed {
  sections: OfferedSection[]
  sheets: CodeSheet[]
  form: Form
}

declare module '../http/views.ts' {
  interface Views {
    'surveys/launch/audience': Managed & { sections: OfferedSection[]; form: Form }
    'surveys/launch/launch': WithCodes & { check: LaunchCheck }
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
