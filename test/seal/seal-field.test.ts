import { randomBytes, randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { DataKey, type Place, SealError } from '../../src/seal/data-key.ts'
import { bytesFilling, pad } from '../../src/seal/padding.ts'

const bytes = randomBytes(32)
const key = new DataKey(randomUUID(), `petition:${randomUUID()}`, bytes)
const place: Place = { table: 'signatures', column: 'signatory_sealed', row: randomUUID() }
const signatory = { email: 'aminata@atelier.example', name: 'Aminata', news: false }

const word = fc.string({ maxLength: 12 })
const places = fc.record({ table: word, column: word, row: word })

function refuses(t: Test, place: Place, sealed: Buffer, by = key) {
  try {
    by.open(place, sealed)
  } catch (error) {
    if (error instanceof SealError) return
    throw error
  }
  t.fail(`opened ${sealed.toString('hex')}`)
}

t.test('what is sealed opens again, whatever JSON it is', async () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), places, (json, place) => {
      const value: unknown = JSON.parse(json)
      return JSON.stringify(key.open(place, key.seal(place, value))) === JSON.stringify(value)
    }),
  )
})

t.test('the parts stand where the format says', async t => {
  const sealed = key.seal(place, 'x')
  t.equal(sealed.length, 1 + 16 + 12 + 64 + 16)
  t.equal(sealed[0], 1)
  t.equal(sealed.toString('hex', 1, 17), key.id.replaceAll('-', ''))
})

t.test('the same value sealed twice looks like two', async t => {
  t.notSame(key.seal(place, signatory), key.seal(place, signatory))
})

t.test('P3: a flipped bit fails, at every position', async t => {
  const sealed = key.seal(place, signatory)
  for (let at = 0; at < sealed.length * 8; at++) {
    const flipped = Buffer.from(sealed)
    flipped[at >> 3]! ^= 1 << (at & 7)
    refuses(t, place, flipped)
  }
})

t.test('P3: what was cut, lengthened or joined from two fails', async t => {
  const [one, other] = [key.seal(place, signatory), key.seal(place, { ...signatory, news: true })]
  for (let at = 0; at < one.length; at++) {
    refuses(t, place, one.subarray(0, at))
    refuses(t, place, one.subarray(at + 1))
    // The first 17 bytes are the same in both.
    if (at > 17) refuses(t, place, Buffer.concat([one.subarray(0, at), other.subarray(at)]))
  }
  refuses(t, place, Buffer.concat([one, Buffer.alloc(1)]))
})

t.test('P3: bytes that were never sealed fail', async t => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), noise => {
      const start = key.seal(place, 0).subarray(0, 17)
      refuses(t, place, Buffer.from(noise))
      refuses(t, place, Buffer.concat([start, noise]))
    }),
  )
})

t.test('P3: a value moved to another row, column or table fails', async t => {
  const sealed = key.seal(place, signatory)
  refuses(t, { ...place, row: randomUUID() }, sealed)
  refuses(t, { ...place, column: 'workplace_sealed' }, sealed)
  refuses(t, { ...place, table: 'accounts' }, sealed)
})

t.test('P3: no two places are taken for one, wherever their parts divide', async t => {
  fc.assert(
    fc.property(places, places, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other))
      refuses(t, other, key.seal(one, signatory))
    }),
  )
  const parts = ['a"', 'b,', '"c'] as const
  const sealed = key.seal({ table: parts[0], column: parts[1], row: parts[2] }, signatory)
  refuses(t, { table: parts[0] + parts[1], column: '', row: parts[2] }, sealed)
  refuses(t, { table: parts[0], column: parts[1] + parts[2], row: '' }, sealed)
})

t.test('P3: a value moved to another scope or under another key fails', async t => {
  const sealed = key.seal(place, signatory)
  refuses(t, place, sealed, new DataKey(key.id, 'accounts', bytes))
  refuses(t, place, sealed, new DataKey(randomUUID(), key.scope, bytes))
  refuses(t, place, sealed, new DataKey(key.id, key.scope, randomBytes(32)))
  t.same(new DataKey(key.id, key.scope, Buffer.from(bytes)).open(place, sealed), signatory)
})

t.test('a length shows its bucket only', async t => {
  const size = (length: number) => key.seal(place, 'é'.repeat(length)).length - (1 + 16 + 12 + 16)
  fc.assert(
    fc.property(fc.nat({ max: 3000 }), length => {
      const needed = 4 + 2 + 2 * length
      const buckets = [64, 128, 256, 512, 1024, 4096, 16_384, 65_536]
      return size(length) === buckets.find(bucket => needed <= bucket)
    }),
  )
  t.same(
    [0, 29, 30, 61, 62, 509, 510, 1021, 2045, 2046].map(size),
    [64, 64, 128, 128, 256, 1024, 4096, 4096, 4096, 16_384],
  )
})

t.test('bytes in base64 fill a bucket, and one more is sealed at four times its size', async t => {
  const most = bytesFilling(262_144)
  t.equal(pad(Buffer.alloc(most).toString('base64')).length, 262_144)
  t.equal(pad(Buffer.alloc(most + 1).toString('base64')).length, 4 * 262_144)
})

t.test('what JSON cannot hold is refused before it is sealed', async t => {
  t.throws(() => key.seal(place, undefined))
  t.throws(() => key.seal(place, 1n))
})

t.test('a key of another length or name is no key', async t => {
  t.throws(() => new DataKey(randomUUID(), 'accounts', randomBytes(16)), RangeError)
  t.throws(() => new DataKey('accounts', 'accounts', randomBytes(32)), RangeError)
})

t.test('a key that is logged shows its name and nothing else', async t => {
  t.same(JSON.parse(JSON.stringify(key)), { id: key.id, scope: key.scope })
  t.notMatch(inspect(key, { showHidden: true, depth: 9 }), /Buffer|KeyObject/)
})

t.test('an index is the same each time, and another under another key', async t => {
  const other = new DataKey(randomUUID(), 'accounts', randomBytes(32))
  t.equal(key.index('aminata@atelier.example').length, 32)
  t.same(key.index('aminata@atelier.example'), key.index('aminata@atelier.example'))
  t.notSame(key.index('aminata@atelier.example'), key.index('aminata2@atelier.example'))
  t.notSame(key.index('aminata@atelier.example'), other.index('aminata@atelier.example'))
})
