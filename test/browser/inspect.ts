import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { AxeResults } from 'axe-core'
import { HtmlValidate, StaticConfigLoader } from 'html-validate'
import type { BrowserContext, Page } from 'playwright-core'

const tools = [
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  path.join(import.meta.dirname, 'measures.js'),
].map(file => `(() => { ${readFileSync(file, 'utf8')} })()`)

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

/** Gives every page to come what it is inspected with, before its own scripts: a third of what sending it costs. */
export async function equip(context: BrowserContext): Promise<void> {
  for (const content of tools) await context.addInitScript({ content })
}

export const measure = <T>(page: Page, name: string): Promise<T> => page.evaluate(`measures.${name}()`)

/** What axe looks at: everything, everything but colours, or colours alone. */
type Aspect = 'all' | 'structure' | 'colours'

/** What axe finds, each with the first place. */
export async function findBarriers(page: Page, aspect: Aspect): Promise<string[]> {
  const contrast = 'color-contrast'
  const runOnly = aspect === 'colours' ? { type: 'rule', values: [contrast] } : { type: 'tag', values: tags }
  const rules = aspect === 'structure' ? { [contrast]: { enabled: false } } : {}
  const options = JSON.stringify({ runOnly, rules, resultTypes: ['violations'] })
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${options})`)
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
