import type { Page } from 'playwright-core'
import { createSurvey } from '../../src/surveys/survey.ts'
import type { Filled } from '../support/filled.ts'
import { post } from '../support/officers.ts'
import { answerAll, invite, nights, type OpenSurvey, openSurvey } from '../support/survey.ts'
import type { Visit } from './visits.ts'

const as = 'Inès'
const answers = { night: 'yes', post: 'Quai', count: '12', 'rest.sleep': 'no' }
const past = { closes_on: '2026-01-01' }

const press = (page: Page) => page.click('main form button:not([type=button])')
const save = (page: Page) => page.click('form[action$="/audience"] button')
const printSheet = (page: Page) => page.click('form[action*="/code-sheets/"] button')

async function saveTooLate(page: Page): Promise<void> {
  await page.fill('[name=closes_on]', past.closes_on)
  await save(page)
}

async function makeNoSheet(page: Page): Promise<void> {
  await page.fill('[name=code_count]', '0')
  await page.click('form[action$="/code-sheets"] button')
}

async function typeCode(page: Page): Promise<void> {
  await page.fill('[name=code]', '4F7K-92QM-X3TD')
  await press(page)
}

/** Goes past the first page, and past a question that asks for an answer. */
async function skip(page: Page): Promise<void> {
  await press(page)
  await page.click('button.button[value=next]')
  await page.waitForSelector('[role=alert]')
}

async function ledSection({ officerId, vault }: Filled): Promise<string> {
  const places = vault.db.selectFrom('account_sections').select('section_id')
  return (await places.where('account_id', '=', await officerId(as)).executeTakeFirstOrThrow()).section_id
}

async function open(filled: Filled, survey: Parameters<typeof openSurvey>[1] = {}): Promise<OpenSurvey> {
  return openSurvey(filled, { section_id: await ledSection(filled), ...survey })
}

async function answered(filled: Filled, survey: OpenSurvey): Promise<string> {
  const link = await invite(filled, survey)
  await answerAll(filled, link, answers)
  return link
}

async function draft(filled: Filled) {
  const { vault } = filled
  const section_id = await ledSection(filled)
  const cookie = await filled.sessionOf(as)
  const owned = { section_id, region_id: null }
  const id = await vault.db.transaction().execute(trx => createSurvey(trx, vault.keys, owned, nights))
  const manage = (act: string, fields: Record<string, string> = {}) =>
    post(filled, `/manage/surveys/${id}/${act}`, { section_id, section_ids: section_id, ...fields }, cookie)
  return { id, manage }
}

/** A draft for printed codes, with a sheet of them. */
async function codesDraft(filled: Filled) {
  const made = await draft(filled)
  await made.manage('audience', { audience: 'codes', kind: 'sealed', purpose: 'Choisir les horaires.' })
  await made.manage('code-sheets', { code_count: '12' })
  return made
}

/** Answering, as members and passers-by come to it, and what its officer sees before and after the launch. */
export const surveyRecipes = {
  '/invitations/:token/response': async (filled: Filled): Promise<Visit[]> => {
    const survey = await open(filled)
    const path = await invite(filled, survey)
    return [
      { path },
      { path: `/en${path}` },
      { path, next: press },
      { path, next: skip, status: 422 },
      { path: await invite(filled, await open(filled, { kind: 'named' })) },
      { path: await answered(filled, survey) },
      { path: await invite(filled, await open(filled, past)), status: 410 },
      { path: '/invitations/abc.def/response', status: 404 },
    ]
  },
  '/invitations/:token/receipt': async (filled: Filled): Promise<Visit[]> => {
    const links = [
      await answered(filled, await open(filled)),
      await answered(filled, await open(filled, { kind: 'named' })),
    ]
    return links.map(link => ({ path: link.replace(/response$/, 'receipt') }))
  },
  '/invitations/:token/refusal': async (filled: Filled): Promise<Visit[]> => {
    const path = await invite(filled, await open(filled), 'Ines', 'refusal')
    return [{ path }, { path, next: press }]
  },
  '/surveys/:slug': async (filled: Filled): Promise<Visit[]> => {
    const path = `/surveys/${(await open(filled, { audience: 'codes' })).slug}`
    const mailed = await open(filled)
    const closed = await open(filled, { audience: 'codes', ...past })
    return [
      { path },
      { path, next: typeCode, status: 422 },
      { path: `/surveys/${mailed.slug}` },
      { path: `/surveys/${closed.slug}`, status: 410 },
    ]
  },
  '/surveys/:slug/response': async (filled: Filled): Promise<Visit[]> => {
    const path = `/surveys/${(await open(filled, { audience: 'link', k: 10 })).slug}/response`
    return [{ path }, { path, next: press, status: 422 }]
  },
  '/surveys/:slug/receipt': async (filled: Filled): Promise<Visit[]> => [
    { path: `/surveys/${(await open(filled, { audience: 'link', k: 10 })).slug}/receipt` },
  ],
  '/manage/surveys/:id/audience': async (filled: Filled): Promise<Visit[]> => {
    const path = `/manage/surveys/${(await draft(filled)).id}/audience`
    return [
      { path, as },
      { path, as, next: saveTooLate, status: 422 },
    ]
  },
  '/manage/surveys/:id/launch': async (filled: Filled): Promise<Visit[]> => {
    const drafts = [await draft(filled), await codesDraft(filled)]
    return drafts.map(({ id }) => ({ path: `/manage/surveys/${id}/launch`, as }))
  },
  '/manage/surveys/:id/participation': async (filled: Filled): Promise<Visit[]> => {
    const pathOf = ({ id }: { id: string }) => `/manage/surveys/${id}/participation`
    const invited = await open(filled)
    for (let count = 0; count < 10; count += 1) await invite(filled, invited)
    const codes = await codesDraft(filled)
    await codes.manage('launch')
    return [
      { path: pathOf(invited), as },
      { path: pathOf(await open(filled, { audience: 'link', k: 10 })), as },
      { path: pathOf(await open(filled, past)), as },
      { path: `${pathOf(codes)}?done=launch`, as },
      { path: pathOf(codes), as, next: makeNoSheet, status: 422 },
      { path: pathOf(codes), as, next: printSheet },
    ]
  },
}
