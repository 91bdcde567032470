import t from 'tap'
import { openBrowser } from '../support/browser.ts'
import { countOf, openPetition, sign } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, mailbox } = unisson
const home = await app.listen({ host: '127.0.0.1', port: 0 })
const browser = await openBrowser()
t.teardown(() => browser.close())
const petition = await openPetition(unisson)

t.test(
  'P12 a scanner that opens every link of a mail in a real browser confirms and withdraws nothing',
  async t => {
    const email = 'ines@atelier.example'
    await sign(unisson, petition, { email, name_visibility: 'public', name: 'Inès' })
    await unisson.work()
    const links = ['/confirmation', '/withdrawal', '/visibility'].map(
      ending => home + mailbox.link(email, ending),
    )
    const context = await browser.newContext()
    const page = await context.newPage()
    for (let turn = 0; turn < 34; turn += 1) for (const link of links) await page.goto(link)
    t.equal(await countOf(unisson, petition), 0)
    await page.goto(links[0] as string)
    await page.getByRole('button').click()
    t.match(await page.textContent('h1'), 'Votre signature compte')
    t.equal(await countOf(unisson, petition), 1)
    for (const link of links) await page.goto(link)
    t.equal(await countOf(unisson, petition), 1)
    await context.close()
  },
)

t.test('without scripts the whole journey works, with a keyboard', async t => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 320, height: 640 },
  })
  const page = await context.newPage()
  const email = 'omar@atelier.example'
  await page.goto(home + petition.path)
  await page.getByLabel('Votre adresse e-mail').fill(email)
  await page.getByLabel('Le destinataire seulement').check()
  await page.getByLabel('Prénom et nom').fill('Omar')
  await page.locator('#consent').check()
  await page.getByRole('button', { name: 'Je signe' }).press('Enter')
  t.match(await page.textContent('h1'), 'Encore un geste')
  await unisson.work()
  await page.goto(home + mailbox.link(email, '/confirmation'))
  t.match(await page.textContent('main'), 'Omar')
  await page.getByRole('button').press('Enter')
  t.equal(await countOf(unisson, petition), 2)
  await page.goto(home + mailbox.link(email, '/withdrawal'))
  await page.getByRole('button').press('Enter')
  t.equal(await countOf(unisson, petition), 1)
  await context.close()
})

t.test(
  'behind a busy address a browser does the work by itself, under the strict policy, and its mail leaves',
  async t => {
    for (let turn = 0; turn < 100; turn += 1) {
      await sign(unisson, petition, { email: `person${turn}@atelier.example` }, '127.0.0.1')
    }
    const context = await browser.newContext()
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', message => complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    const email = 'rosa@atelier.example'
    await page.goto(home + petition.path)
    await page.getByLabel('Votre adresse e-mail').fill(email)
    await page.locator('#consent').check()
    await page.getByRole('button', { name: 'Je signe' }).click()
    await page.waitForURL(/\/proofs$/)
    t.match(await page.textContent('main'), email)
    t.notMatch(await page.textContent('main'), /dans \d+ minutes/)
    t.same(complaints, [])
    await unisson.work()
    t.equal(mailbox.to(email).length, 1)
    await context.close()
  },
)
