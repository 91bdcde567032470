import type { Schedule } from '../jobs/schedule.ts'
import { forgetLimits } from './limit.ts'
import { forgetBounces } from './suppression.ts'

export const mailSchedules: Schedule[] = [
  { name: 'mail-limits', every: '1 hour', run: forgetLimits },
  { name: 'mail-bounces', every: '1 day', run: forgetBounces },
]
