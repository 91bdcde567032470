import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Logger, pino } from 'pino'
import { type Config, ConfigError, readConfig } from './config.ts'
import { faultOfConnection } from './database.ts'
import { EmbeddedRefusal } from './embedded/refusal.ts'
import type { Closing } from './instance.ts'
import { KeyRingError } from './seal/key-ring.ts'

/** Milliseconds each thing that was started has to end. */
const GRACE = 10_000

/** @returns what to print once it is up and at rest */
export type Start = (config: Config, log: Logger, closing: Closing[]) => Promise<string | undefined>

/**
 * The life of a process: reads the settings, starts, and on SIGTERM or Ctrl-C stops what it started, last first.
 * A start that fails stops the same way, with exit code 1; what a person can mend is one sentence.
 */
export async function live(start: Start, env = process.env): Promise<void> {
  const closing: Closing[] = []
  let starting: Promise<unknown> | undefined
  let stopping = false

  async function stop(code: number) {
    if (stopping) return
    stopping = true
    // What is half started cannot be stopped yet.
    await starting?.catch(() => {})
    for (const close of closing.reverse()) await Promise.race([close().catch(() => {}), pause(GRACE)])
    process.exit(code)
  }

  quietExperiments()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0))
  if (env.npm_lifecycle_event) whenOrphaned(() => void stop(0))
  try {
    const config = readConfig(env)
    const up = start(config, pino({ level: config.LOG_LEVEL, base: undefined }), closing)
    starting = up
    const words = await up
    giveBack()
    if (words) console.log(words)
  } catch (error) {
    if (!stopping) console.error(sentenceOf(error as NodeJS.ErrnoException) ?? error)
    starting = undefined
    await stop(1)
  }
}

/** V8 keeps the room that starting needed, a quarter of all, until memory is short. This costs 50 ms, and nobody waits for them. */
function giveBack(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')({ type: 'major', flavor: 'last-resort', execution: 'sync' })
}

/** npm puts a shell between: told to stop, that one dies without a word to us. */
function whenOrphaned(act: () => void): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) act()
  }, 250).unref()
}

/** What is wrong in one sentence, where it is something a person can mend. */
export function sentenceOf(
  error: NodeJS.ErrnoException & { port?: number; address?: string },
): string | undefined {
  if (error instanceof ConfigError || error instanceof KeyRingError || error instanceof EmbeddedRefusal)
    return error.message
  if (error.syscall === 'listen') {
    if (error.code === 'EADDRINUSE')
      return `Port ${error.port} is in use by another process. Stop it first, or choose another PORT.`
    return `HOST ${error.address} and PORT ${error.port} cannot be listened on (${error.code}).`
  }
  const fault = faultOfConnection(error)
  return fault && `The database cannot be reached (${fault}). See DATABASE_URL.`
}

/** Node warns of its experiments, such as stripping types; whoever runs this can do nothing about them. */
function quietExperiments(): void {
  process.removeAllListeners('warning')
  process.on('warning', ({ name, message }) => {
    if (name !== 'ExperimentalWarning') console.error(`${name}: ${message}`)
  })
}
