import type { Form } from '../../http/form.ts'
import type { ExportPhase } from './order.ts'
import type { Export } from './tables.ts'

declare module '../../http/views.ts' {
  interface Views {
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
  }
}
