import { readFile } from 'node:fs/promises'
import { readXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import t from 'tap'
import { openBrowser } from '../support/browser.ts'
import { frozenSurvey } from '../support/conditions.ts'
import { post, signIn } from '../support/officers.ts'
import { makePlaces } from '../support/places.ts'
import { freePort } from '../support/process.ts'
import { openUnisson } from '../support/unisson.ts'

const port = await freePort()
const home = `http://127.0.0.1:${port}`
const unisson = await openUnisson(t, { PUBLIC_URL: home })
const { app } = unisson
await app.listen({ host: '127.0.0.1', port })
const browser = await openBrowser()
t.teardown(() => browser.close())

const { regions, sections } = await makePlaces(unisson)
// Dourges, Lens and Roubaix: Lens is too small to be shown.
await frozenSurvey(unisson, { sizes: [140, 62, 31, 40, 210, 3, 44] })
const officer = await signIn(unisson, 'regional-officer', { name: 'Nathalie', region_id: regions[1] })
const [brest, , , , dourges] = sections as [string, string, string, string, string]
const survey = (await unisson.vault.db.selectFrom('surveys').select('id').executeTakeFirstOrThrow()).id
const report = `/reports/surveys/${survey}`

/** The officer's browser, already signed in. */
async function visit(scripts: boolean, errors: string[]): Promise<Page> {
  const context = await browser.newContext({
    baseURL: home,
    javaScriptEnabled: scripts,
    acceptDownloads: true,
  })
  context.setDefaultTimeout(15_000)
  const [name, ...value] = officer.cookie.split('=')
  await context.addCookies([{ name: name as string, value: value.join('='), url: home }])
  const page = await context.newPage()
  page.on('console', message => message.type() === 'error' && errors.push(message.text()))
  return page
}

const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click()
const show = (page: Page) => page.getByRole('button', { name: 'Afficher', exact: true }).click()
const rowsOf = (page: Page) => page.locator('tbody th').allTextContents()

for (const scripts of [true, false]) {
  t.test(`an officer reads, compares and exports, ${scripts ? 'with' : 'without'} scripts`, async t => {
    const errors: string[] = []
    const page = await visit(scripts, errors)
    await page.goto('/reports')
    await page.locator('main td a, main th a').first().click()
    t.match(page.url(), report)
    t.equal(await page.locator('.findings li').count(), 3, 'three sentences come first')
    t.match(await page.textContent('main'), 'Lens', 'what is too small is named')

    await follow(page, 'Comparer les sections')
    await page.getByLabel('Question').selectOption({ label: 'Que faut-il régler d’abord ?' })
    await show(page)
    const compared = (await rowsOf(page)).map(words => words.trim())
    t.same(compared, ['Toute l’enquête', 'Hauts-de-France', 'Dourges', 'Roubaix'])
    t.match(await page.textContent('main'), /regroupées[^.]*Lens/)

    await follow(page, 'Dourges')
    t.equal(new URL(page.url()).searchParams.get('scope'), `section:${dourges}`)
    t.match(await page.textContent('.findings'), 'Dourges')
    await page.locator('#category').selectOption('*')
    await show(page)
    const columns = await page.locator('table.shares').nth(1).locator('thead th').allTextContents()
    t.ok(columns.length > 3, 'the answers to the breakdown stand side by side')

    const figures = page.locator('details').first()
    t.notOk(await figures.locator('table').isVisible())
    await figures.locator('summary').click()
    t.ok(await figures.locator('table').isVisible(), 'a chart has its figures as a table')
    t.match(await figures.locator('tbody').textContent(), /\d/)

    const downloading = page.waitForEvent('download')
    await page.getByRole('link', { name: /^XLSX/ }).click()
    const file = await downloading
    t.match(file.suggestedFilename(), /\.xlsx$/)
    const { sheets } = await readXlsx(await readFile(await file.path()))
    const cells = JSON.stringify(sheets.find(({ name }) => name === 'Chiffres'))
    t.ok(cells.includes('Dourges'))
    for (const elsewhere of ['Brest', 'Carhaix', 'Concarneau', 'Dinard', 'Lens'])
      t.notOk(cells.includes(elsewhere), elsewhere)
    t.same(errors, [], 'the browser complains of nothing')

    for (const scope of [`region:${regions[0]}`, `section:${brest}`]) {
      const refused = await page.goto(`${report}?scope=${scope}`)
      t.equal(refused?.status(), 404, scope)
      t.notMatch(await page.textContent('main'), 'Brest')
      const link = await page.request.get(`${report}.xlsx?scope=${scope}&category=&period=1`)
      t.equal(link.status(), 404, 'nor by the link of a file')
    }
    const place = await page.goto(`/reports/sections/${brest}`)
    t.equal(place?.status(), 404)
    await page.context().close()
  })
}

t.test('a program with the officer’s token is refused what the officer is', async t => {
  const { body } = await post(unisson, '/account/tokens', { label: 'Tableur', days: '30' }, officer.cookie)
  const authorization = `Bearer ${/unisson_[\w-]{43}/.exec(body)?.[0]}`
  const ask = (path: string) => fetch(home + path, { headers: { authorization } })
  const own = await ask(`${report}.json?scope=section:${dourges}`)
  t.equal(own.status, 200)
  for (const path of ['.json', '.csv', '.xlsx', '.pdf'])
    for (const scope of [`region:${regions[0]}`, `section:${brest}`])
      t.equal((await ask(`${report}${path}?scope=${scope}`)).status, 404, `${path} ${scope}`)
  const cube = await (await ask(`${report}/cube.json`)).text()
  t.notMatch(cube, 'Brest')
})
