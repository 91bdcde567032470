import { enqueue } from '../jobs/queue.ts'
import type { Schedule } from '../jobs/schedule.ts'
import { Later, type LongRun } from '../jobs/worker.ts'
import type { Sealer } from '../seal/sealer.ts'
import type { Vault } from '../seal/vault.ts'
import { freezeSurvey, listDue } from './freezing/freezing.ts'
import { freezeImported } from './freezing/imported-tally.ts'

const freezingKind = 'survey-freezing'

/** What the sealer does once a survey, or a period of one, is over. */
export const freezingRuns = (vault: Vault, sealer: Sealer): Record<string, LongRun> => ({
  [freezingKind]: async ({ subject_id }, stopping) => {
    const id = subject_id as string
    if (!(await sealer.sits(vault.db))) throw new Later('another-sealer', new Date(Date.now() + 60_000))
    return (await freezeImported(vault.db, id)) ? 'frozen' : freezeSurvey(vault, sealer, id, stopping)
  },
})

export const freezingSchedule: Schedule = {
  name: 'freezing',
  every: '1 minute',
  async run(trx) {
    const due = await listDue(trx)
    await enqueue(trx, ...due.map(subject_id => ({ kind: freezingKind, subject_id })))
  },
}
