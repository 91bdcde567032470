import path from 'node:path'
import type { Page } from 'playwright-core'
import type { Shot } from './shot.ts'

/** Of a region whose officer takes no picture of the list. */
const leader = 'agnes@confluence.example'
const region = 'nathalie@confluence.example'
const administrator = 'maud@confluence.example'

const elsewhere = path.resolve(import.meta.dirname, '../surveys/fixtures/night-work-164.lss')
const send = (page: Page) => page.click('main form p button.button')
const prefix = (page: Page) => (new URL(page.url()).pathname.startsWith('/en/') ? '/en' : '')

/** A new survey, from a template. */
const from = (template: string) => `/manage/surveys/new?from=template:${template}`

/** Begins the draft, and goes to one of its places. */
const begin = (place: string) => async (page: Page) => {
  await send(page)
  await page.waitForURL(/\/manage\/surveys\/[0-9a-f-]{36}$/)
  await page.goto(`${page.url()}/${place}`)
}

const press = (page: Page) =>
  Promise.all([
    page.waitForEvent('domcontentloaded'),
    page.click('main button.button[name=press]:not([value=back])'),
  ])

/** Tries a survey as far as its first matrix. */
async function tryMatrix(page: Page): Promise<void> {
  await begin('preview')(page)
  do await press(page)
  while ((await page.locator('.matrix').count()) === 0)
}

/** Prints one code for the survey that is answered now, and gives it at its door. */
async function comeWithCode(page: Page): Promise<void> {
  const open = page.locator('tr', { hasText: /Ouverte|Open/ })
  await open.getByRole('link', { name: /^(Salaires|Pay)/ }).click()
  await page.waitForURL(/\/manage\/surveys\/[0-9a-f-]{36}$/)
  await page.goto(`${page.url()}/participation`)
  await page.selectOption('[name=section_id]', { index: 0 })
  await page.fill('[name=code_count]', '1')
  await page.click('form[action$="/code-sheets"] button')
  await page.locator('form[action*="/code-sheets/"] button').first().click()
  const code = (await page.textContent('.slip-code')) ?? ''
  await page.goto(`${prefix(page)}/surveys/salaires-que-demandons-nous`)
  await page.fill('[name=code]', code)
  await send(page)
  await page.waitForURL(/\/invitations\//)
}

async function answer(page: Page): Promise<void> {
  await comeWithCode(page)
  do await press(page)
  while (!page.url().endsWith('/receipt'))
}

async function readElsewhere(page: Page): Promise<void> {
  await page.setInputFiles('[name=file]', elsewhere)
  await send(page)
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/)
}

/** Surveys, from the list to the receipt. */
export const surveyShots: Shot[] = [
  { name: 'manage-surveys', path: '/manage/surveys', as: region },
  { name: 'survey-first', path: '/manage/surveys', as: administrator, steps: comeWithCode },
  { name: 'survey-receipt', path: '/manage/surveys', as: administrator, steps: answer },
  { name: 'manage-new-survey', path: '/manage/surveys/new', as: leader },
  { name: 'survey-builder', path: from('pay'), as: leader, steps: begin('pages') },
  { name: 'survey-question', path: from('assembly'), as: leader, steps: begin('questions/quality') },
  { name: 'survey-condition', path: from('pay'), as: leader, steps: begin('conditions/reason') },
  { name: 'survey-matrix', path: from('assembly'), as: leader, steps: tryMatrix },
  { name: 'survey-audience', path: from('pay'), as: leader, steps: begin('audience') },
  { name: 'survey-losses', path: '/manage/surveys/imports', as: leader, steps: readElsewhere },
]
