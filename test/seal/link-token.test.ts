import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { DataKey, tokenId } from '../../src/seal/data-key.ts'

const bytes = randomBytes(32)
const key = new DataKey(randomUUID(), 'petition:grenoble', bytes)
const id = randomBytes(16)
const token = key.token('confirmation', id)

const ids = fc.uint8Array({ minLength: 1, maxLength: 64 }).map(array => Buffer.from(array))

t.test('a token is the same each time, and holds', async t => {
  t.equal(key.token('confirmation', id), token)
  t.equal(new DataKey(key.id, key.scope, bytes).token('confirmation', id), token)
  fc.assert(
    fc.property(ids, fc.string(), (id, purpose) => {
      const token = key.token(purpose, id)
      return key.holds(purpose, token) && tokenId(token)!.equals(id) && /^[\w.-]{25,109}$/.test(token)
    }),
  )
})

t.test('a token holds for no other purpose and under no other key', async t => {
  t.notOk(key.holds('withdrawal', token))
  t.notOk(key.holds('', token))
  t.notOk(new DataKey(randomUUID(), key.scope, randomBytes(32)).holds('confirmation', token))
})

t.test('a forged token does not hold: every character changed into every other', async t => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \0é'
  for (let at = 0; at < token.length; at++) {
    for (const character of alphabet) {
      const forged = token.slice(0, at) + character + token.slice(at + 1)
      if (forged !== token && key.holds('confirmation', forged)) t.fail(forged)
    }
  }
})

t.test('a token cut, lengthened or put together from two does not hold', async t => {
  const other = key.token('confirmation', randomBytes(16))
  const forgeries = [
    ...Array.from(token, (_, at) => token.slice(0, at)),
    ...Array.from(token, (_, at) => token.slice(at + 1)),
    ...['A', '=', '\n', ' ', '.', '.A'].flatMap(more => [token + more, more + token]),
    `${token.split('.')[0]}.${other.split('.')[1]}`,
    `${token}.${other}`,
  ]
  for (const forgery of forgeries) t.notOk(key.holds('confirmation', forgery), JSON.stringify(forgery))
})

t.test('what is no token has no id', async t => {
  const mac = 'A'.repeat(22)
  const strange = [
    '',
    '.',
    `.${mac}`,
    `A.${mac}`,
    `AB.${mac}`,
    `AA=.${mac}`,
    `AA.${mac}\n`,
    `AA.${'A'.repeat(21)}B`,
    `AAAAA.${mac}`,
    `${'A'.repeat(87)}.${mac}`,
    'A'.repeat(1_000_000),
    '../../etc/passwd',
    '\ud800',
  ]
  for (const text of strange) t.equal(tokenId(text), undefined, text.slice(0, 40))
  t.same(tokenId(`AA.${mac}`), Buffer.alloc(1))
  t.same(tokenId(`${'A'.repeat(86)}.${mac}`), Buffer.alloc(64))
})

t.test('one id has one spelling', async () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w-]{2,12}\.[\w-]{22}$/), text => {
      const id = tokenId(text)
      return id === undefined || text.startsWith(`${id.toString('base64url')}.`)
    }),
  )
})

t.test('an id of no length or beyond 64 bytes is refused', async t => {
  t.throws(() => key.token('confirmation', Buffer.alloc(0)), RangeError)
  t.throws(() => key.token('confirmation', Buffer.alloc(65)), RangeError)
})
