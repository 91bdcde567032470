import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
  string,
  Record<string, string>
>
const all = { ...dependencies, ...devDependencies }

t.test('every dependency is pinned, and DEPENDENCIES.md says in a line why it is there', async t => {
  const reasons = new Map(
    [...read('DEPENDENCIES.md').matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(row => [row[1], row[2]]),
  )
  for (const [name, version] of Object.entries(all)) {
    t.match(version, /^\d/, `${name} is pinned`)
    t.ok((reasons.get(name)?.length ?? 0) > 15, `${name} has its reason`)
  }
  for (const name of reasons.keys()) t.ok(name && name in all, `${name} is still used`)
})

t.test(
  'every package that is imported is a dependency, and what the product imports is not a development one',
  async t => {
    for (const [pattern, allowed] of [
      ['src/**/*.ts', dependencies],
      ['test/**/*.ts', all],
    ] as const) {
      for (const file of globSync(pattern, { cwd: root })) {
        for (const [, name] of read(file).matchAll(
          /^(?:import|export|\}) [^\n']*from '((?:@[\w-]+\/)?[a-z][\w.-]*)(?:\/[^']*)?'/gm,
        )) {
          t.ok(name && name in (allowed ?? {}), `${file}: ${name}`)
        }
      }
    }
  },
)
