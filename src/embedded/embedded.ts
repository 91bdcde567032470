import { once } from 'node:events'
import { readdir, rm, stat } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ensureCluster, settingsFor } from './cluster.ts'
import { lockFolder } from './lock.ts'
import {
  choosePlace,
  findHome,
  leavePlace,
  makeFolder,
  type Place,
  preparePrograms,
  rememberPlace,
} from './place.ts'
import { type Postmaster, startPostmaster, stopLeftover } from './postmaster.ts'

/** A running PostgreSQL of our own, as connection strings of pg. */
export interface Embedded {
  /** the application's role: neither superuser nor owner */
  url: string
  /** owns the database `unisson` and may create others; not superuser */
  ownerUrl: string
  /** fast shutdown; settles when the server has ended and the folder is free */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  dataDir: string
  log: (line: string) => void
  /** PostgreSQL settings put over ours (tests and benchmarks) */
  settings?: Record<string, string>
}

type Log = EmbeddedOptions['log']

/**
 * Starts the PostgreSQL that came with the package on the cluster of a DATA_DIR, made at the first start, and
 * keeps it running until `stop`.
 * @throws DataDirBusy when another process runs it
 */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  const place = await choosePlace(dataDir)
  const unlock = await lockFolder(place.home, place.dataDir)
  try {
    await makeFolder(place.log, place.as)
    await makeFolder(place.sockets, place.as)
    const bin = await preparePrograms(place)
    const roles = await ensureCluster(place, bin, settings.fsync !== 'off')
    await rememberPlace(place)
    const port = process.platform === 'win32' ? await findFreePort() : 5432
    const stopServer = await keepServer(log, async () => {
      await stopLeftover(place, log)
      await pruneLogs(place)
      return await startPostmaster(place, bin, settingsFor(place, port, settings))
    })
    const host = process.platform === 'win32' ? '127.0.0.1' : encodeURIComponent(place.sockets)
    const urlOf = (role: keyof typeof roles) =>
      `postgres://${role}:${roles[role]}@/unisson?host=${host}&port=${port}`
    let stopped: Promise<void> | undefined
    const stop = () => {
      stopped ??= stopServer()
        .then(() => leavePlace(place))
        .then(unlock)
      return stopped
    }
    return { url: urlOf('unisson_app'), ownerUrl: urlOf('unisson_owner'), stop }
  } catch (error) {
    await unlock()
    throw error
  }
}

/**
 * Stops the PostgreSQL that a killed process left on the cluster of a DATA_DIR, if there is one.
 * @throws DataDirBusy when a live process runs it
 */
export async function stopOrphan({ dataDir, log }: EmbeddedOptions): Promise<void> {
  if (!(await findHome(dataDir))) return
  const place = await choosePlace(dataDir)
  const unlock = await lockFolder(place.home, place.dataDir)
  await stopLeftover(place, log).finally(unlock)
}

/** Starts a server, and starts it again whenever it ends by itself. Returns the act that ends it for good. */
async function keepServer(log: Log, start: () => Promise<Postmaster>): Promise<() => Promise<void>> {
  const stopping = new AbortController()
  const { signal } = stopping
  let server = await insist(start, 5, log, signal)
  const watch = async () => {
    while (!signal.aborted) {
      const since = performance.now()
      const how = await server.ended
      if (signal.aborted) return
      log(`PostgreSQL ended by itself (${how}). Starting it again.`)
      // One that fell at once may fall at once again.
      if (performance.now() - since < 10_000) await pause(500, undefined, { signal })
      server = await insist(start, Number.POSITIVE_INFINITY, log, signal)
    }
    server.interrupt()
    await server.ended
  }
  const watched = watch().catch(error => {
    if (!signal.aborted) throw error
  })
  return async () => {
    stopping.abort()
    server.interrupt()
    await watched
  }
}

/** Tries an act until it succeeds, `tries` times at most, waiting longer each time, 5 seconds at most. */
async function insist<T>(act: () => Promise<T>, tries: number, log: Log, signal: AbortSignal): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await act()
    } catch (error) {
      if (tried === tries || signal.aborted) throw error
      log(`${(error as Error).message} Trying again.`)
      await pause(Math.min(100 * 2 ** tried, 5000), undefined, { signal })
    }
  }
}

/** The server overwrites a log after a week of running; what it did not run to overwrite goes here. */
async function pruneLogs({ log }: Place): Promise<void> {
  const weekAgo = Date.now() - 7 * 24 * 3600 * 1000
  for (const name of await readdir(log)) {
    const file = join(log, name)
    if ((await stat(file)).mtimeMs < weekAgo) await rm(file)
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
