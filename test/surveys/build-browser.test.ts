import type { Page } from 'playwright-core'
import t from 'tap'
import { checkDefinition } from '../../src/surveys/check.ts'
import { findQuestion } from '../../src/surveys/definition.ts'
import { createSurvey, getDefinition } from '../../src/surveys/survey.ts'
import { openBrowser } from '../support/browser.ts'
import { type Officer, signIn } from '../support/officers.ts'
import { freePort } from '../support/process.ts'
import { nights } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
let leader: Officer
let home: string
let browser: Awaited<ReturnType<typeof openBrowser>>

t.before(async () => {
  const port = await freePort()
  home = `http://127.0.0.1:${port}`
  unisson = await openUnisson(t, { PUBLIC_URL: home })
  await unisson.app.listen({ host: '127.0.0.1', port })
  leader = await signIn(unisson, 'section-leader')
  browser = await openBrowser()
})
t.teardown(() => browser?.close())

async function make(definition = nights): Promise<string> {
  const { vault } = unisson
  const { id: section_id } = await vault.db.selectFrom('sections').select('id').executeTakeFirstOrThrow()
  const owned = { section_id, region_id: null }
  return vault.db.transaction().execute(trx => createSurvey(trx, vault.keys, owned, definition))
}

async function sit(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({
    baseURL: home,
    javaScriptEnabled,
    viewport: { width: 1280, height: 1600 },
  })
  const [name = '', value = ''] = leader.cookie.split('=')
  await context.addCookies([{ name, value, url: home }])
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  return page
}

async function save(page: Page): Promise<void> {
  await page.click('main form .button-row button.button:not([name])')
  await page.waitForURL(/done=/)
}
const read = (id: string) => getDefinition(unisson.vault.db, id)

/** Three pages; the second asks those who work nights and, of these, some or others. */
async function build(page: Page, scripts: boolean, id: string): Promise<void> {
  await page.goto(`/manage/surveys/${id}/pages/page1`)
  await page.click('button[value=yes-no]')
  await page.fill('[name=text]', 'Travaillez-vous la nuit ?')
  await save(page)
  await page.goto(`/manage/surveys/${id}/pages/page1`)
  await page.click('button[value=single]')
  await page.fill('[name=text]', 'Votre atelier ?')
  await page.fill('[name=new_choices]', 'Fours\nContrôle\nExpédition')
  await save(page)
  for (const words of ['Que changeriez-vous la nuit ?', 'Autre chose ?']) {
    await page.goto(`/manage/surveys/${id}/pages`)
    await page.click('text=Ajouter une page')
    await page.click('button[value=long-text]')
    await page.fill('[name=text]', words)
    await save(page)
  }
  await page.goto(`/manage/surveys/${id}/conditions/q3`)
  await choose(page, scripts, '0.0', 'q1', 'yes')
  await page.click('button[value="group 0"]')
  await choose(page, scripts, '0.1.0', 'q2', 'c1')
  await choose(page, scripts, '0.1.1', 'q2', 'c3')
  await page.click('button[value=save]')
  await page.goto(`/manage/surveys/${id}/conditions/page3`)
  await page.selectOption('[name="join.0"]', 'none')
  await choose(page, scripts, '0.0', 'q2', 'c2')
  await page.click('button[value=save]')
  await page.waitForURL(/\/pages\/page3/)
}

/** Fills in a row: its question, then, once its answers are offered, the answer. */
async function choose(
  page: Page,
  scripts: boolean,
  row: string,
  question: string,
  value: string,
): Promise<void> {
  await page.selectOption(`[name="answer.${row}"]`, question)
  const answers = page.locator(`select[name="value.${row}"]`)
  if (!scripts && (await answers.count()) === 0) await page.click('.button-row button[value=look]')
  await answers.selectOption(value)
}

for (const scripts of [false, true]) {
  t.test(
    `three pages and two nested conditions are built ${scripts ? 'with' : 'without'} scripts`,
    async t => {
      const page = await sit(scripts)
      const id = await make({ ...nights, pages: [{ code: 'page1', questions: [] }] })
      await build(page, scripts, id)
      const definition = await read(id)
      t.same(checkDefinition(definition, true), [])
      t.match(definition.pages, [{ questions: [{ kind: 'yes-no' }, { kind: 'single' }] }, {}, {}])
      t.same(findQuestion(definition, 'q3')?.shown, {
        all: [
          { answer: 'q1', is: 'equal', value: 'yes' },
          { any: ['c1', 'c3'].map(value => ({ answer: 'q2', is: 'equal', value })) },
        ],
      })
      t.same(definition.pages[2]?.shown, { not: { answer: 'q2', is: 'equal', value: 'c2' } })
      await page.goto(`/manage/surveys/${id}/check`)
      t.match(await page.textContent('main'), 'Les questions sont prêtes à partir.')
      await page.context().close()
    },
  )
}

t.test('with scripts a field left is a field saved, and the question is redrawn beside it', async t => {
  const page = await sit(true)
  const id = await make()
  await page.goto(`/manage/surveys/${id}/questions/night`)
  await page.fill('[name=text]', 'La nuit ?')
  await page.press('[name=text]', 'Tab')
  await page.waitForSelector('[data-status]:has-text("Enregistré")')
  t.match(await page.textContent('[data-redrawn=seen] legend'), 'La nuit')
  t.match(findQuestion(await read(id), 'night'), { text: { fr: 'La nuit ?' } })
  await page.fill('[name=help]', 'Même une fois.')
  await save(page)
  await page.waitForSelector('text=La question est enregistrée.')
  t.match(
    findQuestion(await read(id), 'night'),
    { help: { fr: 'Même une fois.' } },
    'no quarrel with oneself',
  )
  await page.fill('[name=text]', '')
  await page.press('[name=text]', 'Tab')
  await page.waitForSelector('[data-status]:has-text("Pas encore enregistré")')
  t.match(findQuestion(await read(id), 'night'), { text: { fr: 'La nuit ?' } })
  await page.context().close()
})

t.test('with scripts a question is dragged to another page', async t => {
  const page = await sit(true)
  const id = await make()
  await page.goto(`/manage/surveys/${id}/pages`)
  await page.dragAndDrop('#at-post .build-text', '#at-why .build-text')
  await page.waitForURL(/#at-post/)
  const { pages } = await read(id)
  t.same(
    pages[1]?.questions.map(({ code }) => code),
    ['count', 'post', 'why'],
  )
  await page.dragAndDrop('#at-you h2', '#at-all h2')
  await page.waitForURL(/#at-you/)
  t.same(
    (await read(id)).pages.map(({ code }) => code),
    ['nights', 'all', 'you'],
  )
  await page.context().close()
})
