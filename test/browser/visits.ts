import type { Page } from 'playwright-core'
import type { OfficerName } from '../../src/demo/officer.ts'
import { recordAct } from '../../src/petitions/petition.ts'
import { startDraft } from '../support/draft.ts'
import type { Filled } from '../support/filled.ts'
import type { Officer } from '../support/officers.ts'
import { buildRecipes } from './build-visits.ts'
import { exportFiles, exportRecipes } from './export-visits.ts'
import { memberRecipes } from './member-visits.ts'
import { reportRecipes } from './report-visits.ts'
import { roomRecipes } from './room-visits.ts'
import { surveyRecipes } from './survey-visits.ts'

/** How a page is come by: its address, whose session, and what is done there. */
export interface Visit {
  path: string
  as?: OfficerName
  unproven?: 'unproven'
  status?: number
  /** Goes on from the page to the one that is meant. */
  next?: (page: Page) => Promise<unknown>
  /** Makes true what the page shows, for this visit alone. @returns what undoes it */
  while?: () => Promise<() => Promise<unknown>>
  /** What stands in the middle of a page alone: it has no header to skip. */
  bare?: true
}

const wages = 'so-french-touch-90-euros'
const noise = 'roubaix-du-silence-entre-deux-appels'
const sundays = 'boutiques-le-dimanche-reste-un-choix'
const shuttle = 'carquefou-un-car-a-4-h-20'
const hotel = 'belle-rive-payer-le-temps-des-chambres'
const leather = 'cholet-l-atelier-doit-vivre'
const furnace = 'verrerie-lysanne-46-degres-au-bout-chaud'

const press = (page: Page) => page.click('main form button:not([type=button])')
const unproven = 'unproven'
const sign = (page: Page) => page.click('#sign button:not([type=button])')

async function signWell(page: Page): Promise<void> {
  await page.fill('[name=email]', 'zoe@courier.example')
  await page.check('[name=consent]')
  await sign(page)
}

async function askReset(page: Page): Promise<void> {
  await page.fill('[name=email]', 'zoe@courrier.example')
  await press(page)
}

/** No page: pictures, figures and files. */
export const noPages = [
  ...exportFiles,
  '/assets/*',
  '/health',
  '/ready',
  '/manage/member-imports/:id/faults.csv',
  '/manage/member-imports/:id/progress.json',
  '/manage/settings/colour',
  '/manage/surveys/:id/definition.json',
  '/manage/surveys/:id/definition.xlsx',
  '/manage/surveys/imports/:id/report.json',
  '/petitions/:slug/count.json',
  '/petitions/:slug/pictures/:file',
  '/petitions/:slug/qr.svg',
  '/petitions/:slug/signatures',
  '/outbox/:id/letter.html',
]

/** Seen while the union is still empty. */
export const early = ['/set-up/:token']

type Recipe = (filled: Filled, route: string) => Promise<Visit[]> | Visit[]

/** The route itself, in French, and what else may come of it. */
const plain =
  (...more: (Omit<Visit, 'path'> | Visit)[]): Recipe =>
  (_, route) =>
    [{}, ...more].map(visit => ({ path: route, ...visit }))

const bothLanguages: Recipe = (_, route) => [{ path: route }, { path: `/en${route}` }]

/** For administrators; and as it answers when nothing is filled in. */
const asMaud =
  (answer?: Visit['next']): Recipe =>
  (_, path) => [
    { path, as: 'Maud' },
    ...(answer ? [{ path, as: 'Maud' as const, next: answer, status: 422 }] : []),
  ]

/** Pages of a petition: which, and whose. */
const of =
  (...places: [slug: string, as: OfficerName][]): Recipe =>
  ({ petitionId }, route) =>
    Promise.all(
      places.map(async ([slug, as]) => ({ path: route.replace(':id', await petitionId(slug)), as })),
    )

const first =
  (table: Parameters<Filled['firstId']>[0]): Recipe =>
  async ({ firstId }, route) => [{ path: route.replace(':id', await firstId(table)), as: 'Maud' }]

const signature =
  (...standings: ('confirmed' | 'pending')[]): Recipe =>
  ({ signatureLink }, route) =>
    Promise.all(
      standings.map(async standing => ({
        path: await signatureLink(wages, standing, route.split('/').at(-1) as 'news'),
      })),
    )

/** An approved petition, and one of the union with all its gaps. */
const opening: Recipe = async ({ petitionId, sessionOf, ...unisson }) => {
  const cookie = await sessionOf('Maud')
  const blank = await startDraft(unisson, { cookie } as Officer)
  const id = await petitionId(shuttle)
  await unisson.vault.db.transaction().execute(trx => recordAct(trx, id, 'approval', null))
  return [
    { path: `/manage/petitions/${blank}/opening`, as: 'Maud' },
    { path: `/manage/petitions/${blank}`, as: 'Maud' },
    { path: `/manage/petitions/${id}/opening`, as: 'Agnès' },
  ]
}

const start: Recipe = ({ vault: { db } }, path) => {
  const publish = (publisher: string) => db.updateTable('settings').set({ publisher }).execute()
  const without = async () => {
    await publish('')
    return () => publish('Confluence syndicale')
  }
  return [{ path, as: 'Maud', while: without }]
}

/** For every route that is a page, how to come by it. Those of an opening come last of a petition's, as it takes one further. */
export const recipes: Record<string, Recipe> = {
  '/': plain(),
  '/accessibility': bothLanguages,
  '/legal-notice': bothLanguages,
  '/privacy': bothLanguages,
  '/petitions': bothLanguages,
  '/petitions/:slug': () => [
    ...[wages, hotel, leather, furnace].map(slug => ({ path: `/petitions/${slug}` })),
    { path: `/en/petitions/${wages}` },
    { path: `/petitions/${wages}`, next: sign, status: 422 },
    { path: `/petitions/${wages}`, next: signWell },
    { path: '/petitions/nowhere', status: 404 },
  ],
  '/petitions/:slug/screen': () => [{ path: `/petitions/${wages}/screen`, bare: true }],
  '/petitions/:slug/signatories': () => [{ path: `/petitions/${wages}/signatories` }],
  '/signatures/:token/confirmation': signature('confirmed', 'pending'),
  '/signatures/:token/visibility': signature('confirmed'),
  '/signatures/:token/news': signature('confirmed'),
  '/signatures/:token/withdrawal': async ({ signatureLink }) => [
    { path: await signatureLink(wages, 'confirmed', 'withdrawal') },
    { path: await signatureLink(noise, 'confirmed', 'withdrawal'), next: press },
  ],
  '/sign-in': plain({ path: '/en/sign-in' }, { next: press, status: 422 }),
  '/password-resets': plain({ next: askReset }),
  '/password-resets/:token': async ({ officerLink }) => [
    { path: await officerLink('reset') },
    { path: '/password-resets/abc.def', status: 410 },
  ],
  '/account-invitations/:token/acceptance': async ({ officerLink }) => [
    { path: await officerLink('invitation') },
  ],
  '/account': asMaud(),
  '/account/password': asMaud(press),
  '/account/second-factor': (_, path) => [
    { path, as: 'Maud' },
    { path, as: 'Bruno', unproven },
    { path, as: 'Bruno', unproven, next: press, status: 422 },
    { path: '/account', as: 'Bruno', unproven },
  ],
  '/manage': start,
  '/manage/accounts': asMaud(),
  '/manage/accounts/new': asMaud(press),
  '/manage/accounts/:id': async ({ officerId }) => [
    { path: `/manage/accounts/${await officerId('Agnès')}`, as: 'Maud' },
    { path: `/manage/accounts/${await officerId('Maud')}`, as: 'Maud' },
  ],
  '/manage/audit': asMaud(),
  '/manage/federations/new': asMaud(press),
  '/manage/federations/:id': first('federations'),
  '/manage/legal-bodies': asMaud(),
  '/manage/legal-bodies/new': asMaud(press),
  '/manage/legal-bodies/:id': first('legal_bodies'),
  '/manage/regions/new': asMaud(),
  '/manage/regions/:id': first('regions'),
  '/manage/section-imports/new': asMaud(),
  '/manage/sections/new': asMaud(press),
  '/manage/sections/:id': first('sections'),
  '/manage/settings': asMaud(),
  '/manage/settings/appearance': asMaud(),
  '/manage/settings/approval': asMaud(),
  '/manage/settings/employer-domains': asMaud(),
  '/manage/settings/publication': asMaud(),
  '/manage/settings/sources': asMaud(),
  '/manage/settings/words': asMaud(),
  '/manage/status': asMaud(),
  '/manage/union': (_, path) => (['Maud', 'Inès'] as const).map(as => ({ path, as })),
  '/manage/petitions': (_, path) => (['Maud', 'Inès', 'Kader'] as const).map(as => ({ path, as })),
  '/manage/petitions/new': (_, path) => [
    { path, as: 'Inès' },
    { path: `/en${path}`, as: 'Inès' },
  ],
  '/manage/petitions/:id': of([wages, 'Maud'], [sundays, 'Lucas'], [shuttle, 'Maud'], [furnace, 'Kader']),
  '/manage/petitions/:id/approval': of([shuttle, 'Maud']),
  '/manage/petitions/:id/refusal': of([shuttle, 'Maud']),
  '/manage/petitions/:id/revision': of([shuttle, 'Agnès']),
  '/manage/petitions/:id/submission': of([sundays, 'Lucas']),
  '/manage/petitions/:id/suspension': of([noise, 'Maud']),
  '/manage/petitions/:id/resumption': of([hotel, 'Maud']),
  '/manage/petitions/:id/closure': of([noise, 'Inès']),
  '/manage/petitions/:id/delivery': of([leather, 'Agnès']),
  '/manage/petitions/:id/outcome': of([furnace, 'Gérald']),
  '/manage/petitions/:id/partners': of([wages, 'Maud']),
  '/manage/petitions/:id/picture': of([wages, 'Maud'], [sundays, 'Lucas']),
  '/manage/petitions/:id/preview': of([sundays, 'Lucas']),
  '/manage/petitions/:id/recipient': of([sundays, 'Lucas']),
  '/manage/petitions/:id/sections': of([wages, 'Maud']),
  '/manage/petitions/:id/signatories': of([wages, 'Maud']),
  '/manage/petitions/:id/terms': of([noise, 'Inès']),
  '/manage/petitions/:id/texts/:locale': async ({ petitionId }, route) => {
    const path = route.replace(':id', await petitionId(sundays))
    return ['fr', 'en'].map(locale => ({ path: path.replace(':locale', locale), as: 'Lucas' as const }))
  },
  '/manage/petitions/:id/updates': of([wages, 'Maud']),
  '/manage/petitions/:id/opening': opening,
  ...memberRecipes,
  ...exportRecipes,
  ...reportRecipes,
  ...roomRecipes,
  ...surveyRecipes,
  ...buildRecipes,
  '/outbox': plain(),
  '/outbox/:id': ({ letterId }) => [{ path: `/outbox/${letterId}` }],
  '/wrong/:status': () =>
    [400, 403, 409, 410, 429, 500, 503].map(status => ({ path: `/wrong/${status}`, status })),
}
