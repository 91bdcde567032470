import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { type Db, faultOfConnection } from '../database.ts'
import { finishJob, holdJob, type Job, leaseJobs, postponeJob } from './queue.ts'
import { runSchedules, type Schedule } from './schedule.ts'

/** What is thrown to say: not now. */
export class Later extends Error {
  readonly code: string
  readonly at?: Date
  /** @param at when to try again; without it the wait grows with each attempt */
  constructor(code: string, at?: Date) {
    super(code)
    this.code = code
    this.at = at
  }
}

/** Runs one job. @returns how it went, in a word @throws Later to be run again */
export type Run = (job: Job) => Promise<string>

/** As `Run`, for what may take minutes. @param stopping ends with the worker, or once another has the job: time to throw `Later` */
export type LongRun = (job: Job, stopping: AbortSignal) => Promise<string>

export interface Work {
  kinds: Record<string, Run>
  /** What goes to many, beside all else: however much of it waits, what a person has just asked for goes first. */
  bulk: Record<string, Run>
  /** Run one at a time, beside all else: nothing waits for their end. */
  long: Record<string, LongRun>
  schedules: Schedule[]
  /** Run at every turn, each cheap when there is nothing to do and safe beside itself. */
  pulses: Record<string, (db: Db) => Promise<void>>
}

const BREATH = 500
const HEARTBEAT = 40_000
const AT_ONCE = 8
const MOST_ATTEMPTS = 16

/** Minutes to wait after each attempt: a minute, then longer, up to six hours. */
const backoff = (attempts: number): Date =>
  new Date(Date.now() + Math.min(360, 2 ** Math.min(attempts - 1, 9)) * 60_000 * (0.9 + Math.random() * 0.2))

export interface Worker {
  /**
   * Runs what is due, until nothing is, nothing of it can run now, or it is time for something else.
   * @param until a moment of `performance.now()`
   * @returns how many jobs ran
   */
  drain(until?: number): Promise<number>
  start(): void
  /** Lets what is running finish. */
  stop(): Promise<void>
}

/** @param heartbeat milliseconds after which a job that runs is held anew */
export function createWorker(db: Db, work: Work, log: FastifyBaseLogger, heartbeat = HEARTBEAT): Worker {
  const stopping = new AbortController()
  const { signal } = stopping
  const runs = { ...work.kinds, ...work.bulk, ...work.long }
  const short = { kinds: Object.keys(work.kinds), atOnce: AT_ONCE }
  const bulk = { kinds: Object.keys(work.bulk), atOnce: AT_ONCE }
  const long = { kinds: Object.keys(work.long), atOnce: 1 }
  const failing = new Map<string, string>()
  let away: string | undefined
  let loops: Promise<void>[] = []

  /** @returns false when it was not its moment yet */
  async function runJob(job: Job): Promise<boolean> {
    const lost = new AbortController()
    const hold = async () => {
      if (!(await holdJob(db, job))) lost.abort()
    }
    const beating = setInterval(() => void hold().catch(() => {}), heartbeat)
    try {
      const code = await runs[job.kind]?.(job, AbortSignal.any([signal, lost.signal]))
      await finishJob(db, job, code ?? 'unknown')
      return true
    } catch (error) {
      await putBack(job, error)
      return !(error instanceof Later && error.at)
    } finally {
      clearInterval(beating)
    }
  }

  async function putBack(job: Job, error: unknown) {
    const code = error instanceof Later ? error.code : 'failed'
    if (!(error instanceof Later)) {
      const { name, code: reason } = error as Error & { code?: string }
      log.error({ job: job.id, kind: job.kind, name, reason }, 'a job failed')
    }
    if (error instanceof Later && error.at) await postponeJob(db, job, error.at, code, false)
    else if (job.attempts >= MOST_ATTEMPTS) await finishJob(db, job, `gave-up.${code}`)
    else await postponeJob(db, job, backoff(job.attempts), code)
  }

  async function drainLane({ kinds, atOnce }: typeof short, until = Number.POSITIVE_INFINITY) {
    let count = 0
    while (!signal.aborted && performance.now() < until) {
      const jobs = kinds.length > 0 ? await leaseJobs(db, kinds, atOnce) : []
      const ran = await Promise.all(jobs.map(runJob))
      count += jobs.length
      if (!ran.some(Boolean)) break
    }
    return count
  }

  /** One that fails keeps neither mail nor schedules from their turn; it fails at each of them, and is told once. */
  async function runPulse(pulse: string, act: (db: Db) => Promise<void>) {
    try {
      await act(db)
      failing.delete(pulse)
    } catch (error) {
      if (faultOfConnection(error)) throw error
      const { name } = error as Error
      if (failing.get(pulse) !== name) log.error({ pulse, name }, 'a pulse failed')
      failing.set(pulse, name)
    }
  }

  /** However much mail waits, counts are folded and schedules kept. */
  async function turn(until: number) {
    for (const [name, act] of Object.entries(work.pulses)) await runPulse(name, act)
    await runSchedules(db, work.schedules, log)
    await drainLane(short, until)
  }

  async function attempt(act: () => Promise<unknown>) {
    try {
      await act()
      if (away) log.info('the database is back')
      away = undefined
    } catch (error) {
      const reason = faultOfConnection(error) ?? (error as Error).name
      if (reason !== away) log.error({ reason }, 'the worker is interrupted')
      away = reason
    }
  }

  async function run(act: (until: number) => Promise<unknown>) {
    while (!signal.aborted) {
      const next = performance.now() + BREATH
      await attempt(() => act(next))
      const rest = Math.max(0, next - performance.now())
      await sleep(rest, undefined, { signal }).catch(() => {})
    }
  }

  return {
    async drain(until) {
      let count = 0
      for (const lane of [short, bulk, long]) count += await drainLane(lane, until)
      return count
    },
    start() {
      loops = [run(turn), run(() => drainLane(bulk)), run(() => drainLane(long))]
    },
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}
