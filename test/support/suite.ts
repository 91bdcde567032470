import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Embedded, startEmbedded, stopOrphan } from '../../src/embedded/embedded.ts'
import { isAlive } from '../../src/embedded/lock.ts'
import { findHome } from '../../src/embedded/place.ts'

/** A cluster of the tests, known by the process it works for: a run of tap, or a test file run alone. */
export interface Cluster extends Pick<Embedded, 'url' | 'ownerUrl'> {
  /** where its files are */
  home: string
}

const project = resolve(import.meta.dirname, '../..')
const prefix = `unisson-test-${createHash('sha256').update(project).digest('hex').slice(0, 8)}-`
const folderOf = (pid: number) => join(tmpdir(), `${prefix}${pid}`)
const log = () => {}

// Nothing of a test needs to outlive a power cut; some read every file of the cluster, so that few are kept.
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '256MB',
  min_wal_size: '64MB',
}

/** Starts the cluster of a process and writes down where it is, for `findCluster`. */
export async function startCluster(pid: number): Promise<Embedded & Cluster> {
  await sweep(pid)
  const dataDir = folderOf(pid)
  await mkdir(dataDir)
  await chmod(dataDir, 0o711)
  const embedded = await startEmbedded({ dataDir, log, settings })
  const home = (await findHome(dataDir))!
  const { url, ownerUrl } = embedded
  await writeFile(join(dataDir, 'cluster.json'), JSON.stringify({ url, ownerUrl, home }), { mode: 0o600 })
  return { ...embedded, home }
}

export async function findCluster(pid: number): Promise<Cluster | undefined> {
  const text = await readFile(join(folderOf(pid), 'cluster.json'), 'utf8').catch(() => undefined)
  return text && JSON.parse(text)
}

/** Removes the cluster of a process; whoever started it has stopped it or is gone. */
export async function removeCluster(pid: number): Promise<void> {
  const dataDir = folderOf(pid)
  await stopOrphan({ dataDir, log })
  const home = await findHome(dataDir)
  if (home) await rm(home, { recursive: true })
  await rm(dataDir, { recursive: true, force: true })
}

/** Removes what runs of ours that were killed have left. */
async function sweep(pid: number): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const of = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : undefined
    if (!of || (of !== pid && isAlive(of))) continue
    const { uid } = await stat(folderOf(of))
    if (uid === (process.getuid?.() ?? uid)) await removeCluster(of)
  }
}
