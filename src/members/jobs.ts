import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import type { Schedule } from '../jobs/schedule.ts'
import type { Run } from '../jobs/worker.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import type { Vault } from '../seal/vault.ts'
import { eraseGone } from './departure.ts'
import { importKind, removeImport } from './import.ts'
import { importRun } from './import-run.ts'

export const memberRuns = (vault: Vault): Record<string, Run> => ({ [importKind]: importRun(vault) })

/** Removes imports that nobody confirmed within a day, and what is left of the others after thirty. */
async function forgetImports(trx: Trx): Promise<void> {
  const old = await trx
    .selectFrom('member_imports')
    .select('id')
    .where(
      sql<boolean>`created_at < now() - interval '30 days'
        or (confirmed_at is null and created_at < now() - interval '1 day')`,
    )
    .forUpdate()
    .skipLocked()
    .execute()
  for (const { id } of old) await removeImport(trx, id)
}

/** A mailbox that did not exist may exist again after a month: it is written to once more. */
async function forgetBounces(trx: Trx): Promise<void> {
  await trx
    .updateTable('members')
    .set({ bounced_on: null })
    .where('bounced_on', '<', sql<string>`current_date - 30`)
    .execute()
}

export const memberSchedules = (keys: DataKeys): Schedule[] => [
  { name: 'member-erasure', every: '1 day', run: trx => eraseGone(trx, keys) },
  { name: 'member-bounces', every: '1 day', run: forgetBounces },
  { name: 'member-imports', every: '1 hour', run: forgetImports },
]
