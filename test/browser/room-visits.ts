import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { readSurveyFile } from '../../src/surveys/import/file.ts'
import { proposeImport } from '../../src/surveys/import/import.ts'
import type { Viewer } from '../../src/union/scope.ts'
import type { Filled } from '../support/filled.ts'
import { post } from '../support/officers.ts'
import type { Visit } from './visits.ts'

const as = 'Inès'
const press = (page: Page) => page.click('main form button:not([type=button])')
const file = readFileSync(path.join(import.meta.dirname, '../surveys/fixtures/night-work-164.lss'))

async function ownSection(filled: Filled): Promise<string> {
  const { section_id } = await filled.vault.db
    .selectFrom('account_sections')
    .select('section_id')
    .where('account_id', '=', await filled.officerId(as))
    .executeTakeFirstOrThrow()
  return section_id
}

/** A draft from one of our templates. */
async function begin(filled: Filled, from = 'template:pay'): Promise<string> {
  const owner = await ownSection(filled)
  const begun = await post(filled, '/manage/surveys', { from, owner }, await filled.sessionOf(as))
  return String(begun.headers.location)
}

/** A file of another tool, read and not kept. */
async function propose(filled: Filled): Promise<string> {
  const viewer = { account_id: await filled.officerId(as) } as Viewer
  const owned = { section_id: await ownSection(filled), region_id: null }
  const id = await proposeImport(filled.vault.db, viewer, owned, await readSurveyFile(file))
  return `/manage/surveys/imports/${id}`
}

const act =
  (name: string) =>
  async (filled: Filled): Promise<Visit[]> => [{ path: `${await begin(filled)}/${name}`, as }]

/** The rooms of a survey: the list, a new one, where it is run from, and files of other tools. */
export const roomRecipes = {
  '/manage/surveys': async (filled: Filled): Promise<Visit[]> => {
    await begin(filled)
    return [
      { path: '/manage/surveys', as },
      { path: '/manage/surveys', as: 'Gérald' },
      { path: '/manage/surveys', as: 'Kader' },
    ]
  },
  '/manage/surveys/new': async (): Promise<Visit[]> => [
    { path: '/manage/surveys/new?from=template:pay', as },
    { path: '/manage/surveys/new', as, next: press, status: 422 },
  ],
  '/manage/surveys/:id': async (filled: Filled): Promise<Visit[]> => [
    { path: await begin(filled), as },
    { path: await begin(filled, 'blank'), as },
  ],
  '/manage/surveys/:id/sharing': act('sharing'),
  '/manage/surveys/:id/sharing-end': act('sharing-end'),
  '/manage/surveys/:id/deletion': async (filled: Filled): Promise<Visit[]> => {
    const path = `${await begin(filled)}/deletion`
    return [
      { path, as },
      { path, as, next: press, status: 422 },
    ]
  },
  '/manage/surveys/imports': async (): Promise<Visit[]> => [
    { path: '/manage/surveys/imports', as },
    { path: '/manage/surveys/imports', as: 'Maud' },
    { path: '/manage/surveys/imports', as, next: press, status: 422 },
  ],
  '/manage/surveys/imports/:id': async (filled: Filled): Promise<Visit[]> => {
    const path = await propose(filled)
    return [
      { path, as },
      { path: await propose(filled), as, next: press },
    ]
  },
}
