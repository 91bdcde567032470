import type { Page } from 'playwright-core'
import { surveyShots } from './survey-shot.ts'

/** A page to be taken: where it is, as whom, and what is done on the way there. */
export interface Shot {
  name: string
  path: string
  /** The address of an officer, who then has a second factor too. */
  as?: string
  /** Goes on from the page at `path`. */
  steps?: (page: Page) => Promise<void>
}

const wages = '/petitions/so-french-touch-90-euros'
const leader = 'ines@confluence.example'
const region = 'nathalie@confluence.example'
const administrator = 'maud@confluence.example'

const send = (page: Page) => page.click('#sign button:not([type=button])')

async function sign(page: Page): Promise<void> {
  await page.fill('[name=email]', `zoe.${Math.random().toString(36).slice(2, 8)}@courrier.example`)
  await page.check('[name=name_visibility][value=public]')
  await page.fill('[name=name]', 'Zoé')
  await page.check('[name=consent]')
  await send(page)
  await page.waitForURL(/\/signatures/)
}

async function openNewestLetter(page: Page): Promise<void> {
  await sign(page)
  // The worker takes a breath of half a second between two looks at the queue.
  await page.waitForTimeout(1_500)
  await page.goto('/outbox')
  await page.click('tbody a')
  await page.waitForURL(/\/outbox\/./)
}

async function followLetter(page: Page): Promise<void> {
  await openNewestLetter(page)
  const link = await page.getAttribute('.letter a[href*="/confirmation"]', 'href')
  await page.goto(new URL(link ?? '').pathname)
}

const openFirst = async (page: Page) => {
  await page.click('tbody th a')
  await page.waitForURL(/\/manage\/\w+\/./)
}

/** Goes to a survey's report from the list of them, and on by a link of it. */
const report = (title: RegExp, on?: string) => async (page: Page) => {
  await page.getByRole('link', { name: title }).first().click()
  await page.waitForURL(/\/reports\/surveys\/./)
  if (!on) return
  const home = new URL(page.url())
  await page.goto(`${home.pathname}${on}`)
}

const conditions = /deuxième|second edition/
const pay = /Salaires|Pay:/

export const shots: Shot[] = [
  { name: 'petitions', path: '/petitions' },
  { name: 'petition', path: wages },
  { name: 'petition-suspended', path: '/petitions/belle-rive-payer-le-temps-des-chambres' },
  { name: 'petition-closed', path: '/petitions/cholet-l-atelier-doit-vivre' },
  { name: 'petition-delivered', path: '/petitions/siege-garder-nos-deux-jours' },
  { name: 'signatories', path: `${wages}/signatories` },
  { name: 'screen', path: `${wages}/screen` },
  { name: 'sign-faults', path: wages, steps: send },
  { name: 'look-at-mail', path: wages, steps: sign },
  {
    name: 'letter',
    path: wages,
    async steps(page) {
      await openNewestLetter(page)
      await page.goto(`${page.url()}/letter.html`)
    },
  },
  { name: 'confirmation', path: wages, steps: followLetter },
  {
    name: 'confirmed',
    path: wages,
    async steps(page) {
      await followLetter(page)
      await page.click('main form button')
    },
  },
  { name: 'legal-notice', path: '/legal-notice' },
  { name: 'privacy', path: '/privacy' },
  { name: 'accessibility', path: '/accessibility' },
  { name: 'not-found', path: '/petitions/nowhere' },
  { name: 'sign-in', path: '/sign-in' },
  { name: 'outbox', path: '/outbox' },
  { name: 'manage-petitions', path: '/manage/petitions', as: leader },
  { name: 'manage-petition', path: '/manage/petitions', as: leader, steps: openFirst },
  {
    name: 'manage-signatories',
    path: '/manage/petitions',
    as: leader,
    async steps(page) {
      await openFirst(page)
      await page.goto(`${page.url()}/signatories`)
    },
  },
  { name: 'manage-new-petition', path: '/manage/petitions/new', as: leader },
  { name: 'manage-region', path: '/manage/petitions', as: region },
  { name: 'manage-surveys', path: '/manage/surveys', as: region },
  {
    name: 'manage-survey',
    path: '/manage/surveys',
    as: administrator,
    steps: page => page.getByRole('link', { name: pay }).first().click(),
  },
  { name: 'reports', path: '/reports', as: region },
  { name: 'report-running', path: '/reports', as: region, steps: report(pay) },
  { name: 'report', path: '/reports', as: region, steps: report(conditions) },
  {
    name: 'report-sections',
    path: '/reports',
    as: region,
    steps: report(conditions, '/sections?question=means.staff'),
  },
  { name: 'report-comparison', path: '/reports', as: region, steps: report(conditions, '/comparison') },
  { name: 'report-texts', path: '/reports', as: region, steps: report(conditions, '/texts/one') },
  { name: 'report-summary', path: '/reports', as: region, steps: report(conditions, '/summary') },
  { name: 'manage-union', path: '/manage/union', as: administrator },
  { name: 'manage-accounts', path: '/manage/accounts', as: administrator },
  { name: 'manage-settings', path: '/manage/settings', as: administrator },
  { name: 'manage-audit', path: '/manage/audit', as: administrator },
  { name: 'manage-status', path: '/manage/status', as: administrator },
  ...surveyShots,
]

/** Which of them the README shows, as `<name>.<locale>.<width>.<scheme>`. */
export const shown = [
  'petition.fr.1280.light',
  'petition.fr.320.light',
  'confirmation.fr.320.light',
  'petitions.fr.1280.light',
  'manage-petition.fr.1280.light',
  'survey-builder.fr.1280.light',
  'survey-matrix.fr.320.light',
  'report.fr.1280.light',
  'report-sections.fr.1280.light',
  'report-summary.fr.320.light',
]
