import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive } from './lock.ts'
import type { Place } from './place.ts'
import { findPackagedPostgres, programEnv, run } from './program.ts'
import { EmbeddedRefusal } from './refusal.ts'

/** A running server of ours. */
export interface Postmaster {
  /** settles when it has ended, with how */
  ended: Promise<string>
  /** asks for a fast shutdown; nothing when it has ended */
  interrupt(): void
}

/**
 * Starts the server of a cluster and waits until it accepts connections, crash recovery included.
 * @throws when it ends before, with its own words
 */
export async function startPostmaster(
  place: Place,
  bin: string,
  settings: Record<string, string>,
): Promise<Postmaster> {
  const words = join(place.home, 'start.log')
  const output = await open(words, 'w', 0o600)
  const told = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Detached: Ctrl-C in a terminal is for us, who then stop the server in our own order.
  const child = spawn(join(bin, 'postgres'), ['-D', place.data, ...told], {
    ...place.as,
    env: programEnv,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  })
  const ended = once(child, 'exit').then(
    ([code, signal]) => (signal ? `signal ${signal}` : `exit code ${code}`),
    (error: Error) => error.message,
  )
  let how: string | undefined
  void ended.then(end => {
    how = end
  })
  await output.close()
  while (!(await isReady(place, child.pid))) {
    if (how)
      throw new EmbeddedRefusal(
        `PostgreSQL did not start (${how}). ${await lastWords(words)} See also ${place.log}.`,
      )
    await pause(10)
  }
  const interrupt = () => void (process.platform === 'win32' ? stopOnWindows(place) : child.kill('SIGINT'))
  return { ended, interrupt }
}

/** Ends what an earlier run of ours left running in a cluster that nobody holds any more, and clears its traces. */
export async function stopLeftover(place: Place, log: (line: string) => void): Promise<void> {
  const [pid] = await readPidFile(place)
  if (pid && (await isPostmasterOf(place, pid))) {
    log(`Stopping the PostgreSQL that an earlier run left behind (process ${pid}).`)
    await stopPostmaster(place, pid)
  }
  // A killed server leaves its number in two files. Once a stranger has it, or before the system has buried the
  // server, PostgreSQL would take it for alive and refuse; a dead number it sees through itself.
  if (pid && isAlive(Number(pid))) await rm(join(place.data, 'postmaster.pid'), { force: true })
  await rm(join(place.sockets, '.s.PGSQL.5432.lock'), { force: true })
}

async function stopPostmaster(place: Place, pid: string): Promise<void> {
  if (process.platform === 'win32') return await stopOnWindows(place)
  process.kill(Number(pid), 'SIGINT')
  for (const since = performance.now(); await isPostmasterOf(place, pid); await pause(20))
    if (performance.now() - since > 60_000)
      throw new EmbeddedRefusal(`PostgreSQL process ${pid} does not stop.`)
}

async function isPostmasterOf({ data }: Place, pid: string): Promise<boolean> {
  if (process.platform === 'win32') {
    return (await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])).includes('postgres.exe')
  }
  const command =
    process.platform === 'linux'
      ? readFile(`/proc/${pid}/cmdline`, 'utf8').then(text => text.replaceAll('\0', ' '))
      : run('ps', ['-o', 'args=', '-p', pid])
  return (await command.catch(() => '')).includes(`postgres -D ${data} `)
}

// Windows knows no SIGINT for another process; pg_ctl has its own channel.
async function stopOnWindows({ data }: Place): Promise<void> {
  await run(join(findPackagedPostgres().native, 'bin', 'pg_ctl'), ['stop', '-D', data, '-m', 'fast'])
}

async function isReady(place: Place, pid: number | undefined): Promise<boolean> {
  const lines = await readPidFile(place)
  return lines[0] === String(pid) && lines[7] === 'ready'
}

/** The lines of postmaster.pid: the first is the process, the eighth its state. */
async function readPidFile({ data }: Place): Promise<string[]> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  return text.split('\n').map(line => line.trim())
}

async function lastWords(file: string): Promise<string> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return lines.slice(-3).join(' ')
}
