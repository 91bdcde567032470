import type { Page } from 'playwright-core'
import { fileHome } from '../support/export.ts'
import type { Filled } from '../support/filled.ts'
import { post } from '../support/officers.ts'
import { openSurvey } from '../support/survey.ts'
import type { Visit } from './visits.ts'

const wages = 'so-french-touch-90-euros'

async function makeToken(page: Page): Promise<void> {
  await page.fill('[name=label]', 'Tableau de bord')
  await page.click('form[action$="/account/tokens"] button')
}

async function ask(page: Page): Promise<void> {
  await page.fill('[name=reason]', 'Préparer la remise')
  await page.click('button[formaction$="/exports"]')
}

/** A file of names, asked for by Maud. */
async function order(filled: Filled): Promise<string> {
  const url = `/manage/petitions/${await filled.petitionId(wages)}/exports`
  const fields = { reason: 'La remise', list: 'all', format: 'xlsx', protection: 'zip' }
  return fileHome((await post(filled, url, fields, await filled.sessionOf('Maud'))).body) ?? ''
}

const set = (filled: Filled, home: string, row: { finished_at: Date; fault?: string }) =>
  filled.vault.db
    .updateTable('exports')
    .set(row)
    .where('id', '=', home.split('/').at(-1) ?? '')
    .execute()

async function ownSection({ vault }: Filled): Promise<string> {
  const found = vault.db.selectFrom('sections').select('id').where('name', 'like', 'Verrerie Lysanne%')
  return (await found.executeTakeFirstOrThrow()).id
}

/** Files with names on their way, and tokens of programs. */
export const exportRecipes = {
  '/account/tokens': async (_: Filled, path: string): Promise<Visit[]> => [
    { path, as: 'Maud' },
    { path, as: 'Maud', next: page => page.click('form[action$="/account/tokens"] button'), status: 422 },
    { path, as: 'Maud', next: makeToken },
    { path, as: 'Maud' },
  ],
  '/manage/exports/:id': async (filled: Filled): Promise<Visit[]> => {
    const [ready, over, gone, failed] = [
      await order(filled),
      await order(filled),
      await order(filled),
      await order(filled),
    ]
    await filled.work()
    await set(filled, over, { finished_at: new Date(0) })
    await set(filled, gone, { finished_at: new Date(), fault: 'gone' })
    await set(filled, failed, { finished_at: new Date(), fault: 'failed' })
    const making = await order(filled)
    return [
      ...[making, ready, over, gone, failed].map(path => ({ path, as: 'Maud' as const })),
      { path: `/manage/petitions/${await filled.petitionId(wages)}/signatories`, as: 'Maud', next: ask },
    ]
  },
  '/manage/surveys/:id/responses': async (filled: Filled): Promise<Visit[]> => {
    const section_id = await ownSection(filled)
    const { id } = await openSurvey(filled, { kind: 'named', audience: 'invited', section_id })
    const path = `/manage/surveys/${id}/responses`
    const press = (page: Page) => page.click('main form button')
    return [
      { path, as: 'Gérald' },
      { path, as: 'Gérald', next: press, status: 422 },
    ]
  },
}

const endings = (path: string, formats: string[]) => formats.map(format => `${path}.${format}`)

/** Files of figures. */
export const exportFiles = [
  '/api/openapi.json',
  '/manage/exports/:id/progress.json',
  '/reports.json',
  ...['petitions', 'sections', 'surveys'].flatMap(noun =>
    endings(`/reports/${noun}/:id`, ['csv', 'json', 'pdf', 'xlsx']),
  ),
  ...endings('/reports/surveys/:id/cube', ['csv', 'json', 'xlsx']),
  ...['sections', 'comparison'].flatMap(page =>
    endings(`/reports/surveys/:id/${page}`, ['csv', 'json', 'pdf', 'xlsx']),
  ),
  '/reports/surveys/:id/summary.pdf',
]
