import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { openBrowser } from '../support/browser.ts'
import { publish } from '../support/draft.ts'
import { signIn } from '../support/officers.ts'
import { openPetition } from '../support/petition.ts'
import { freePort } from '../support/process.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

t.setTimeout(120_000)

const browser = await openBrowser()
t.teardown(() => browser.close())

interface Walk extends Unisson {
  home: string
  page: Page
  /** Goes on by Tab until the focus is there; wherever it rests on the way, it is seen. */
  reach(selector: string): Promise<void>
  press(key: string): Promise<void>
  type(words: string): Promise<void>
  /** Presses Enter, which leads to another page. @returns the words on top of it */
  enter(): Promise<string>
}

const focus = `(() => {
  const element = document.activeElement
  const { top, bottom, left, right } = element.getBoundingClientRect()
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  const within = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
  const seen = within && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
  return { seen, what: element.localName + '#' + element.id + ' ' + element.textContent.trim().slice(0, 30) }
})()`

async function walk(t: Test, width: number): Promise<Walk> {
  const port = await freePort()
  const home = `http://127.0.0.1:${port}`
  const unisson = await openUnisson(t, { PUBLIC_URL: home })
  await unisson.app.listen({ host: '127.0.0.1', port })
  const context = await browser.newContext({
    baseURL: home,
    viewport: { width, height: 640 },
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(15_000)
  t.teardown(() => context.close())
  const page = await context.newPage()
  const has = (selector: string) =>
    page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)
  return {
    ...unisson,
    home,
    page,
    async reach(selector) {
      for (let steps = 0; steps < 60 && !(await has(selector)); steps++) {
        await page.keyboard.press('Tab')
        const { seen, what } = await page.evaluate<{ seen: boolean; what: string }>(focus)
        if (!seen) t.fail(`the focus is not seen on ${what}`)
      }
      t.ok(await has(selector), `${selector} is reached`)
    },
    press: key => page.keyboard.press(key),
    type: words => page.keyboard.type(words),
    async enter() {
      const answered = page.waitForEvent('domcontentloaded')
      await page.keyboard.press('Enter')
      await answered
      return (await page.textContent('h1')) ?? ''
    },
  }
}

t.test('a petition is signed and confirmed on a phone, by keyboard alone', async t => {
  const way = await walk(t, 320)
  const { page, reach, press, type, enter, mailbox, home } = way
  const petition = await openPetition(way)
  await page.goto(petition.path)
  await press('Tab')
  await reach('.skip-link')
  await press('Enter')
  await reach('a[href="#sign"]')
  await press('Enter')
  await press('Tab')
  await reach('#email')

  await enter()
  t.ok(await page.isVisible('[role=alert]'), 'what is missing is said')
  await reach('[role=alert] a[href="#email"]')
  await press('Enter')
  await reach('#email')
  await type('ines@atelier.example')
  await reach('[name=name_visibility]')
  t.notOk(await page.isVisible('#name'))
  await press('ArrowDown')
  await reach('#name')
  await type('Inès')
  await reach('#consent')
  await press('Space')
  await reach('#sign button[type=submit]')
  t.match(await enter(), 'Encore un geste')

  await way.work()
  await page.goto(home + mailbox.link('ines@atelier.example', '/confirmation'))
  await reach('main form button')
  t.match(await enter(), 'Votre signature compte')
  await reach('a[href$="/visibility"]')
  await enter()
  await reach('[name=name_visibility]')
  t.ok(await page.isChecked('[value=recipient]'), 'as it was chosen')
})

/** The next day whose number is that of its month, which is written alike everywhere: '01012027'. */
function nextTwinDay(): string {
  const now = new Date()
  for (let month = now.getUTCMonth() + 1; ; month++) {
    const day = new Date(Date.UTC(now.getUTCFullYear(), month, (month % 12) + 1))
    const two = String(day.getUTCDate()).padStart(2, '0')
    if (day.getTime() > now.getTime() + 86_400_000) return `${two}${two}${day.getUTCFullYear()}`
  }
}

t.test('a petition is written and opened by keyboard alone', async t => {
  const way = await walk(t, 1280)
  const { page, reach, press, type, enter, home } = way
  const { cookie } = await signIn(way, 'administrator')
  await publish(way)
  const [name = '', value = ''] = cookie.split('=')
  await page.context().addCookies([{ name, value, url: home }])
  await page.goto('/manage/petitions')
  await reach('main a[href$="/petitions/new"]')
  await enter()
  await reach('[name=from]')
  await press('Space')
  await reach('main form button')
  await enter()
  const id = /[0-9a-f-]{36}/.exec(page.url())?.[0]

  const fill = async (place: string, fields: Record<string, string>) => {
    await page.goto(`/manage/petitions/${id}`)
    await reach(`main a[href$="/${place}"]`)
    await enter()
    for (const [field, words] of Object.entries(fields)) {
      await reach(`#${field}`)
      await press('Control+A')
      await type(words)
    }
    await reach('main form button[type=submit]')
    await enter()
    t.match(page.url(), /done=/, place)
  }
  await fill('texts/fr', {
    title: 'Une infirmerie la nuit',
    summary: 'Dès janvier.',
    text: 'Nous demandons.',
  })
  await fill('recipient', { recipient_name: 'Armelle' })
  await fill('terms', { closes_on: nextTwinDay() })
  await reach('main a[href$="/opening"]')
  await enter()
  await reach('main form button[type=submit]')
  await enter()
  t.match(page.url(), 'done=opening')
  await page.goto('/petitions')
  t.match(await page.textContent('main'), 'Une infirmerie la nuit')
})
