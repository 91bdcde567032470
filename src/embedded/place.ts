import { createHash } from 'node:crypto'
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findPackagedPostgres, type RunAs, run } from './program.ts'
import { EmbeddedRefusal } from './refusal.ts'

/** Where a cluster lives and who runs it; all paths absolute. */
export interface Place {
  dataDir: string
  home: string
  /** PGDATA */
  data: string
  log: string
  /** holds the Unix socket */
  sockets: string
  as: RunAs
}

const byRoot = process.getuid?.() === 0
const pointerIn = (dataDir: string) => join(dataDir, 'postgres.path')

/**
 * The folder of the cluster that belongs to DATA_DIR: `postgres` in it, or what `postgres.path` in it says.
 * @returns undefined where no first start has come to its end
 * @throws when nothing is left where it points to
 */
export async function findHome(dataDir: string): Promise<string | undefined> {
  const elsewhere = await readFile(pointerIn(dataDir), 'utf8').catch(ignoreAbsence)
  const home = elsewhere?.trim() ?? join(dataDir, 'postgres')
  if (await stat(join(home, 'data')).catch(ignoreAbsence)) return home
  if (elsewhere)
    throw new EmbeddedRefusal(`${dataDir} has its database in ${home}, and it is gone from there.`)
}

/** Decides where the cluster of a DATA_DIR lives and who runs it, and makes both folders. */
export async function choosePlace(folder: string): Promise<Place> {
  await mkdir(folder, { recursive: true })
  const dataDir = await realpath(folder)
  const found = await findHome(dataDir)
  const as = byRoot ? await findRunner(found) : {}
  const home =
    found ?? ((await canReach(as, dataDir)) ? join(dataDir, 'postgres') : await makeOutside(dataDir))
  await makeHome(home)
  if (!(await canEnter(as, home)))
    throw new EmbeddedRefusal(`PostgreSQL runs as system user ${as.uid}, who can no longer enter ${home}.`)
  return { dataDir, home, data: join(home, 'data'), log: join(home, 'log'), sockets: socketFolder(home), as }
}

/** Leaves word in DATA_DIR of a cluster that lives outside it. */
export async function rememberPlace({ dataDir, home }: Place): Promise<void> {
  if (dirname(home) === dataDir) return
  const pointer = pointerIn(dataDir)
  await writeFile(`${pointer}.partial`, `${home}\n`, { flush: true })
  await rename(`${pointer}.partial`, pointer)
}

/**
 * Makes a folder that only the runner may enter.
 * @throws when a stranger was there first, which can happen in /tmp
 */
export async function makeFolder(path: string, as: RunAs): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch(ignorePresence)
  const own = process.getuid?.() ?? 0
  const made = await lstat(path)
  if (!made.isDirectory() || (made.uid !== own && made.uid !== as.uid))
    throw new EmbeddedRefusal(`${path} belongs to somebody else: remove it and start again.`)
  if (as.uid !== undefined && made.uid !== as.uid) await chown(path, as.uid, as.gid)
}

/**
 * The folder of postgres, initdb and pg_ctl: the package's own, or a copy under the home where the runner
 * cannot enter the package.
 */
export async function preparePrograms({ home, as }: Place): Promise<string> {
  const { native, version } = findPackagedPostgres()
  if (await canEnter(as, join(native, 'bin'))) return join(native, 'bin')
  const copy = `programs-${version}`
  const present = await readdir(home)
  if (!present.includes(copy)) {
    for (const name of present)
      if (name.startsWith('programs-')) await rm(join(home, name), { recursive: true })
    const partial = join(home, 'programs-partial')
    await cp(native, partial, { recursive: true, verbatimSymlinks: true })
    await run('chmod', ['-R', 'a+rX', partial])
    await rename(partial, join(home, copy))
  }
  return join(home, copy, 'bin')
}

/** The folder under which a socket's name fits: systems stop at 104 to 108 bytes. */
function socketFolder(home: string): string {
  const inside = join(home, 'run')
  return Buffer.byteLength(join(inside, '.s.PGSQL.5432')) < 100 ? inside : `/tmp/unisson-${digest(home)}`
}

/** Takes away a socket folder that had to stand outside the home. */
export async function leavePlace({ home, sockets }: Place): Promise<void> {
  if (dirname(sockets) !== home) await rm(sockets, { recursive: true })
}

async function makeOutside(dataDir: string): Promise<string> {
  await makeHome('/var/lib/unisson')
  return join('/var/lib/unisson', digest(dataDir))
}

/** By root, a home is root's own and lets the runner through to the folders that are his. */
async function makeHome(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch(ignorePresence)
  const { uid } = await stat(path)
  if (uid !== (process.getuid?.() ?? uid))
    throw new EmbeddedRefusal(`${path} was made by system user ${uid}: start Unisson as that user.`)
  if (byRoot) await chmod(path, 0o711)
}

const digest = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 16)

async function findRunner(home: string | undefined): Promise<RunAs> {
  if (!home) return await systemUser()
  const { uid, gid } = await stat(join(home, 'data'))
  return { uid, gid }
}

async function systemUser(): Promise<RunAs> {
  const ask = async () => ({
    uid: Number(await run('id', ['-u', 'postgres'])),
    gid: Number(await run('id', ['-g', 'postgres'])),
  })
  try {
    return await ask().catch(() => run('useradd', ['--system', '--user-group', 'postgres']).then(ask))
  } catch (cause) {
    const advice = 'create it, or start Unisson as another user'
    throw new EmbeddedRefusal(
      `PostgreSQL refuses to run as root and there is no system user postgres: ${advice}.`,
      {
        cause,
      },
    )
  }
}

const canReach = async (as: RunAs, dataDir: string) =>
  (await canEnter(as, dataDir)) && (await canEnter(as, join(findPackagedPostgres().native, 'bin')))

/** Asked of the system itself, which alone knows all its rules of access. */
async function canEnter(as: RunAs, folder: string): Promise<boolean> {
  if (as.uid === undefined) return true
  const entering = run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], as)
  return entering.then(
    () => true,
    () => false,
  )
}

function ignoreAbsence(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function ignorePresence(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EEXIST') throw error
}
