import { readFile } from 'node:fs/promises'
import { readXlsx } from 'hucre/xlsx'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import t from 'tap'
import { setUpPath } from '../../src/accounts/set-up.ts'
import { openBrowser } from '../support/browser.ts'
import { freePort } from '../support/process.ts'
import { openUnisson } from '../support/unisson.ts'

const browser = await openBrowser()
t.teardown(() => browser.close())

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click()

/** What the application on someone's phone would show. */
function codeOf(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate()
}

async function giveFirstFactor(page: Page) {
  const secret = (await page.locator('.factor-secret').textContent()) ?? ''
  await page.getByLabel('Code à six chiffres').fill(codeOf(secret))
  await page.locator('form button[type=submit]').first().click()
}

for (const scripts of [true, false]) {
  t.test(`a petition's whole life, ${scripts ? 'with' : 'without'} scripts`, async t => {
    const port = await freePort()
    const home = `http://127.0.0.1:${port}`
    const unisson = await openUnisson(t, { PUBLIC_URL: home })
    const { app, mailbox, vault, ring } = unisson
    await app.listen({ host: '127.0.0.1', port })
    const visit = async () => {
      const context = await browser.newContext({ javaScriptEnabled: scripts, acceptDownloads: true })
      context.setDefaultTimeout(15_000)
      return context.newPage()
    }
    const errors: string[] = []

    const admin = await visit()
    admin.on('console', message => message.type() === 'error' && errors.push(message.text()))
    await admin.goto(home + (await setUpPath(vault.db, ring)))
    await admin.getByLabel('Nom du syndicat').fill('Confluence')
    await admin.locator('#name').fill('Maud')
    await admin.locator('#email').fill('maud@confluence.example')
    await admin.locator('#password').fill('quatre chaises bleues au marché')
    await admin.locator('main form button').click()
    await giveFirstFactor(admin)

    await admin.goto(`${home}/manage/settings/publication`)
    for (const [field, value] of Object.entries({
      publisher: 'Confluence, 14 rue des Mûriers',
      publication_director: 'Maud',
      host_name: 'Atelier des serveurs',
      host_address: '3 quai du Port',
    })) {
      await admin.locator(`#${field}`).fill(value)
    }
    await admin.locator('main form button').first().click()
    await admin.goto(`${home}/manage/regions/new`)
    await admin.locator('#name').fill('Auvergne-Rhône-Alpes')
    await admin.locator('main form button').first().click()
    await admin.goto(`${home}/manage/sections/new`)
    await admin.locator('#name').fill('Entrepôt de Saint-Priest')
    await admin.locator('main form button').first().click()

    await admin.goto(`${home}/manage/accounts/new`)
    await admin.locator('#name').fill('Samira')
    await admin.locator('#email').fill('samira@confluence.example')
    await admin.locator('input[name=role][value=section-leader]').check()
    await admin.getByLabel('Entrepôt de Saint-Priest').check()
    await admin.locator('main form button').click()
    await unisson.work()

    const leader = await visit()
    leader.on('console', message => message.type() === 'error' && errors.push(message.text()))
    await leader.goto(home + mailbox.link('samira@confluence.example', '/acceptance'))
    await leader.locator('#password').fill('deux tasses rouges au grenier')
    await leader.locator('main form button').click()
    await giveFirstFactor(leader)

    await leader.goto(`${home}/manage/petitions/new`)
    await leader.locator('input[name=from]').first().check()
    await leader.locator('main form button').click()
    const managed = leader.url().match(/\/manage\/petitions\/[0-9a-f-]{36}/)?.[0]
    t.ok(managed, 'a draft from a template')
    await leader.goto(`${home}${managed}/texts/fr`)
    await leader.locator('#title').fill('Saint-Priest : 90 euros pour toutes et tous')
    await leader.locator('#summary').fill('La négociation s’ouvre le 8 décembre.')
    await leader.locator('#text').fill('Nous demandons **90 euros** par mois, dès janvier.')
    await leader.locator('main form button').first().click()
    await leader.goto(`${home}${managed}/recipient`)
    await leader.locator('#recipient_name').fill('la direction')
    await leader.locator('main form button').first().click()
    await leader.goto(`${home}${managed}/terms`)
    const closing = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)
    await leader.locator('#closes_on').fill(closing)
    await leader.locator('main form button').first().click()
    await leader.goto(`${home}${managed}/opening`)
    await leader.locator('main form button[type=submit]').last().click()

    const employee = await visit()
    employee.on('console', message => message.type() === 'error' && errors.push(message.text()))
    await employee.goto(home)
    await follow(employee, /Saint-Priest/)
    const petition = employee.url()
    await employee.locator('#email').fill('ines@atelier.example')
    await employee.getByLabel('Le destinataire seulement').check()
    await employee.getByLabel('Prénom et nom').fill('Inès')
    await employee.locator('#consent').check()
    await press(employee, 'Je signe')
    t.match(await employee.textContent('h1'), 'Encore un geste')
    await unisson.work()

    const link = home + mailbox.link('ines@atelier.example', '/confirmation')
    await employee.goto(link)
    t.match(await employee.textContent('main'), 'Inès')
    await employee.locator('main form button').first().click()
    t.match(await employee.textContent('h1'), 'Votre signature compte')
    await unisson.work()
    const counted = (await (await fetch(`${petition}/count.json`)).json()) as { count: number }
    t.equal(counted.count, 1)

    await leader.goto(`${home}${managed}/signatories`)
    await leader.locator('#reason').fill('Préparer la remise')
    await leader.locator('[name=protection][value=none]').check()
    await leader.locator('button[formaction$=exports]').click()
    const waiting = await leader.locator('form[action$="/file"]').getAttribute('action')
    await unisson.work()
    await leader.goto(home + waiting?.replace(/\/file$/, ''))
    const downloading = leader.waitForEvent('download')
    await leader.locator('form[action$="/file"] button').click()
    const file = await (await downloading).path()
    const { sheets } = await readXlsx(await readFile(file))
    t.match(JSON.stringify(sheets), 'Inès')
    t.notMatch(JSON.stringify(sheets), 'ines@atelier.example', 'no address goes to the recipient')

    await employee.goto(home + mailbox.link('ines@atelier.example', '/withdrawal'))
    await employee.locator('main form button').first().click()
    await unisson.work()
    await leader.goto(home + managed)
    t.match(await leader.locator('.figures').textContent(), /0/)
    t.equal((await vault.db.selectFrom('signatures').selectAll().execute()).length, 0)
    t.same(errors, [], 'the browser complains of nothing')
  })
}
