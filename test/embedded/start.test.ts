import { readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { findHome } from '../../src/embedded/place.ts'
import { ask, makeStage, me, starters } from './stage.ts'

for (const starter of starters) {
  t.test(`${starter.name}: the first start makes the cluster, the second finds it`, async t => {
    const { dataDir, start } = await makeStage(t, starter)
    const first = await start()
    await ask(first.word.ownerUrl, 'CREATE TABLE leaflet (title text)')
    await ask(first.word.url, `INSERT INTO leaflet VALUES ('Salaires')`)
    const settings = ['fsync', 'synchronous_commit', 'data_checksums', 'server_encoding', 'listen_addresses']
    const [found] = await ask(
      first.word.url,
      `SELECT ${settings.map(name => `current_setting('${name}') AS ${name}`)},
        datlocprovider, datlocale FROM pg_database WHERE datname = 'unisson'`,
    )
    t.match(found, { fsync: 'on', synchronous_commit: 'on', data_checksums: 'on', server_encoding: 'UTF8' })
    t.match(found, { listen_addresses: '', datlocprovider: 'b', datlocale: 'C.UTF-8' })
    const home = (await findHome(dataDir))!
    for (const role of ['owner', 'app'])
      t.equal((await stat(join(home, `${role}.password`))).mode & 0o777, 0o400)
    for (const folder of ['data', 'run', 'log']) t.equal((await stat(join(home, folder))).mode & 0o777, 0o700)
    await first.kill('SIGTERM')
    const second = await start()
    t.same(await ask(second.word.url, 'SELECT title FROM leaflet'), [{ title: 'Salaires' }])
  })
}

t.test('of four starts at once on one folder, one holds it and three name it', async t => {
  const { dataDir, start } = await makeStage(t, me)
  const words = (await Promise.all([start(), start(), start(), start()])).map(host => host.word)
  const holder = words.find(word => word.url)
  t.equal(words.filter(word => word.url).length, 1)
  for (const { refused, message } of words.filter(word => word !== holder)) {
    t.equal(refused, 'DataDirBusy')
    t.match(message, `${dataDir} is in use by process ${holder?.pid}.`)
  }
})

t.test('a folder too deep for a socket works', async t => {
  const { start } = await makeStage(t, me, { below: join('d'.repeat(60), 'e'.repeat(60)) })
  const { url } = (await start()).word
  t.match(url, 'host=%2Ftmp%2Funisson-')
  t.same(await ask(url, 'SELECT 1 AS one'), [{ one: 1 }])
})

if (process.getuid?.() === 0) {
  t.test(
    'root, in a folder only root can enter: the cluster lives outside and is never made anew',
    async t => {
      const { dataDir, start } = await makeStage(t, me, { mode: 0o700 })
      const host = await start()
      const home = (await readFile(join(dataDir, 'postgres.path'), 'utf8')).trim()
      t.match(home, /^\/var\/lib\/unisson\/[0-9a-f]{16}$/)
      await host.kill('SIGTERM')
      await rename(home, `${home}.away`)
      t.match(
        (await start()).word.message,
        `${dataDir} has its database in ${home}, and it is gone from there.`,
      )
      await rename(`${home}.away`, home)
      t.ok((await start()).word.url)
    },
  )
}
