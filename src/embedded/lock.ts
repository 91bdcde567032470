import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { DataDirBusy } from './refusal.ts'

/**
 * Takes the one lock of a cluster folder and writes our pid beside it. The kernel drops the lock with the
 * process, however it dies. Do not open `lock` elsewhere in this process: closing it would free the lock.
 * @returns the act that frees it
 * @throws DataDirBusy
 */
export async function lockFolder(home: string, dataDir: string): Promise<() => Promise<void>> {
  const pidFile = join(home, 'app.pid')
  // SQLite is here for its file lock alone: Node offers no other that ends with its holder on every system.
  const lock = new DatabaseSync(join(home, 'lock'))
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== 5) throw error
    throw new DataDirBusy(dataDir, await findHolder(pidFile))
  }
  await writeFile(pidFile, `${process.pid}\n`)
  return async () => {
    await rm(pidFile, { force: true })
    lock.close()
  }
}

async function findHolder(pidFile: string): Promise<number | undefined> {
  // The holder may stand between taking the lock and writing its pid.
  for (let tries = 0; tries < 20; tries++) {
    const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''))
    if (pid && isAlive(pid)) return pid
    await pause(25)
  }
}

/** Whether a process of this number exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
