import t from 'tap'
import { openBrowser } from '../support/browser.ts'
import { openPetition } from '../support/petition.ts'
import { freePort } from '../support/process.ts'
import { openUnisson } from '../support/unisson.ts'

const browser = await openBrowser('union.example')
t.teardown(() => browser.close())

t.test('without TLS, where a browser sends no Sec-Fetch-Site, our own forms are ours', async t => {
  const port = await freePort()
  const home = `http://union.example:${port}`
  const unisson = await openUnisson(t, { PUBLIC_URL: home })
  await unisson.app.listen({ host: '127.0.0.1', port })
  const page = await browser.newPage()
  await page.goto(home + (await openPetition(unisson)).path)
  await page.locator('#email').fill('ines@atelier.example')
  await page.locator('input[name=consent]').check()
  const answer = page.waitForResponse(response => response.request().method() === 'POST')
  await page.locator('form button[type=submit]').first().click()
  t.equal((await answer).status(), 200)
  const headers = await (await answer).request().allHeaders()
  t.notOk(headers['sec-fetch-site'])
  t.equal(headers.origin, home)
  await page.close()
})
