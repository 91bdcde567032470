import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser } from './support/browser.ts'
import { startProcess } from './support/process.ts'

/** Where a page is, and what is done on the way there. */
interface Shot {
  name: string
  path: string
  as?: string
  /** Goes on from the page at `path`. */
  steps?: (page: Page) => Promise<void>
}

const root = path.resolve(import.meta.dirname, '..')
const folder = path.join(root, 'screenshots')
const wages = '/petitions/so-french-touch-90-euros'
const leader = 'ines@confluence.example'
const region = 'nathalie@confluence.example'
const administrator = 'maud@confluence.example'

async function sign(page: Page): Promise<void> {
  await page.fill('[name=email]', `zoe.${Math.random().toString(36).slice(2, 8)}@courrier.example`)
  await page.check('[name=name_visibility][value=public]')
  await page.fill('[name=name]', 'Zoé')
  await page.check('[name=consent]')
  await page.click('#sign button:not([type=button])')
}

async function openNewestLetter(page: Page): Promise<void> {
  const origin = new URL(page.url()).origin
  await page.waitForTimeout(1_500)
  await page.goto(`${origin}/outbox`)
  await page.click('tbody a')
}

async function followLetter(page: Page): Promise<void> {
  await sign(page)
  await openNewestLetter(page)
  await page.click('.letter a[href*="/confirmation"]')
}

const shots: Shot[] = [
  { name: 'petitions', path: '/petitions' },
  { name: 'petition', path: wages },
  { name: 'petition-suspended', path: '/petitions/belle-rive-payer-le-temps-des-chambres' },
  { name: 'petition-closed', path: '/petitions/cholet-l-atelier-doit-vivre' },
  { name: 'petition-delivered', path: '/petitions/siege-garder-nos-deux-jours' },
  { name: 'signatories', path: `${wages}/signatories` },
  { name: 'screen', path: `${wages}/screen` },
  { name: 'sign-faults', path: wages, steps: page => page.click('#sign button:not([type=button])') },
  { name: 'look-at-mail', path: wages, steps: sign },
  {
    name: 'letter',
    path: wages,
    steps: async page => {
      await sign(page)
      await openNewestLetter(page)
      await page.goto(`${page.url()}/letter.html`)
    },
  },
  { name: 'confirmation', path: wages, steps: followLetter },
  {
    name: 'confirmed',
    path: wages,
    steps: async page => {
      await followLetter(page)
      await page.click('main form button')
    },
  },
  { name: 'legal-notice', path: '/legal-notice' },
  { name: 'privacy', path: '/privacy' },
  { name: 'not-found', path: '/petitions/nowhere' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'outbox', path: '/outbox' },
  { name: 'manage-petitions', path: '/manage/petitions', as: leader },
  {
    name: 'manage-petition',
    path: '/manage/petitions',
    as: leader,
    steps: page => page.click('tbody th a'),
  },
  { name: 'manage-new-petition', path: '/manage/petitions/new', as: leader },
  { name: 'manage-region', path: '/manage/petitions', as: region },
  { name: 'manage-union', path: '/manage/union', as: administrator },
  { name: 'manage-accounts', path: '/manage/accounts', as: administrator },
  { name: 'manage-settings', path: '/manage/settings', as: administrator },
  { name: 'manage-audit', path: '/manage/audit', as: administrator },
  { name: 'manage-mail', path: '/manage/mail', as: administrator },
]

/** Which of them the README shows, in which form. */
const shown = [
  'petition.fr.1280.light',
  'petition.fr.320.light',
  'confirmation.fr.320.light',
  'petitions.fr.1280.light',
  'manage-petition.fr.1280.light',
]

interface Form {
  width: number
  colorScheme: 'light' | 'dark'
  locale: 'fr' | 'en'
}

const forms: Form[] = [1280, 320].flatMap(width =>
  (['light', 'dark'] as const).flatMap(colorScheme =>
    (['fr', 'en'] as const).map(locale => ({ width, colorScheme, locale })),
  ),
)

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('[name=email]', email)
  await page.fill('[name=password]', password)
  await page.click('main form button')
}

async function take(browser: Browser, baseURL: string, password: string, form: Form, shot: Shot) {
  const { width, colorScheme, locale } = form
  const viewport = { width, height: width > 600 ? 800 : 640 }
  const options: BrowserContextOptions = { baseURL, viewport, colorScheme, deviceScaleFactor: 1 }
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const name = `${shot.name}.${locale}.${width}.${colorScheme}`
  try {
    if (shot.as) await signIn(page, shot.as, password)
    await page.goto((locale === 'fr' ? '' : '/en') + shot.path)
    await shot.steps?.(page)
    await page.waitForLoadState('networkidle')
    const png = await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true })
    if (shown.includes(name)) await keep(png, name, viewport.height)
  } finally {
    await context.close()
  }
}

/** The head of a page for the README, small enough to live in the repository. */
async function keep(png: Buffer, name: string, height: number): Promise<void> {
  const { width = 0, height: whole = 0 } = await sharp(png).metadata()
  await sharp(png)
    .extract({ left: 0, top: 0, width, height: Math.min(whole, Math.round(height * 1.25)) })
    .webp({ quality: 80, effort: 6 })
    .toFile(path.join(root, '.readme', `${name.split('.').slice(0, 3).join('.')}.webp`))
}

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'unisson-screenshots-'))
chmodSync(dataDir, 0o711)
const demo = await startProcess('demo', { DATA_DIR: dataDir, LOG_LEVEL: 'warn' })
const browser = await openBrowser()
const wanted = process.argv.slice(2)
let missed = 0
try {
  const [, password = ''] = await demo.says(/password (\S+)/)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  mkdirSync(path.join(root, '.readme'), { recursive: true })
  for (const shot of shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    for (const form of forms) {
      await take(browser, demo.url, password, form, shot).catch(error => {
        missed += 1
        console.error(`${shot.name} ${Object.values(form).join(' ')}: ${error.message.split('\n')[0]}`)
      })
    }
  }
} finally {
  await browser.close()
  demo.child.kill('SIGTERM')
  await demo.ended
  rmSync(dataDir, { recursive: true, force: true })
}
process.exitCode = missed ? 1 : 0
