import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'

const src = path.resolve(import.meta.dirname, '../../src')

/** From top to bottom. What stands in one row may not import from its row-mates; an import points down or stays home. */
const ladder: string[][] = [
  ['server', 'worker', 'demo', 'unisson'],
  ['process'],
  ['instance'],
  ['app', 'work'],
  ['rights'],
  ['reports'],
  ['petitions', 'surveys'],
  ['members'],
  ['accounts'],
  ['union'],
  ['mail', 'audit'],
  ['jobs'],
  ['seal', 'print'],
  ['http', 'embedded', 'migrate', 'in-groups'],
  ['database'],
  ['config', 'errors', 'kept'],
]

/** The demonstration is a server with a story in it. */
const allowed = new Set(['demo>server'])

const roomOf = (file: string) => path.relative(src, file).split(path.sep)[0]?.replace(/\.ts$/, '') ?? ''
const rungOf = (room: string) => ladder.findIndex(rung => rung.includes(room))

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8')
  return [...source.matchAll(/^(?:import|export)\s+(type\s)?[^;'"]*?from\s+'(\.[^']+)'/gms)].map(match => ({
    from: file,
    to: path.resolve(path.dirname(file), match[2] ?? ''),
    typeOnly: match[1] !== undefined,
  }))
}

const files = globSync('**/*.ts', { cwd: src }).map(file => path.join(src, file))

t.test('every room of src stands on the ladder', async t => {
  for (const file of files) t.ok(rungOf(roomOf(file)) >= 0, path.relative(src, file))
})

t.test('an import points down the ladder or stays in its folder', async t => {
  for (const { from, to, typeOnly } of files.flatMap(importsOf)) {
    const [here, there] = [roomOf(from), roomOf(to)]
    // The one table of contents of the database: it only borrows types from the features above.
    if (here === 'database' && typeOnly && to.endsWith('tables.ts')) continue
    const down = rungOf(there) > rungOf(here)
    t.ok(
      here === there || down || allowed.has(`${here}>${there}`),
      `${path.relative(src, from)} > ${path.relative(src, to)}`,
    )
  }
})
