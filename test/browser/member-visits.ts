import type { Page } from 'playwright-core'
import type { OfficerName } from '../../src/demo/officer.ts'
import { checkImport, confirmImport, type ImportChoices, uploadFile } from '../../src/members/import.ts'
import { importRun } from '../../src/members/import-run.ts'
import type { Filled } from '../support/filled.ts'
import type { Visit } from './visits.ts'

type Recipe = (filled: Filled, route: string) => Promise<Visit[]>

const leader: OfficerName = 'Gérald'
const press = (page: Page) => page.click('main form button:not([type=button])')

async function readList(page: Page): Promise<void> {
  await page.fill('[name=reason]', 'Appeler pour l’assemblée')
  await press(page)
}

const file = `Numéro;Nom;E-mail
V-1;Lise Armand;lise@verrerie.example
V-2;Sofiane;sofiane@verrerie.example
;Personne;
V-1;Lise Armand;
`
const choices: ImportChoices = {
  columns: ['number', 'name', 'email'],
  header: true,
  locale: 'fr',
  close_gone: false,
}

/** An import of Gérald's, brought as far as is asked. */
async function bring(
  { vault, officerId }: Filled,
  to: 'columns' | 'checking' | 'checked' | 'done',
  text = file,
) {
  const account_id = await officerId(leader)
  const section_id = await leadSection({ vault })
  const stream = {
    pieces: (async function* () {
      yield Buffer.from(text)
    })(),
    isCut: () => false,
  }
  const sent = await uploadFile(vault, { account_id }, { section_id, region_id: null }, stream)
  if ('fault' in sent) throw new Error(sent.fault)
  const run = () => importRun(vault, Number.POSITIVE_INFINITY)({ subject_id: sent.id })
  if (to !== 'columns') await checkImport(vault, { account_id }, sent.id, choices)
  if (to === 'checked' || to === 'done') await run()
  if (to === 'done') {
    await confirmImport(vault, { account_id }, sent.id)
    await run()
  }
  return `/manage/member-imports/${sent.id}`
}

async function leadSection({ vault }: Pick<Filled, 'vault'>): Promise<string> {
  const found = vault.db.selectFrom('sections').select('id').where('name', 'like', 'Verrerie Lysanne%')
  return (await found.executeTakeFirstOrThrow()).id
}

const ofSection =
  (...visits: Omit<Visit, 'path'>[]): Recipe =>
  async (filled, route) => {
    const path = route.replace(':id', await leadSection(filled))
    return visits.map(visit => ({ path, as: leader, ...visit }))
  }

const ofMember: Recipe = async (filled, route) => {
  const section = await leadSection(filled)
  const members = filled.vault.db.selectFrom('members').select('id').where('section_id', '=', section)
  const path = route.replace(':id', (await members.executeTakeFirstOrThrow()).id)
  return [
    { path, as: leader },
    { path: `/en${path}`, as: leader },
  ]
}

/** An import in every phase; those that come after find its members. */
const phases: Recipe = async filled => {
  const broken = `${file}${'V-3;Tom;\n'.repeat(10)}"V-4;Eva;\n`
  const paths = [
    await bring(filled, 'done'),
    await bring(filled, 'checked', 'Numéro;Nom;E-mail\nV-1;Lise;\n'),
    await bring(filled, 'checked', broken),
    await bring(filled, 'checking'),
  ]
  return paths.map(path => ({ path, as: leader }))
}

const columns: Recipe = async filled => {
  const path = `${await bring(filled, 'columns', 'a;b\nLise;lise@verrerie.example\n')}/columns`
  return [
    { path, as: leader },
    { path, as: leader, next: press, status: 422 },
  ]
}

/** The pages of the registers, as `recipes` of the others. */
export const memberRecipes: Record<string, Recipe> = {
  '/manage/member-imports/:id': phases,
  '/manage/member-imports/:id/columns': columns,
  '/manage/member-imports/new': async (_, path) => [{ path, as: 'Maud' }],
  '/manage/members': async (_, path) => [
    { path, as: 'Maud' },
    { path, as: 'Kader' },
    { path, as: leader },
  ],
  '/manage/sections/:id/members': ofSection({}, { as: 'Maud' }),
  '/manage/sections/:id/members/new': ofSection({}, { next: press, status: 422 }),
  '/manage/sections/:id/members/list': ofSection({}, { next: press, status: 422 }, { next: readList }),
  '/manage/sections/:id/members/imports/new': ofSection({}, { next: press, status: 422 }),
  '/manage/members/:id': ofMember,
  '/manage/members/:id/erasure': ofMember,
}
