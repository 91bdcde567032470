import type { Page } from 'playwright-core'
import { importFile, membersPath, sendFile } from '../members/stage.ts'
import type { Filled } from '../support/filled.ts'
import type { Officer } from '../support/officers.ts'
import type { Visit } from './visits.ts'

const as = 'Inès'
const press = (page: Page) => page.click('main form button:not([type=button])')

const file = `Prénom et nom;Numéro;Adresse e-mail;Téléphone
Zoé;1201;zoe@courrier.example;06 00 00 00 01
Omar;1202;omar@courrier.example;
;1203;;
`

async function leader({ officerId, sessionOf, vault }: Filled) {
  const { section_id } = await vault.db
    .selectFrom('account_sections')
    .select('section_id')
    .where('account_id', '=', await officerId(as))
    .executeTakeFirstOrThrow()
  const cookie = await sessionOf(as)
  const headers = { cookie, 'sec-fetch-site': 'same-origin' }
  return { section_id, officer: { cookie, headers } as unknown as Officer }
}

const ofSection =
  (answer?: Visit['next']) =>
  async (filled: Filled, route: string): Promise<Visit[]> => {
    const path = route.replace(':id', (await leader(filled)).section_id)
    return [{ path, as }, ...(answer ? [{ path, as, next: answer, status: 422 } as const] : [])]
  }

const ofMember = async ({ vault }: Filled, route: string): Promise<Visit[]> => {
  const { id } = await vault.db.selectFrom('members').select('id').limit(1).executeTakeFirstOrThrow()
  return [{ path: route.replace(':id', id), as }]
}

async function showList(page: Page): Promise<void> {
  await page.fill('[name=reason]', 'Préparer l’assemblée du 3 décembre')
  await press(page)
}

/** The register of a section before and after a file was taken in. */
export const memberRecipes = {
  '/manage/sections/:id/members/imports/new': ofSection(press),
  '/manage/member-imports/new': (_: Filled, path: string): Visit[] => [{ path, as: 'Nathalie' }],
  '/manage/member-imports/:id/columns': async (filled: Filled): Promise<Visit[]> => {
    const { officer, section_id } = await leader(filled)
    const sent = await sendFile(filled, officer, section_id, file)
    return [{ path: sent.headers.location as string, as }]
  },
  '/manage/member-imports/:id': async (filled: Filled): Promise<Visit[]> => {
    const { officer, section_id } = await leader(filled)
    const { path } = await importFile(filled, officer, section_id, file)
    return [{ path, as }]
  },
  '/manage/members': (_: Filled, path: string): Visit[] => [{ path, as: 'Nathalie' }],
  '/manage/sections/:id/members': ofSection(),
  '/manage/sections/:id/members/new': ofSection(press),
  '/manage/sections/:id/members/list': async (filled: Filled): Promise<Visit[]> => {
    const path = `${membersPath((await leader(filled)).section_id)}/list`
    return [
      { path, as },
      { path, as, next: showList },
    ]
  },
  '/manage/members/:id': ofMember,
  '/manage/members/:id/erasure': ofMember,
}
