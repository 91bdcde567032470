import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Test } from 'tap'

const src = path.resolve(import.meta.dirname, '../../src')

export interface Running {
  url: string
  child: ChildProcess
  /** All it printed so far, on both streams. */
  said(): string
  /** Settles once a line of what it prints fits. @throws when it ends before */
  says(line: RegExp): Promise<RegExpExecArray>
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>
}

/** A port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}

/**
 * Starts one of our processes as its users do: `node src/<name>.ts`, a free port, no settings but those given.
 * @param name server, worker or demo
 * @param t the test with which it ends
 */
export async function startProcess(
  name: string,
  env: Record<string, string>,
  t?: Pick<Test, 'teardown'>,
): Promise<Running> {
  const port = env.PORT ?? String(await freePort())
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [path.join(src, `${name}.ts`)], {
    env: { PATH, NODE_COMPILE_CACHE, PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (part: Buffer) => {
    said += part
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  let over = false
  const ended = once(child, 'close').then(([code, signal]) => {
    over = true
    return signal ?? code
  })
  t?.teardown(async () => {
    child.kill('SIGTERM')
    await ended
  })
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    said: () => said,
    async says(line) {
      for (;;) {
        const found = line.exec(said)
        if (found) return found
        if (over) throw new Error(`It ended without saying ${line}:\n${said}`)
        await pause(20)
      }
    },
    ended,
  }
}
