import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'
import t from 'tap'
import type { Definition } from '../../src/surveys/definition.ts'
import { openBrowser } from '../support/browser.ts'
import { invite, nights, openSurvey } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

const fr = (words: string) => ({ fr: words })
const choices = ['Tout à fait', 'Plutôt', 'Pas du tout'].map((words, at) => ({
  code: String(at),
  text: fr(words),
}))

/** Every kind of question on one page. */
const everyKind: Definition = {
  languages: ['fr'],
  title: fr('Toutes les questions'),
  pages: [
    {
      code: 'all',
      questions: [
        { kind: 'text', code: 'block', text: fr('Bonjour à **toutes**.') },
        { kind: 'single', code: 'one', text: fr('Une ?'), choices, other: fr('Autre'), shuffled: true },
        { kind: 'single', code: 'list', text: fr('Laquelle ?'), choices, list: true, other: fr('Autre') },
        { kind: 'multiple', code: 'some', text: fr('Lesquelles ?'), choices, least: 1, most: 2 },
        { kind: 'yes-no', code: 'yes', text: fr('Oui ?'), help: fr('Ou non.') },
        {
          kind: 'scale',
          code: 'ten',
          text: fr('Combien ?'),
          from: 0,
          to: 10,
          low: fr('peu'),
          unknown: fr('?'),
        },
        { kind: 'scale', code: 'star', text: fr('Étoiles ?'), from: 1, to: 5, stars: true },
        { kind: 'matrix', code: 'rows', text: fr('Par ligne ?'), rows: choices, choices, required: 'hard' },
        { kind: 'matrix', code: 'cells', text: fr('Cases ?'), rows: choices, choices, multiple: true },
        { kind: 'ranking', code: 'rank', text: fr('Ordre ?'), choices },
        { kind: 'number', code: 'number', text: fr('Nombre ?'), unit: fr('heures'), least: 0, brackets: [5] },
        { kind: 'date', code: 'day', text: fr('Jour ?'), brackets: ['2020-01-01'] },
        { kind: 'section', code: 'section', text: fr('Section ?') },
        { kind: 'short-text', code: 'short', text: fr('Court ?') },
        { kind: 'long-text', code: 'long', text: fr('Long ?') },
      ],
    },
  ],
}

let unisson: Unisson
let url: string
let browser: Awaited<ReturnType<typeof openBrowser>>

t.before(async () => {
  unisson = await openUnisson(t)
  url = await unisson.app.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
})
t.teardown(() => browser?.close())

const field = (page: Page, key: string) => page.locator(`[id="q.${key}"]`)
const go = (page: Page, value: string) => page.click(`button.button[value=${value}]`)

async function openPage(javaScriptEnabled: boolean, width = 320): Promise<Page> {
  const page = await browser.newPage({ javaScriptEnabled, viewport: { width, height: 700 } })
  page.setDefaultTimeout(10_000)
  return page
}

for (const scripts of [true, false]) {
  t.test(`a mistake and a way back, to the receipt, with${scripts ? '' : 'out'} scripts`, async t => {
    const survey = await openSurvey(unisson)
    const link = url + (await invite(unisson, survey))
    const page = await openPage(scripts)
    await page.goto(link)
    await go(page, 'start')
    await field(page, 'night').check()
    await field(page, 'post').fill('Cariste')
    await go(page, 'next')
    await go(page, 'next')
    t.match(await page.locator('.notice').textContent(), 'Combien par mois')
    await go(page, 'back')
    t.equal(await field(page, 'post').inputValue(), 'Cariste')
    await go(page, 'next')
    t.equal(await field(page, 'why').isVisible(), false)
    await field(page, 'count').fill('12')
    if (!scripts) await go(page, 'next')
    await field(page, 'why').fill('Les plannings')
    await go(page, 'next')
    await field(page, 'rest.sleep').check()
    await go(page, 'send')
    t.match(await page.textContent('h1'), 'Merci, vos réponses sont arrivées')
    await page.goto(link)
    t.match(await page.textContent('h1'), 'Cette invitation a déjà servi')
    t.same(await page.context().cookies(), [])
    await page.close()
  })
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: { 'no-trailing-whitespace': 'off', 'prefer-native-element': 'off', 'no-inline-style': 'off' },
})

interface Finding {
  id: string
  nodes: { html: string }[]
}

/** What is wrong with the page as it came and as it stands. */
async function judge(page: Page, html: string): Promise<string[]> {
  if (!html.includes('</html>')) throw new Error('No page came.')
  const { results } = await validator.validateString(html)
  const invalid = results.flatMap(({ messages }) => messages.map(one => `${one.ruleId}: ${one.message}`))
  await page.evaluate(axe)
  const { violations } = await page.evaluate<{ violations: Finding[] }>('axe.run(document)')
  const wide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
  return [
    ...invalid,
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(wide ? ['wider than the screen'] : []),
  ]
}

t.test('every kind of question, and every page around them, is sound for readers of all sorts', async t => {
  const survey = await openSurvey(unisson, {}, everyKind)
  const link = url + (await invite(unisson, survey))
  for (const width of [320, 1280]) {
    const page = await openPage(true, width)
    const press = async (button: string) => {
      const [answer] = await Promise.all([page.waitForResponse('**/response'), go(page, button)])
      return answer.text()
    }
    const first = await (await page.goto(link))?.text()
    t.same(await judge(page, first ?? ''), [], `first, ${width}`)
    t.same(await judge(page, await press('start')), [], `questions, ${width}`)
    t.same(await judge(page, await press('send')), [], `faults, ${width}`)
    await page.close()
  }
})

t.test('a matrix is answered by keyboard alone', async t => {
  const survey = await openSurvey(unisson, {}, nights)
  const page = await openPage(true)
  await page.goto(url + (await invite(unisson, survey)))
  await go(page, 'start')
  await page.locator('[id="q.night-no"]').check()
  await field(page, 'post').fill('Quai')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.matrix')
  await field(page, 'rest.sleep').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  t.equal(await page.locator('[id="q.rest.sleep"]').isChecked(), true)
  t.equal(await page.locator('[id="q.rest.days-no"]').isChecked(), true)
  await page.close()
})
