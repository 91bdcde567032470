import { createReadStream } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Invalid } from '../errors.ts'
import type { Locale } from '../http/words.ts'
import type { Vault } from '../seal/vault.ts'
import type { Owned } from '../union/scope.ts'
import { checkColumns, guessColumns } from './column.ts'
import { cancelImport, checkImport, confirmImport, getImport, importPhase, uploadFile } from './import.ts'
import { walkFaults } from './import-fault.ts'
import { importRun } from './import-run.ts'
import { readSample } from './records.ts'
import type { ImportFault, MemberImport } from './tables.ts'

/** What an import did, or in a dry run would do. */
export type ImportReport = Pick<
  MemberImport,
  'added' | 'moved' | 'updated' | 'unchanged' | 'left_out' | 'gone'
> & { lines: number; faults: ImportFault[] }

export interface CommandOptions extends Owned {
  dryRun: boolean
  closeGone: boolean
  locale: Locale
}

const sender = { account_id: null }

/** Runs a pass here, or waits for the worker that was faster. */
async function runPass(vault: Vault, id: string): Promise<MemberImport> {
  const run = importRun(vault, Number.POSITIVE_INFINITY)
  for (;;) {
    await run({ subject_id: id })
    const one = await getImport(vault.db, sender, id)
    if (one.fault) throw new Invalid(`${one.fault} (line ${one.fault_line})`)
    if (importPhase(one) === 'checked' || importPhase(one) === 'done') return one
    await pause(500)
  }
}

async function reportOf(vault: Vault, one: MemberImport): Promise<ImportReport> {
  const { position, added, moved, updated, unchanged, left_out, gone } = one
  const faults = await Array.fromAsync(walkFaults(vault.db, one.id))
  return { lines: position, added, moved, updated, unchanged, left_out, gone, faults }
}

/**
 * Imports members from a CSV file with a line of titles, as the pages do.
 * @throws Invalid where the file cannot be read, or its titles do not say enough
 */
export async function importMembers(
  vault: Vault,
  path: string,
  { dryRun, closeGone, locale, section_id, region_id }: CommandOptions,
): Promise<ImportReport> {
  const stream = { pieces: createReadStream(path), isCut: () => false }
  const sent = await uploadFile(vault, sender, { section_id, region_id }, stream)
  if ('fault' in sent) throw new Invalid(sent.line ? `${sent.fault} (line ${sent.line})` : sent.fault)
  const { id } = sent
  const [head = []] = await readSample(vault, await getImport(vault.db, sender, id))
  const columns = guessColumns(head)
  const [fault] = Object.values(checkColumns(columns, !section_id))
  if (fault) {
    await cancelImport(vault, sender, id)
    throw new Invalid(fault.code)
  }
  await checkImport(vault, sender, id, { columns, header: true, locale, close_gone: closeGone })
  let one = await runPass(vault, id)
  if (!dryRun) {
    await confirmImport(vault, sender, id)
    one = await runPass(vault, id)
  }
  const report = await reportOf(vault, one)
  if (dryRun) await cancelImport(vault, sender, id)
  return report
}
