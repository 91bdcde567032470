import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readdirSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import t, { type Test } from 'tap'
import { createKeyRing, type KeyRing, type KeyRingError, openKeyRing } from '../../src/seal/key-ring.ts'

function refuses(t: Test, act: () => unknown, code: KeyRingError['code'], message: RegExp) {
  t.throws(act, { code, message })
}

function newRing(t: Test): { dir: string; ring: KeyRing; file: string } {
  const dir = join(t.testdir(), 'keys')
  const ring = createKeyRing(dir)
  return { dir, ring, file: join(dir, readdirSync(dir)[0]!) }
}

function addKey(dir: string, rank: string, key = randomBytes(32)): Buffer {
  const id = createHash('sha256').update(key).digest('hex').slice(0, 16)
  writeFileSync(join(dir, `${rank}-${id}.key`), key, { mode: 0o400 })
  return key
}

t.test('a first key ring is one file for its owner alone', async t => {
  const dir = join(t.testdir(), 'var', 'keys')
  const ring = createKeyRing(dir)
  t.same(readdirSync(dir), [`0001-${ring.newestId}.key`])
  t.equal(statSync(dir).mode & 0o777, 0o700)
  t.equal(statSync(join(dir, `0001-${ring.newestId}.key`)).mode & 0o777, 0o400)
  t.equal(openKeyRing(dir).newestId, ring.newestId)
})

t.test('a folder in which a key stands gets no second first key, even a broken one', async t => {
  const { dir, file } = newRing(t)
  t.throws(() => createKeyRing(dir), { message: /already stands/ })
  chmodSync(file, 0o600)
  truncateSync(file, 0)
  t.throws(() => createKeyRing(dir), { message: /already stands/ })
  t.equal(readdirSync(dir).length, 1)
})

t.test('a creation killed before the end can be done again', async t => {
  const dir = join(t.testdir(), 'keys')
  mkdirSync(dir, { mode: 0o700 })
  for (const half of [randomBytes(7), randomBytes(32)]) {
    writeFileSync(join(dir, 'draft'), half, { mode: 0o600 })
    refuses(t, () => openKeyRing(dir), 'missing', /no key/)
  }
  const ring = createKeyRing(dir)
  t.same(readdirSync(dir), [`0001-${ring.newestId}.key`])
})

t.test('no key is made in a folder that others can enter', async t => {
  const dir = t.testdir()
  chmodSync(dir, 0o755)
  refuses(t, () => createKeyRing(dir), 'exposed', /open to others/)
  t.same(readdirSync(dir), [])
})

t.test('P4: no folder, an empty one, one without keys: missing', async t => {
  const dir = t.testdir({ empty: {}, other: { 'README.txt': 'keys', draft: 'half' } })
  for (const name of ['none', 'empty', 'other']) {
    refuses(t, () => openKeyRing(join(dir, name)), 'missing', /no key in .*Put the backup/)
  }
})

t.test('P4: a key cut at any length: short', async t => {
  const { dir, file } = newRing(t)
  chmodSync(file, 0o600)
  for (let length = 31; length >= 0; length--) {
    truncateSync(file, length)
    refuses(t, () => openKeyRing(dir), 'short', /cut short/)
  }
})

t.test('P4: another content, a longer one, another name: wrong', async t => {
  const { dir, ring, file } = newRing(t)
  chmodSync(file, 0o600)
  const key = addKey(dir, '0002')
  for (const content of [randomBytes(32), key, Buffer.alloc(33), Buffer.from(key.toString('hex'))]) {
    writeFileSync(file, content)
    refuses(t, () => openKeyRing(dir), 'wrong', /not the key of that name/)
  }
  writeFileSync(file, key)
  for (const name of ['kek.key', `0001-${ring.newestId.toUpperCase()}.key`, `${ring.newestId}.key`]) {
    renameSync(file, join(dir, name))
    refuses(t, () => openKeyRing(dir), 'wrong', /not the key of that name/)
    renameSync(join(dir, name), file)
  }
})

t.test('P4: a file or folder open to the group or to others in any way: exposed', async t => {
  const { dir, ring, file } = newRing(t)
  for (let bit = 0o001; bit <= 0o040; bit <<= 1) {
    chmodSync(file, 0o400 | bit)
    refuses(t, () => openKeyRing(dir), 'exposed', /\.key is open to others. Run: chmod/)
    chmodSync(file, 0o400)
    chmodSync(dir, 0o700 | bit)
    refuses(t, () => openKeyRing(dir), 'exposed', /keys is open to others. Run: chmod/)
    chmodSync(dir, 0o700)
  }
  t.equal(openKeyRing(dir).newestId, ring.newestId)
})

t.test('P4: one bad key among good ones is enough', async t => {
  const { dir, ring } = newRing(t)
  addKey(dir, '0002')
  writeFileSync(join(dir, `0003-${ring.newestId}.key`), randomBytes(9), { mode: 0o400 })
  refuses(t, () => openKeyRing(dir), 'short', /0003-/)
})

t.test('what is wrapped opens for its scope, after a restart too', async t => {
  const { dir, ring } = newRing(t)
  const key = randomBytes(32)
  const wrapped = ring.wrap('accounts', key)
  t.equal(wrapped.length, 1 + 8 + 12 + 32 + 16)
  t.same(openKeyRing(dir).unwrap('accounts', wrapped), key)
  t.notSame(ring.wrap('accounts', key), wrapped)
  refuses(
    t,
    () => ring.unwrap('petition:grenoble', wrapped),
    'wrong',
    /opens the data key of petition:grenoble/,
  )
})

t.test('a wrapped key with a flipped bit, or cut anywhere, fails', async t => {
  const { ring } = newRing(t)
  const wrapped = ring.wrap('accounts', randomBytes(32))
  for (let at = 0; at < wrapped.length; at++) {
    const flipped = Buffer.from(wrapped)
    flipped[at]! ^= 1 << (at % 8)
    for (const broken of [flipped, wrapped.subarray(0, at)]) {
      t.throws(() => ring.unwrap('accounts', broken), { code: 'wrong' })
    }
  }
})

t.test('another ring opens nothing', async t => {
  const [one, other] = [newRing(t).ring, createKeyRing(join(t.testdirName, 'others'))]
  const wrapped = one.wrap('accounts', randomBytes(32))
  refuses(t, () => other.unwrap('accounts', wrapped), 'wrong', /No key of this key ring/)
})

t.test('the highest rank wraps, the older ones still open', async t => {
  const { dir, ring } = newRing(t)
  const key = randomBytes(32)
  const wrapped = ring.wrap('accounts', key)
  addKey(dir, '0010')
  addKey(dir, '0009')
  const grown = openKeyRing(dir)
  t.ok(readdirSync(dir).includes(`0010-${grown.newestId}.key`))
  t.same(grown.unwrap('accounts', wrapped), key)
  t.throws(() => ring.unwrap('accounts', grown.wrap('accounts', key)), { code: 'wrong' })
})

t.test('a derived key is the same each time, per purpose and ring', async t => {
  const { dir, ring } = newRing(t)
  t.equal(ring.derive('set-up').length, 32)
  t.same(ring.derive('set-up'), openKeyRing(dir).derive('set-up'))
  t.notSame(ring.derive('set-up'), ring.derive('stamp'))
  addKey(dir, '0002')
  t.notSame(ring.derive('set-up'), openKeyRing(dir).derive('set-up'))
})

t.test('a ring that is logged shows the name of its newest key and nothing else', async t => {
  const { ring } = newRing(t)
  t.same(JSON.parse(JSON.stringify(ring)), { newestId: ring.newestId })
  t.notMatch(inspect(ring, { showHidden: true, depth: 9 }), /Buffer|KeyObject/)
})
