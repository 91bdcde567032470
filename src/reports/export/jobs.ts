import type { Schedule } from '../../jobs/schedule.ts'
import type { LongRun } from '../../jobs/worker.ts'
import type { Vault } from '../../seal/vault.ts'
import { exportKind, forgetExports } from './order.ts'
import { exportRun } from './order-run.ts'

export const exportRuns = (vault: Vault): Record<string, LongRun> => ({ [exportKind]: exportRun(vault) })

export const exportSchedule: Schedule = { name: 'export-files', every: '1 minute', run: forgetExports }
