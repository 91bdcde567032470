import type { Schedule } from '../jobs/schedule.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import { forgetImports } from './import/import.ts'
import { inviteOnFirstDay } from './launch/first-day.ts'
import { retentionSchedules } from './retention.ts'

export const surveySchedules = (keys: DataKeys): Schedule[] => [
  { name: 'survey-first-days', every: '10 minutes', run: inviteOnFirstDay },
  { name: 'survey-imports', every: '1 hour', run: forgetImports },
  ...retentionSchedules(keys),
]
