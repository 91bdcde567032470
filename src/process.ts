import { type Logger, pino } from 'pino'
import { type Config, ConfigError, readConfig } from './config.ts'
import { EmbeddedRefusal } from './embedded/refusal.ts'
import { KeyRingError } from './seal/key-ring.ts'

const GRACE = 10_000

/** What a process that is told to stop does first, last started first stopped. */
export type Closing = () => Promise<unknown>

/**
 * The life of a process: reads the settings, starts, stops with grace on SIGTERM and Ctrl-C.
 * What a person can mend is one sentence and exit code 1, before any port is open.
 */
export async function live(
  start: (config: Config, log: Logger, closing: Closing[]) => Promise<void>,
): Promise<void> {
  const closing: Closing[] = []
  async function stop(code: number) {
    setTimeout(() => process.exit(code || 1), GRACE).unref()
    for (const close of closing.reverse()) await close().catch(() => {})
    process.exit(code)
  }
  try {
    const config = readConfig(process.env)
    const log = pino({ level: config.LOG_LEVEL, base: undefined })
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(0))
    await start(config, log, closing)
  } catch (error) {
    const known =
      error instanceof ConfigError || error instanceof KeyRingError || error instanceof EmbeddedRefusal
    console.error(known ? (error as Error).message : error)
    await stop(1)
  }
}
