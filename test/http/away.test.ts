import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { sql } from 'kysely'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import { createApp } from '../../src/app.ts'
import { openDatabase } from '../../src/database.ts'
import { openVault } from '../../src/instance.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

/** The database of an instance behind a wire that can be cut. */
async function wireTo(t: Test, { databaseUrl }: Unisson) {
  const { username, password, pathname, searchParams } = new URL(databaseUrl.replace('@/', '@localhost/'))
  const socket = `${searchParams.get('host')}/.s.PGSQL.${searchParams.get('port')}`
  const ends = new Set<Socket>()
  let whole = true
  const wire = createServer(near => {
    if (!whole) return near.resetAndDestroy()
    const far = connect(socket)
    for (const end of [near, far]) ends.add(end.on('error', () => {}))
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(wire, 'listening')
  const cut = () => {
    whole = false
    for (const end of ends) end.destroy()
  }
  t.teardown(() => {
    cut()
    wire.close()
  })
  const { port } = wire.address() as AddressInfo
  return {
    url: `postgres://${username}:${password}@127.0.0.1:${port}${pathname}`,
    cut,
    mend() {
      whole = true
    },
  }
}

t.test('while the database is away pages say so kindly, and it is over when it is back', async t => {
  const unisson = await openUnisson(t)
  const wire = await wireTo(t, unisson)
  const db = openDatabase(wire.url, 4)
  const { vault, ring } = await openVault(db, unisson.config.KEYS_DIR)
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const app = await createApp({ vault, ring, config: unisson.config, log })
  t.teardown(async () => {
    await app.close()
    await db.destroy()
  })
  const get = (url: string) => app.inject({ url })

  t.same((await get('/ready')).json(), { state: 'ready' })
  t.equal((await get('/petitions')).statusCode, 200)

  wire.cut()
  for (const url of ['/petitions/any', '/en/petitions/any']) {
    const page = await get(url)
    t.equal(page.statusCode, 503)
    t.match(page.headers['retry-after'], /^\d+$/)
    t.match(page.headers['content-type'], 'text/html')
  }
  t.match((await get('/petitions/any')).body, 'Nous reprenons dans un instant')
  t.same((await get('/petitions/any/count.json')).json().error, 'unavailable')
  const ready = await get('/ready')
  t.equal(ready.statusCode, 503)
  t.same(ready.json(), { state: 'database-away' })
  t.same((await get('/health')).json(), { state: 'alive' }, 'the process itself is well')
  t.notOk(
    lines.some(line => JSON.parse(line).level >= 50),
    'this is no fault of ours',
  )

  wire.mend()
  t.equal((await get('/petitions/any')).statusCode, 404)
  t.same((await get('/ready')).json(), { state: 'ready' })
})

t.test('a database that lacks a migration is not ready', async t => {
  const { app, vault } = await openUnisson(t)
  const { rows } =
    await sql`delete from kysely_migration where name like '%create-union' returning name`.execute(vault.db)
  t.equal(rows.length, 1)
  const ready = await app.inject({ url: '/ready' })
  t.equal(ready.statusCode, 503)
  t.same(ready.json(), { state: 'migrating' })
})
