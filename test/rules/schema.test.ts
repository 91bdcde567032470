import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { drawSchema } from '../support/schema.ts'
import { openUnisson } from '../support/unisson.ts'

const file = path.resolve(import.meta.dirname, '../../migrations/schema.sql')

/** Rows that are only ever added and swept: two alike are two. */
const heaps = ['count_changes', 'mail_limits']

t.test('migrations/schema.sql is what the migrations make (`npm run schema` draws it anew)', async t => {
  const { vault } = await openUnisson(t)
  t.equal(await drawSchema(vault.db), readFileSync(file, 'utf8'))
})

t.test('constraints and indexes say their table and their kind', async t => {
  const picture = readFileSync(file, 'utf8')
  for (const [whole, table = ''] of picture.matchAll(
    /^CREATE (?:UNLOGGED )?TABLE (\w+) \(.*?(?=^CREATE (?:UNLOGGED )?TABLE |$(?![\s\S]))/gms,
  )) {
    for (const [, name, kind] of whole.matchAll(/CONSTRAINT (\w+) (PRIMARY KEY|UNIQUE|FOREIGN KEY|CHECK)/g)) {
      const ending = { 'PRIMARY KEY': 'pkey', UNIQUE: 'key', 'FOREIGN KEY': 'fkey', CHECK: 'check' }[
        kind as string
      ]
      t.match(name, new RegExp(`^${table}_(\\w+_)?${ending}$`))
    }
    for (const [, unique, name] of whole.matchAll(/^CREATE (UNIQUE )?INDEX (\w+)/gm)) {
      t.match(name, new RegExp(`^${table}_\\w+_${unique ? 'key' : 'idx'}$`))
    }
    t.ok(/PRIMARY KEY|UNIQUE/.test(whole) !== heaps.includes(table), `${table} has a key`)
  }
})
