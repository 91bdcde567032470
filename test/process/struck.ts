import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Test } from 'tap'
import { type Config, readConfig } from '../../src/config.ts'
import { openDatabase } from '../../src/database.ts'
import { startEmbedded } from '../../src/embedded/embedded.ts'
import { findHome } from '../../src/embedded/place.ts'
import { openVault } from '../../src/instance.ts'
import { migrate } from '../../src/migrate.ts'
import type { Vault } from '../../src/seal/vault.ts'
import { startProcess } from '../support/process.ts'

/** Which of the two is killed. */
export type Victim = 'worker' | 'postgres'

export interface Struck {
  vault: Vault
  config: Config
  /** Kills one without a word, and waits until work goes on. */
  strike(victim: Victim): Promise<void>
  /** Has the worker mix at its next turn, however lately it has. */
  mixNow(): Promise<void>
}

/** A durable PostgreSQL and a worker of this test's own, both to be killed. */
export async function openStruck(t: Test): Promise<Struck> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'unisson-struck-'))
  await chmod(dataDir, 0o711)
  const settings = { fsync: 'on', synchronous_commit: 'on' }
  const embedded = await startEmbedded({ dataDir, log: () => {}, settings })
  const home = (await findHome(dataDir)) as string
  const owner = openDatabase(embedded.ownerUrl, 1)
  await migrate(owner)
  await owner.destroy()
  const env = { DATABASE_URL: embedded.url, KEYS_DIR: path.join(dataDir, 'keys') }
  const db = openDatabase(embedded.url, 4)
  const { vault } = await openVault(db, env.KEYS_DIR)
  const start = () =>
    startProcess('worker', { ...env, DATABASE_OWNER_URL: embedded.ownerUrl, LOG_LEVEL: 'fatal' })
  let worker = await start()
  t.teardown(async () => {
    worker.child.kill('SIGTERM')
    await worker.ended
    await db.destroy()
    await embedded.stop()
    await rm(home, { recursive: true })
    await rm(dataDir, { recursive: true, force: true })
  })

  const isBack = () =>
    sql`select`.execute(db).then(
      () => true,
      () => false,
    )
  async function killPostgres() {
    const [pid] = (await readFile(path.join(home, 'data', 'postmaster.pid'), 'utf8')).split('\n')
    process.kill(Number(pid), 'SIGKILL')
    await pause(50)
    while (!(await isBack())) await pause(20)
  }
  const mixNow = async () => {
    await db.deleteFrom('schedules').where('name', '=', 'mixing').execute()
  }
  /** Whether the worker has come to its schedules: one that is still starting has not. */
  const hasTurned = async () =>
    (await db.selectFrom('schedules').select('name').where('name', '=', 'mixing').execute()).length > 0
  await until(hasTurned)
  return {
    vault,
    config: readConfig(env),
    async strike(victim) {
      if (victim === 'postgres') await killPostgres()
      else {
        worker.child.kill('SIGKILL')
        await worker.ended
      }
      // What was leased is silent from now on: its two minutes are over.
      await sql`update jobs set leased_until = now() - interval '1 second' where leased_until is not null`.execute(
        db,
      )
      if (victim === 'worker') worker = await start()
      await mixNow()
      await until(hasTurned)
    },
    mixNow,
  }
}

/** Waits for something to be so, asking through whatever breaks. */
export async function until(is: () => Promise<boolean>, step = 20): Promise<void> {
  for (const since = performance.now(); !(await is().catch(() => false)); await pause(step))
    if (performance.now() - since > 60_000) throw new Error('It did not come to its end.')
}
