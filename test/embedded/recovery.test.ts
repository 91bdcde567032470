import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { findHome } from '../../src/embedded/place.ts'
import { ask, makeStage, me, postmasterOf, starters } from './stage.ts'

for (const starter of starters) {
  t.test(`${starter.name}: after kill -9 the next start recovers`, async t => {
    const { dataDir, start } = await makeStage(t, starter)
    let host = await start()
    await ask(host.word.ownerUrl, 'CREATE TABLE leaflet (title text)')

    await t.test('whose PostgreSQL lives on, with a client in the middle of a query', async t => {
      const elder = await postmasterOf(dataDir)
      const busy = t.rejects(ask(host.word.url, 'SELECT pg_sleep(30)'), { code: '57P01' })
      await pause(50)
      await host.kill('SIGKILL')
      host = await start()
      await busy
      t.match(host.lines.join(), `left behind (process ${elder})`)
      t.not(await postmasterOf(dataDir), elder)
    })

    await t.test('whose PostgreSQL was killed too', async t => {
      const elder = await postmasterOf(dataDir)
      await host.kill('SIGKILL')
      process.kill(elder, 'SIGKILL')
      host = await start()
      t.same(await ask(host.word.url, 'SELECT title FROM leaflet'), [])
    })

    await t.test('whose process number has gone to a stranger, who is left alone', async t => {
      await host.kill('SIGTERM')
      const home = (await findHome(dataDir))!
      const words = `${process.pid}\n${home}/data\n0\n5432\n${home}/run\n\n0 0\nready\n`
      await writeFile(join(home, 'data', 'postmaster.pid'), words)
      await writeFile(join(home, 'run', '.s.PGSQL.5432.lock'), words)
      host = await start()
      t.same(await ask(host.word.url, 'SELECT title FROM leaflet'), [])
      t.same(host.lines, [])
    })
  })
}

t.test('a PostgreSQL killed while we run is started again', async t => {
  const { dataDir, start } = await makeStage(t, me)
  const host = await start()
  process.kill(await postmasterOf(dataDir), 'SIGKILL')
  const since = performance.now()
  const isBack = () => ask(host.word.url, 'SELECT 1').catch(() => undefined)
  while (!(await isBack()) && performance.now() - since < 5000) await pause(20)
  t.ok(await isBack())
  t.match(host.lines.join(), 'PostgreSQL ended by itself (signal SIGKILL). Starting it again.')
  await host.kill('SIGTERM')
  await t.rejects(postmasterOf(dataDir), { code: 'ENOENT' })
})

t.test('stopped while PostgreSQL is being started again, both end', async t => {
  const { dataDir, start } = await makeStage(t, me)
  const host = await start()
  process.kill(await postmasterOf(dataDir), 'SIGKILL')
  await pause(100)
  await host.kill('SIGTERM')
  t.ok((await start()).word.url)
})

t.test('a first start that was killed in its middle leaves nothing in the way', async t => {
  const { dataDir, start } = await makeStage(t, me)
  const home = join(dataDir, 'postgres')
  await mkdir(join(home, 'data.partial'), { recursive: true })
  await writeFile(join(home, 'data.partial', 'PG_VERSION'), '18\n')
  await writeFile(join(home, 'app.password'), '', { mode: 0o400 })
  t.ok((await start()).word.url)
})
