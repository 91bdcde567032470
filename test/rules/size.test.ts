import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'

const root = path.resolve(import.meta.dirname, '../..')
const limits: [string, number][] = [
  ['src/**/*.ts', 200],
  ['views/**/*.eta', 100],
  ['test/**/*.ts', 300],
]

t.test('no file has grown a second noun', async t => {
  for (const [pattern, most] of limits) {
    for (const file of globSync(pattern, { cwd: root })) {
      const lines = readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n').length
      t.ok(lines <= most, `${file}: ${lines} lines of ${most}`)
    }
  }
})

t.test('no file hides behind a name that says nothing', async t => {
  const vague = /(^|[/-])(utils?|helpers?|common|lib|service|manager|misc|index)(\.|$|\/)/
  for (const file of globSync(['src/**/*', 'test/**/*'], { cwd: root })) t.notMatch(file, vague)
})
