import type { BrowserContext, Page } from 'playwright-core'
import t from 'tap'
import { setUpPath } from '../../src/accounts/set-up.ts'
import { openBrowser } from '../support/browser.ts'
import { type Filled, openFilled } from '../support/filled.ts'
import { equip, findBadHtml, findBarriers, measure } from './inspect.ts'
import { early, noPages, recipes, type Visit } from './visits.ts'

const wide = { width: 1280, height: 800 }
/** As 1280 px are at 200 %. */
const zoomed = { width: 640, height: 400 }
const narrow = { width: 320, height: 640 }

/**
 * `npm run crawl`: each page in all its states, in both languages, at all sizes, and its colours, in the dark too. Else
 * every page once, on the smallest screen, and every third of them for axe.
 */
const whole = process.argv.includes('whole')
const sizes = whole ? [wide, zoomed, narrow] : [narrow]
const [first = wide] = sizes
t.setTimeout(900_000)

const browser = await openBrowser()
t.teardown(() => browser.close())

interface Seat {
  page: Page
  /** The page as it was last sent. */
  sent: { status: number; body: () => Promise<string> }
  complaints: string[]
}

async function takeSeat(context: BrowserContext): Promise<Seat> {
  context.setDefaultTimeout(15_000)
  await equip(context)
  const page = await context.newPage()
  const seat: Seat = { page, sent: { status: 0, body: async () => '' }, complaints: [] }
  page.on('response', answer => {
    const own = answer.request().isNavigationRequest() && answer.frame() === page.mainFrame()
    if (own) seat.sent = { status: answer.status(), body: () => answer.text() }
  })
  page.on('console', message => {
    // The browser complains of every page that is not a 200.
    const known = message.location().url === page.url() && /^Failed to load resource/.test(message.text())
    if (message.type() === 'error' && !known) seat.complaints.push(message.text())
  })
  page.on('pageerror', error => seat.complaints.push(error.message))
  return seat
}

let looks = 0

/** All that can be held of a page, in one thing to compare. */
async function look({ page, sent, complaints }: Seat, { next, bare }: Visit) {
  looks += 1
  const barriers: string[] = []
  if (!whole && looks % 3 === 0) barriers.push(...(await findBarriers(page, 'structure')))
  if (whole) {
    barriers.push(...(await findBarriers(page, 'all')))
    await page.emulateMedia({ colorScheme: 'dark' })
    barriers.push(...(await findBarriers(page, 'colours')))
    await page.emulateMedia({ colorScheme: 'light' })
  }
  const head = await measure<object>(page, 'readHead')
  const overflow: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    overflow.push(...(await measure<string[]>(page, 'findOverflow')))
  }
  const small = await measure<string[]>(page, 'findSmallTargets')
  if (!next) await page.keyboard.press('Tab')
  const focus = next || bare ? 'skip-link' : await measure(page, 'readFocus')
  const html = findBadHtml(await sent.body())
  return {
    status: sent.status,
    head,
    barriers,
    html,
    overflow,
    small,
    focus,
    complaints: complaints.splice(0),
  }
}

const held = ({ path, status = 200 }: Visit) => ({
  status,
  head: { lang: path.startsWith('/en/') ? 'en' : 'fr', title: true, headings: 1 },
  barriers: [],
  html: [],
  overflow: [],
  small: [],
  focus: 'skip-link',
  complaints: [],
})

function among(visits: Visit[]): Visit[] {
  if (!whole) return visits.slice(0, 1)
  // What was done in French cannot be done again.
  const english = visits.filter(
    ({ path, next, status }) => !path.startsWith('/en/') && (!next || status === 422),
  )
  return [...visits, ...english.map(visit => ({ ...visit, path: `/en${visit.path}` }))]
}

/** One window for each session, kept from page to page. */
function usher({ home, sessionOf }: Filled) {
  const seats = new Map<string, Promise<Seat>>()
  async function open({ as, unproven }: Visit): Promise<Seat> {
    const context = await browser.newContext({ baseURL: home })
    const [name = '', value = ''] = as ? (await sessionOf(as, unproven)).split('=') : []
    if (as) await context.addCookies([{ name, value, url: home }])
    return takeSeat(context)
  }
  return (visit: Visit): Promise<Seat> => {
    const whose = `${visit.as} ${visit.unproven}`
    seats.set(whose, seats.get(whose) ?? open(visit))
    return seats.get(whose)!
  }
}

async function pay(seat: Seat, visit: Visit) {
  const undo = await visit.while?.()
  await seat.page.setViewportSize(first)
  await seat.page.goto(visit.path)
  if (visit.next) {
    const answered = seat.page.waitForEvent('domcontentloaded')
    await visit.next(seat.page)
    await answered
  }
  const found = await look(seat, visit)
  await undo?.()
  return found
}

t.test('every page stands: for axe, for the validator, at every size, by keyboard', async t => {
  const filled = await openFilled(t, async (unisson, home) => {
    const seat = await takeSeat(await browser.newContext({ baseURL: home }))
    const visit = { path: (await setUpPath(unisson.vault.db, unisson.ring))! }
    t.same(await pay(seat, visit), held(visit), 'set-up')
    await seat.page.context().close()
  })
  const seatFor = usher(filled)
  let failing = 0
  for (const [route, recipe] of Object.entries(recipes)) {
    for (const visit of among(await recipe(filled, route))) {
      failing += Number(visit.status === 500)
      const found = await pay(await seatFor(visit), visit)
      t.same(found, held(visit), `${visit.as ?? ''} ${visit.path} ${visit.next?.name ?? ''}`)
    }
  }
  const gets = filled.routes.filter(({ method }) => [method].flat().includes('GET')).map(({ url }) => url)
  const known = [...Object.keys(recipes), ...early, ...noPages]
  t.same(new Set(gets), new Set(known), 'every GET route has its visits')
  const errors = filled.logged.filter(line => JSON.parse(line).level >= 50)
  t.equal(errors.length, failing, 'only what was made to fail has failed')
  filled.logged.length = 0
})
