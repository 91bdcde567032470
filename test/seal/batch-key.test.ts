import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import t from 'tap'
import { BatchKeys, makeBatchKey, readPublicKey, sealTo } from '../../src/seal/batch-key.ts'

const dir = mkdtempSync(path.join(os.tmpdir(), 'unisson-batch-'))
const keys = new BatchKeys(dir)
const id = 'c0ffee00-0000-4000-8000-000000000001'
const pair = makeBatchKey()
const { publicKey } = pair
keys.keep(id, pair)
const place = { table: 'staged_responses', column: 'sealed', row: 'one' }
const sealed = sealTo(readPublicKey(publicKey), 'survey:a', place, { answers: { shifts: 'night' } })
const altered = { message: /altered/ }

t.teardown(() => rmSync(dir, { recursive: true }))

t.test('the private key opens what was sealed to the public one', async t => {
  t.same(keys.open(id).open('survey:a', place, sealed), { answers: { shifts: 'night' } })
  t.equal(publicKey.length, 32)
})

t.test('the key is a file that only its owner reads', async t => {
  const [name] = readdirSync(path.join(dir, 'batches'))
  t.equal(statSync(path.join(dir, 'batches', name ?? '')).mode & 0o777, 0o400)
})

t.test('P3 a flipped bit, another place, another survey or another key opens nothing', async t => {
  const key = keys.open(id)
  for (const at of [0, 1, 20, 40, sealed.length - 1]) {
    const flipped = Buffer.from(sealed)
    flipped[at]! ^= 1
    t.throws(() => key.open('survey:a', place, flipped), altered)
  }
  t.throws(() => key.open('survey:b', place, sealed), altered)
  t.throws(() => key.open('survey:a', { ...place, row: 'two' }, sealed), altered)
  t.throws(() => key.open('survey:a', place, Buffer.alloc(20)), altered)
  const other = 'c0ffee00-0000-4000-8000-000000000002'
  keys.keep(other, makeBatchKey())
  t.throws(() => keys.open(other).open('survey:a', place, sealed), altered)
})

t.test('once destroyed, a key opens nothing any more', async t => {
  t.ok(keys.has(id))
  keys.destroy(id)
  t.throws(() => keys.open(id))
  t.notOk(keys.has(id))
})
