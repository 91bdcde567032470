import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { findHome } from '../../src/embedded/place.ts'
import { ask, makeStage, me } from './stage.ts'

t.test('what each role may do, and what the log says of it', async t => {
  const { dataDir, start } = await makeStage(t, me)
  const { url, ownerUrl } = (await start()).word
  await ask(ownerUrl, 'CREATE TABLE leaflet (id int GENERATED ALWAYS AS IDENTITY, title text UNIQUE)')
  await ask(ownerUrl, 'CREATE SEQUENCE sheets')
  const forbidden = { code: '42501' }

  await t.test('the application reads and writes what the owner made', async t => {
    await ask(url, `INSERT INTO leaflet (title) VALUES ('Salaires')`)
    await ask(url, `UPDATE leaflet SET title = 'Effectifs'`)
    t.same(await ask(url, `SELECT title, nextval('sheets') AS n FROM leaflet`), [
      { title: 'Effectifs', n: '1' },
    ])
    await ask(url, 'DELETE FROM leaflet')
  })

  for (const [what, sql] of [
    ['create a table', 'CREATE TABLE x (y int)'],
    ['create a temporary table', 'CREATE TEMPORARY TABLE x (y int)'],
    ['create a schema', 'CREATE SCHEMA x'],
    ['create a database', 'CREATE DATABASE x'],
    ['empty a table at once', 'TRUNCATE leaflet'],
    ['change a table', 'ALTER TABLE leaflet ADD x int'],
  ] as const)
    t.test(`the application cannot ${what}`, async t => t.rejects(ask(url, sql), forbidden))

  for (const [what, sql] of [
    ['read password hashes', 'SELECT * FROM pg_authid'],
    ['read a file', `SELECT pg_read_file('/etc/passwd')`],
    ['read a file into a table', `COPY leaflet (title) FROM '/etc/passwd'`],
    ['write a file', `COPY leaflet TO '/tmp/unisson-leaflet'`],
    ['run a program', `COPY leaflet FROM PROGRAM 'id'`],
    ['become the superuser', 'SET ROLE postgres'],
    ['change what is logged', 'SET log_min_messages = debug5'],
  ] as const)
    t.test(`neither role can ${what}`, async t => {
      await t.rejects(ask(url, sql), forbidden)
      await t.rejects(ask(ownerUrl, sql), forbidden)
    })

  await t.test('the owner clones a database with its grants', async t => {
    const inDatabase = (from: string, name: string) => from.replace('@/unisson?', `@/${name}?`)
    await ask(inDatabase(ownerUrl, 'postgres'), 'CREATE DATABASE clone TEMPLATE unisson')
    await ask(inDatabase(ownerUrl, 'clone'), 'CREATE TABLE sheet (line text)')
    t.same(await ask(inDatabase(url, 'clone'), 'SELECT * FROM leaflet, sheet'), [])
    await ask(ownerUrl, 'CHECKPOINT')
  })

  await t.test('nobody else gets in', async t => {
    const { searchParams, username, password } = new URL(url.replace('@/', '@host/'))
    const as = (user: string, word: string) => url.replace(`${username}:${password}`, `${user}:${word}`)
    t.ok(searchParams.get('host'))
    await t.rejects(ask(as('postgres', ''), 'SELECT 1'), { code: '28000' })
    await t.rejects(ask(as('postgres', password), 'SELECT 1'), { code: '28000' })
    await t.rejects(ask(as('unisson_app', 'guess'), 'SELECT 1'), { code: '28P01' })
    await t.rejects(ask(as('unisson_owner', password), 'SELECT 1'), { code: '28P01' })
  })

  await t.test('the log quotes nothing that was sent', async t => {
    const canary = 'camille.canari@courrier.example'
    await t.rejects(ask(url, `SELECT '${canary}'::int`))
    await t.rejects(ask(url, `SELECT "${canary}" FROM leaflet`))
    await ask(url, `INSERT INTO leaflet (title) VALUES ('${canary}')`)
    await t.rejects(ask(url, `INSERT INTO leaflet (title) VALUES ('${canary}')`), { code: '23505' })
    await t.rejects(
      ask(ownerUrl, `DO $$ BEGIN RAISE WARNING '${canary}'; RAISE EXCEPTION '${canary}'; END $$`),
    )
    const folder = join((await findHome(dataDir))!, 'log')
    const logs = await Promise.all((await readdir(folder)).map(name => readFile(join(folder, name), 'utf8')))
    t.match(logs.join(), 'ready to accept connections')
    t.notMatch(logs.join(), 'canari')
    t.notMatch(logs.join(), 'leaflet')
  })
})
