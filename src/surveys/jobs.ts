import type { Schedule } from '../jobs/schedule.ts'
import { forgetImports } from './import/import.ts'

export const surveySchedules: Schedule[] = [{ name: 'survey-imports', every: '1 hour', run: forgetImports }]
