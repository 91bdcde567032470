import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { ConfigError, readConfig, Settings } from '../../src/config.ts'

const root = path.resolve(import.meta.dirname, '../..')
const names = Object.keys(Settings.properties).sort()

t.test('.env.example and the README list every setting and no other', async t => {
  const example = readFileSync(path.join(root, '.env.example'), 'utf8')
  t.same([...example.matchAll(/^#? ?([A-Z_]+)=/gm)].map(match => match[1]).sort(), names)
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8')
  t.same([...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(match => match[1]).sort(), names)
})

t.test('.env.example shows each default', async t => {
  const example = readFileSync(path.join(root, '.env.example'), 'utf8')
  for (const [name, setting] of Object.entries(Settings.properties)) {
    const { default: usual } = setting as unknown as { default: unknown }
    t.match(example, `${name}=${usual}`)
  }
})

t.test('a setting that cannot be read is named, its value is not', async t => {
  t.throws(() => readConfig({ PORT: 'sesame-3000' }), { message: /PORT/ })
  try {
    readConfig({ SMTP_URL: 'http://ines:sesame@mail.example' })
    t.fail('was read')
  } catch (error) {
    t.ok(error instanceof ConfigError)
    t.notMatch((error as Error).message, /sesame/)
  }
})
