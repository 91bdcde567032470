import type { Schedule } from '../jobs/schedule.ts'
import { inviteOnFirstDay } from './first-day.ts'
import { forgetImports } from './import/import.ts'

export const surveySchedules: Schedule[] = [
  { name: 'survey-first-days', every: '10 minutes', run: inviteOnFirstDay },
  { name: 'survey-imports', every: '1 hour', run: forgetImports },
]
