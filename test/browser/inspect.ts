import { readFileSync } from 'node:fs'
import path from 'node:path'
import axe from 'axe-core'
import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import type { Page } from 'playwright-core'

const measures = readFileSync(path.join(import.meta.dirname, 'measures.js'), 'utf8')

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const html = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended'],
    rules: {
      // The title of a petition is its author's, and as long as they like.
      'long-title': 'off',
      // In a noscript alone: without scripts, work in progress shows by itself how far it has come.
      'meta-refresh': 'off',
      // The same name on several boxes is how a form sends a list.
      'form-dup-name': 'off',
      // Written in one way everywhere, and either way is right.
      'doctype-style': 'off',
      'void-style': 'off',
      // The id of a question's field is its name, which has dots.
      'valid-id': ['error', { relaxed: true }],
      // Lines end where the view's conditions do.
      'no-trailing-whitespace': 'off',
    },
  }),
)

/** Gives the page what it is inspected with; to be called after each navigation. */
export async function equip(page: Page): Promise<void> {
  await page.evaluate(`(() => { ${measures} })()`)
}

export const measure = <T>(page: Page, name: string): Promise<T> => page.evaluate(`measures.${name}()`)

/** What axe finds, each with the first place. @param rules only these */
export async function findBarriers(page: Page, rules?: string[]): Promise<string[]> {
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags }
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] })
  await page.evaluate(`globalThis.axe || (() => { ${axe.source} })()`)
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${options})`)
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary ?? ''}`,
  )
}

/** What the HTML validator says of a page as it was sent. */
export function findBadHtml(sent: string): string[] {
  const { results } = html.validateStringSync(sent)
  return results
    .flatMap(({ messages }) => messages)
    .map(({ ruleId, message, line, column }) => {
      const place = sent.split('\n')[line - 1]?.slice(Math.max(0, column - 20), column + 80)
      return `${ruleId}: ${message} (${place})`
    })
}
