import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Test } from 'tap'

/** A DATA_DIR that does not exist yet, where PostgreSQL may go; gone with the test. */
export function dataDirFor(t: Pick<Test, 'teardown'>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'unisson-data-'))
  chmodSync(folder, 0o711)
  t.teardown(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return path.join(folder, 'var')
}

/** The process that serves the database of a DATA_DIR. @throws where none does */
export const postgresOf = (dataDir: string): number =>
  Number(readFileSync(path.join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
