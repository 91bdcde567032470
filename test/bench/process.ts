import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'

const root = path.resolve(import.meta.dirname, '../..')

export interface Running {
  pid: number
  /** The line that was waited for. */
  line: string
  stop(): Promise<void>
}

/**
 * Starts a script of the project in a process of its own.
 * @param ready the line to wait for; without it, it is ready when it runs
 * @throws when it ends before
 */
export async function startProcess(
  script: string,
  env: Record<string, string>,
  ready?: RegExp,
): Promise<Running> {
  const { PATH = '', HOME = '', NODE_OPTIONS = '' } = process.env
  const child = spawn(process.execPath, [path.join(root, script)], {
    cwd: root,
    env: { PATH, HOME, NODE_OPTIONS, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  const said = hear(child, ready)
  const line = ready ? await Promise.race([said, ended.then(() => undefined)]) : ''
  if (line === undefined) throw new Error(`${script} ended before it was ready`)
  return {
    pid: child.pid as number,
    line,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Passes on the errors a process logs. @returns the first line that matches */
function hear(child: ChildProcess, ready?: RegExp): Promise<string> {
  const lines = createInterface({ input: child.stdout! })
  return new Promise(resolve => {
    lines.on('line', line => {
      if (ready?.test(line)) resolve(line)
      else if (/"level":[56]0/.test(line)) console.error(line)
    })
  })
}

export async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

/** What is most from now on: the kernel forgets what was (proc(5), clear_refs). */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5')

/** The most memory a process has held since it began, or since its peak was forgotten, in MB. */
export const peakOf = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
