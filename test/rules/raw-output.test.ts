import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'

const views = path.resolve(import.meta.dirname, '../../views')
/** What may be printed unescaped: partials, a layout's body, and texts that one function made safe. */
const safe = /^\s*(include\(|it\.body\s*$|it\.richText\(|it\.qr\s*$)/

t.test('a view prints nothing unescaped but partials, its body and rich text', async t => {
  for (const file of globSync('**/*.eta', { cwd: views })) {
    const source = readFileSync(path.join(views, file), 'utf8')
    for (const [, raw] of source.matchAll(/<%[-_]?~([\s\S]*?)[-_]?%>/g)) t.match(raw, safe, `${file}: ${raw}`)
  }
})
