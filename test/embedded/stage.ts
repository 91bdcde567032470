import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import type { Test } from 'tap'
import { findHome } from '../../src/embedded/place.ts'

/** A system user who starts the embedded PostgreSQL; no ids mean whoever runs the tests. */
export interface Starter {
  name: string
  uid?: number
  gid?: number
}

const script = join(import.meta.dirname, 'host.ts')
const nobody = { name: 'nobody', uid: 65534, gid: 65534 }
export const me: Starter = { name: process.getuid?.() === 0 ? 'root' : 'a plain user' }

const canPlay = (starter: Starter) =>
  spawnSync(process.execPath, ['--check', script], { ...starter, cwd: '/' }).status === 0

/** Root tests for a plain user too, where one can read the project. */
export const starters: Starter[] = me.name === 'root' && canPlay(nobody) ? [me, nobody] : [me]

/** What a host said when it was ready, or why it refused. */
export interface Word {
  url: string
  ownerUrl: string
  pid: number
  refused?: string
  message: string
}

export interface Host {
  word: Word
  lines: string[]
  kill(signal: NodeJS.Signals): Promise<void>
}

/**
 * A new DATA_DIR of a starter's, `below` a temporary folder of that mode, and the act that starts a host on it.
 * All is gone at the end of the test.
 */
export async function makeStage(t: Test, starter: Starter, { mode = 0o711, below = '' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'unisson-embedded-'))
  const dataDir = join(folder, below)
  await chmod(folder, mode)
  const { uid, gid } = starter
  if (uid !== undefined && gid !== undefined) await chown(folder, uid, gid)
  const hosts: ChildProcess[] = []
  const play = (act: string) => {
    const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit']
    // The test runner loads into every process what writes where another user may not.
    const bare = ['-u', 'NODE_OPTIONS', '-u', 'NODE_COMPILE_CACHE', process.execPath]
    const child = spawn('env', [...bare, script, dataDir, act], { uid, gid, stdio, cwd: '/' })
    hosts.push(child)
    return child
  }
  t.teardown(async () => {
    for (const host of hosts) await end(host, 'SIGTERM')
    await end(play('stop-orphan'))
    const home = await findHome(dataDir).catch(() => undefined)
    if (home) await rm(home, { recursive: true })
    await rm(folder, { recursive: true })
  })
  const start = async (): Promise<Host> => {
    const child = play('start')
    const lines: string[] = []
    const host = { lines, kill: (signal: NodeJS.Signals) => end(child, signal) }
    const ready = Promise.withResolvers<Host>()
    const reading = createInterface({ input: child.stdout })
    reading.on('line', text => {
      const fact = JSON.parse(text)
      if (fact.line) lines.push(fact.line)
      else ready.resolve({ ...host, word: fact })
    })
    reading.on('close', () => ready.reject(new Error('the host said nothing')))
    return await ready.promise
  }
  return { dataDir, start }
}

async function end(child: ChildProcess, signal?: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  if (signal) child.kill(signal)
  await ended
}

/** Asks one question over a connection of its own. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

export async function postmasterOf(dataDir: string): Promise<number> {
  const home = await findHome(dataDir)
  return Number.parseInt(await readFile(join(home!, 'data', 'postmaster.pid'), 'utf8'), 10)
}
