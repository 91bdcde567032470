import { execFile } from 'node:child_process'
import path from 'node:path'
import { startTestCluster } from './cluster.ts'
import type { Unisson } from './unisson.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface CommandResult {
  code: number
  out: string
  err: string
}

/** Runs `npm run unisson -- …` without npm. @param typed what somebody types when asked */
export const runCommand = (args: string[], env: Record<string, string> = {}, typed = '') =>
  new Promise<CommandResult>(resolve => {
    const child = execFile(
      process.execPath,
      ['src/unisson.ts', ...args],
      { cwd: root, env: { PATH: process.env.PATH ?? '', ...env } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
    child.stdin?.end(typed)
  })

/** The settings by which a command finds the database and the keys of a test. */
export async function settingsOf({ config, databaseUrl }: Unisson): Promise<Record<string, string>> {
  const { ownerUrl } = await startTestCluster()
  const database = /\/(\w+)(?=\?|$)/.exec(databaseUrl)?.[1] ?? ''
  return {
    DATABASE_URL: databaseUrl,
    DATABASE_OWNER_URL: ownerUrl.replace(/\/unisson(?=\?|$)/, `/${database}`),
    KEYS_DIR: config.KEYS_DIR,
  }
}
