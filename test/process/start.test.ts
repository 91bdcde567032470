import { spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { dataDirFor, isAlive, postgresOf } from '../support/data-dir.ts'
import { freePort, startProcess } from '../support/process.ts'

const root = path.resolve(import.meta.dirname, '../..')
const ready = /Unisson is ready at (\S+)/
/** Made by the first test; those after it start on it, one after the other. */
const used = dataDirFor(t)

t.test('one command starts it all, and SIGTERM stops it all', async t => {
  const DATA_DIR = used
  const running = await startProcess('server', { DATA_DIR }, t)
  const [, url] = await running.says(ready)
  t.equal(url, running.url.replace('127.0.0.1', 'localhost'))
  const [, link = ''] = await running.says(/first administrator here: (\S+)/)
  t.equal((await fetch(link)).status, 200, 'the set-up link opens')
  t.equal((await fetch(`${running.url}/ready`)).status, 200)
  t.equal((await fetch(`${running.url}/`)).status, 200)
  const elsewhere = Object.values(os.networkInterfaces()).flatMap(list => list ?? [])
  for (const { address, family, internal } of elsewhere) {
    if (internal || family !== 'IPv4') continue
    await t.rejects(fetch(`http://${address}:${new URL(running.url).port}/health`), 'only loopback listens')
  }
  t.notMatch(running.said(), /Warning/)

  const postgres = postgresOf(DATA_DIR)
  running.child.kill('SIGTERM')
  t.equal(await running.ended, 0)
  t.notOk(isAlive(postgres))

  const again = await startProcess('server', { DATA_DIR, SMTP_URL: 'smtp://127.0.0.1:1' }, t)
  await again.says(ready)
  t.notMatch(again.said(), /migrated/)
  t.equal((await fetch(`${again.url}/health`)).status, 200, 'a mail server that is away stops nothing')
  again.child.kill('SIGINT')
  t.equal(await again.ended, 0)
})

t.test('a second start on one DATA_DIR is refused, and the first goes on', async t => {
  const DATA_DIR = used
  const first = await startProcess('server', { DATA_DIR }, t)
  await first.says(ready)
  const second = await startProcess('server', { DATA_DIR }, t)
  t.equal(await second.ended, 1)
  t.match(second.said(), `is in use by process ${first.child.pid}. Stop it first`)
  t.notMatch(second.said(), /\n\s+at /)
  t.equal((await fetch(`${first.url}/ready`)).status, 200)

  const third = await startProcess('server', { DATA_DIR: dataDirFor(t), PORT: new URL(first.url).port }, t)
  t.equal(await third.ended, 1)
  t.match(third.said(), /Port \d+ is in use by another process/)
  first.child.kill('SIGTERM')
  await first.ended
})

t.test('after kill -9 the next start goes on where it was', async t => {
  const DATA_DIR = used
  const killed = await startProcess('server', { DATA_DIR }, t)
  const [, link] = await killed.says(/first administrator here: (\S+)/)
  killed.child.kill('SIGKILL')
  t.equal(await killed.ended, 'SIGKILL')
  const next = await startProcess('server', { DATA_DIR, PORT: new URL(killed.url).port }, t)
  t.equal((await next.says(/first administrator here: (\S+)/))[1], link)
  next.child.kill('SIGTERM')
  t.equal(await next.ended, 0)
})

t.test('SIGTERM to npm stops it all, too', async t => {
  const DATA_DIR = used
  const PORT = String(await freePort())
  const npm = spawn('npm', ['start'], { cwd: root, env: { ...process.env, DATA_DIR, PORT }, stdio: 'ignore' })
  const url = `http://127.0.0.1:${PORT}/ready`
  const isReady = () =>
    fetch(url).then(
      answer => answer.ok,
      () => false,
    )
  while (!(await isReady())) await pause(50)
  const postgres = postgresOf(DATA_DIR)
  npm.kill('SIGTERM')
  while (await isReady()) await pause(50)
  while (isAlive(postgres)) await pause(50)
  t.pass('nothing is left')
})

t.test('what is half started stops, too', async t => {
  const DATA_DIR = dataDirFor(t)
  const running = await startProcess('server', { DATA_DIR }, t)
  await running.says(/migrated/)
  const postgres = postgresOf(DATA_DIR)
  running.child.kill('SIGTERM')
  t.equal(await running.ended, 0)
  t.notOk(isAlive(postgres))
})

t.test('what a person can mend is one sentence', async t => {
  const faults: [Record<string, string>, RegExp][] = [
    [{ PORT: 'seventy' }, /^Settings that cannot be used: PORT/],
    [
      { DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` },
      /^The database cannot be reached \(ECONNREFUSED\)/,
    ],
    [
      { DATABASE_URL: 'postgres://nobody@nowhere.invalid/none' },
      /^The database cannot be reached \((ENOTFOUND|EAI_AGAIN)\)/,
    ],
  ]
  for (const [env, sentence] of faults) {
    const running = await startProcess('server', { DATA_DIR: dataDirFor(t), ...env }, t)
    t.equal(await running.ended, 1)
    t.match(running.said(), sentence)
    t.equal(running.said().trim().split('\n').length, 1)
  }
})
