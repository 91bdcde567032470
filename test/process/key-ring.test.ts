import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { dataDirFor, postgresOf } from '../support/data-dir.ts'
import { startProcess } from '../support/process.ts'

/** Whether anybody listens on the port. */
const answers = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

const faults: [string, (file: string) => void, RegExp][] = [
  ['missing', file => rmSync(file), /There is no key in/],
  ['short', file => cut(file), /is cut short/],
  ['wrong', file => swap(file), /is not the key of that name/],
  ['another ring', file => replace(file), /No key of this key ring opens/],
  ['world-readable', file => chmodSync(file, 0o444), /is open to others/],
]

function cut(file: string): void {
  const key = readFileSync(file)
  rmSync(file)
  writeFileSync(file, key.subarray(0, 31), { mode: 0o400 })
}

function swap(file: string): void {
  rmSync(file)
  writeFileSync(file, Buffer.alloc(32, 7), { mode: 0o400 })
}

/** A whole ring that belongs to another instance: 32 bytes of 7 under their own name. */
function replace(file: string): void {
  swap(file)
  renameSync(file, path.join(path.dirname(file), '0001-4bb06f8e4e3a7715.key'))
}

async function refuses(t: Test, name: string, DATA_DIR: string, sentence: RegExp): Promise<void> {
  const running = await startProcess(name, { DATA_DIR }, t)
  const port = Number(new URL(running.url).port)
  let over = false
  void running.ended.then(() => {
    over = true
  })
  let opened = false
  for (; !over; await pause(5)) opened ||= await answers(port)
  t.equal(await running.ended, 1)
  t.notOk(opened, `${name} opens no port`)
  t.match(running.said(), sentence)
  t.throws(() => postgresOf(DATA_DIR), 'PostgreSQL is stopped')
}

t.test('P4: a missing, short, wrong or world-readable key stops the start before a port opens', async t => {
  const DATA_DIR = dataDirFor(t)
  const first = await startProcess('server', { DATA_DIR }, t)
  await first.says(/is ready/)
  first.child.kill('SIGTERM')
  await first.ended
  const ring = path.join(DATA_DIR, 'keys')
  const file = path.join(ring, readdirSync(ring)[0] as string)
  const key = readFileSync(file)

  for (const [name, spoil, sentence] of faults) {
    spoil(file)
    await t.test(name, async t => {
      await refuses(t, 'server', DATA_DIR, sentence)
      if (name === 'missing') await refuses(t, 'worker', DATA_DIR, sentence)
    })
    for (const left of readdirSync(ring)) rmSync(path.join(ring, left), { recursive: true })
    writeFileSync(file, key, { mode: 0o400 })
  }

  const mended = await startProcess('server', { DATA_DIR }, t)
  await mended.says(/is ready/)
  mended.child.kill('SIGTERM')
  t.equal(await mended.ended, 0, 'with its own key back it starts')
})
