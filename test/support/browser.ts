import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver } from 'playwright-core'

const modules = path.resolve(import.meta.dirname, '../../node_modules')
const manifest = path.join(modules, '@sparticuz/chromium/package.json')
const folder = path.join(modules, '.cache', `chromium-${JSON.parse(readFileSync(manifest, 'utf8')).version}`)

/**
 * Unpacks the browser once for these packages, whole or not at all. Its own way is a file in the system's folder for
 * temporary files: another user's, or half of it while another test unpacks.
 */
async function unpack(): Promise<string> {
  const program = path.join(folder, 'chromium')
  if (existsSync(program)) return program
  mkdirSync(path.dirname(folder), { recursive: true })
  const draft = mkdtempSync(`${folder}-`)
  const { TMPDIR } = process.env
  process.env.TMPDIR = draft
  const unpacking = chromium.executablePath()
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
  await unpacking
  // Another test may have been first.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
  return program
}

/** Draws by the processor and starts few processes: there are two cores, and no sandbox for who is root. */
const args = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--in-process-gpu',
  '--renderer-process-limit=1',
  '--num-raster-threads=1',
  '--font-render-hinting=none',
]

/**
 * The browser that comes with the tests; to be closed by whoever opened it.
 * @param host a name that leads to this machine
 */
export const openBrowser = async (host?: string): Promise<Browser> =>
  driver.launch({
    executablePath: await unpack(),
    args: host ? [...args, `--host-resolver-rules=MAP ${host} 127.0.0.1`] : args,
    headless: true,
  })
