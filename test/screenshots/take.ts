import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser } from '../support/browser.ts'
import { startProcess } from '../support/process.ts'
import { type Shot, shots, shown } from './shot.ts'

interface Form {
  width: number
  colorScheme: 'light' | 'dark'
  locale: 'fr' | 'en'
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>

const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, 'screenshots')
const readmeFolder = path.join(root, '.readme')

const heightOf = ({ width }: Form): number => (width > 600 ? 800 : 640)
const forms: Form[] = [1280, 320].flatMap(width =>
  (['light', 'dark'] as const).flatMap(colorScheme =>
    (['fr', 'en'] as const).map(locale => ({ width, colorScheme, locale })),
  ),
)

/** Signs in and sets up a second factor, so that pages with names open too. */
async function signIn(browser: Browser, baseURL: string, email: string, password: string): Promise<Session> {
  const context = await browser.newContext({ baseURL })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', password)
  await page.click('main form button')
  await page.waitForURL(url => url.pathname !== '/sign-in')
  await page.goto('/account/second-factor')
  const secret = (await page.textContent('.factor-secret'))?.replace(/\s/g, '') ?? ''
  await page.fill('[name=factor_code]', new TOTP({ secret: Secret.fromBase32(secret) }).generate())
  await page.click('main form button')
  await page.waitForLoadState()
  const session = await context.storageState()
  await context.close()
  return session
}

async function take(context: BrowserContext, form: Form, shot: Shot): Promise<void> {
  const name = `${shot.name}.${form.locale}.${form.width}.${form.colorScheme}`
  const page = await context.newPage()
  try {
    const answer = await page.goto((form.locale === 'fr' ? '' : '/en') + shot.path)
    if (!answer?.ok() && shot.name !== 'not-found')
      throw new Error(`${shot.path} answers ${answer?.status()}`)
    await shot.steps?.(page)
    await page.waitForLoadState()
    await page.evaluate('document.fonts.ready')
    const png = await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
    if (shown.includes(name)) await keep(png, name, heightOf(form))
  } finally {
    await page.close()
  }
}

/** The head of a page for the README, small enough to live in the repository. */
async function keep(png: Buffer, name: string, height: number): Promise<void> {
  const { width = 0, height: whole = 0 } = await sharp(png).metadata()
  await sharp(png)
    .extract({ left: 0, top: 0, width, height: Math.min(whole, Math.round(height * 1.25)) })
    .webp({ quality: 80, effort: 6 })
    .toFile(path.join(readmeFolder, `${name.split('.').slice(0, 3).join('.')}.webp`))
}

/** Takes pages in every form. @returns how many could not be taken */
async function takeAll(browser: Browser, baseURL: string, password: string, asked: Shot[]): Promise<number> {
  const sessions = new Map<string | undefined, Session | undefined>([[undefined, undefined]])
  for (const { as } of asked) {
    if (as && !sessions.has(as)) sessions.set(as, await signIn(browser, baseURL, as, password))
  }
  let missed = 0
  for (const form of forms) {
    for (const [as, storageState] of sessions) {
      const viewport = { width: form.width, height: heightOf(form) }
      const { colorScheme } = form
      const context = await browser.newContext({ baseURL, viewport, colorScheme, storageState })
      context.setDefaultTimeout(15_000)
      for (const shot of asked.filter(one => one.as === as)) {
        await take(context, form, shot).catch(error => {
          missed += 1
          console.error(`${shot.name} ${Object.values(form).join(' ')}: ${error.message.split('\n')[0]}`)
        })
      }
      await context.close()
    }
  }
  return missed
}

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'unisson-screenshots-'))
chmodSync(dataDir, 0o711)
const demo = await startProcess('demo', { DATA_DIR: dataDir, LOG_LEVEL: 'warn' })
const browser = await openBrowser()
const wanted = process.argv.slice(2)
try {
  const [, password = ''] = await demo.says(/password (\S+)/)
  for (const made of [folder, readmeFolder]) mkdirSync(made, { recursive: true })
  const asked = shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  process.exitCode = Number((await takeAll(browser, demo.url, password, asked)) > 0)
} finally {
  await browser.close()
  demo.child.kill('SIGTERM')
  await demo.ended
  rmSync(dataDir, { recursive: true, force: true })
}
