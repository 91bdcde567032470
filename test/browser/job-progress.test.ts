import t from 'tap'
import { openBrowser } from '../support/browser.ts'
import { signIn } from '../support/officers.ts'
import { openPetition } from '../support/petition.ts'
import { freePort } from '../support/process.ts'
import { openUnisson } from '../support/unisson.ts'

const port = await freePort()
const home = `http://127.0.0.1:${port}`
const unisson = await openUnisson(t, { PUBLIC_URL: home })
const { db } = unisson.vault
await unisson.app.listen({ host: '127.0.0.1', port })
const browser = await openBrowser()
t.teardown(() => browser.close())
const petition = await openPetition(unisson)
const officer = await signIn(unisson, 'administrator')

/** The answer to the form that asked for a file, where its making is followed by a clock of our own. */
async function follow() {
  const context = await browser.newContext({ baseURL: home })
  context.setDefaultTimeout(15_000)
  const [name, ...value] = officer.cookie.split('=')
  await context.addCookies([{ name: name as string, value: value.join('='), url: home }])
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`/manage/petitions/${petition.id}/signatories`)
  await page.fill('[name=reason]', 'La remise')
  await page.click('button[formaction$="/exports"]')
  await page.locator('[data-behaviour=job-progress]').waitFor()
  const one = db.selectFrom('exports').select('id').orderBy('created_at', 'desc').limit(1)
  const { id } = await one.executeTakeFirstOrThrow()
  return { page, id }
}

t.test('a file that cannot be made leads to its own page, and the form is not sent again', async t => {
  const { page, id } = await follow()
  await db.updateTable('exports').set({ fault: 'failed' }).where('id', '=', id).execute()
  const arrived = page.waitForURL(`**/manage/exports/${id}`)
  await page.clock.runFor(2_000)
  await arrived
  t.match(await page.textContent('main'), 'Une erreur de notre part')
  t.equal((await db.selectFrom('exports').select('id').execute()).length, 1)
})

t.test('once the session is over, nobody asks any more', async t => {
  const { page } = await follow()
  let asked = 0
  page.on('request', request => {
    if (request.url().endsWith('/progress.json')) asked += 1
  })
  await db.deleteFrom('sessions').execute()
  const told = page.waitForResponse(answer => answer.url().includes('/sign-in'))
  await page.clock.runFor(2_000)
  await told
  for (let minute = 0; minute < 5; minute += 1) await page.clock.runFor(60_000)
  t.equal(asked, 1)
})
