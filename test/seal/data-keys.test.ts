import { randomBytes } from 'node:crypto'
import { mock } from 'node:test'
import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import t, { type Test } from 'tap'
import type { Database, Trx } from '../../src/database.ts'
import { checkKeyRing, DataKeys } from '../../src/seal/data-keys.ts'
import { KeyRing } from '../../src/seal/key-ring.ts'

interface Row {
  id: string
  scope: string
  wrapped: Buffer
}

/** A table of data keys in memory that counts how often it is read. */
class Shelf extends DummyDriver {
  rows: Row[] = []
  reads = 0
  db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => this,
      createIntrospector: db => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })

  override async acquireConnection(): Promise<DatabaseConnection> {
    const executeQuery = async ({ sql, parameters }: CompiledQuery) => ({
      rows: this.#answer(sql, parameters) as never,
    })
    return { executeQuery, streamQuery: () => t.fail('nothing streams') as never }
  }

  #answer(sql: string, [first, second, third]: readonly unknown[]): Row[] {
    if (sql.startsWith('insert')) {
      this.rows.push({ id: first, scope: second, wrapped: third } as Row)
      return []
    }
    this.reads++
    const column = /where "(id|scope)" = \$1/.exec(sql)?.[1] as 'id' | 'scope' | undefined
    return this.rows.filter(row => column === undefined || row[column] === first)
  }
}

const ring = new KeyRing([randomBytes(32)])
const place = { table: 'accounts', column: 'person_sealed', row: '1' }

async function newShelf(t: Test) {
  const shelf = new Shelf()
  t.teardown(() => shelf.db.destroy())
  const key = await shelf.db
    .transaction()
    .execute((trx: Trx) => new DataKeys(shelf.db, ring).create(trx, 'accounts'))
  return { shelf, key, keys: new DataKeys(shelf.db, ring) }
}

t.test('a data key is found again by id and by scope, and the row does not hold it open', async t => {
  const { shelf, key, keys } = await newShelf(t)
  const sealed = key.seal(place, 'Salomé')
  t.equal((await keys.get(key.id)).open(place, sealed), 'Salomé')
  t.equal((await keys.getByScope('accounts')).open(place, sealed), 'Salomé')
  t.same(Object.keys(shelf.rows[0]!), ['id', 'scope', 'wrapped'])
  t.equal(shelf.rows[0]!.wrapped.length, 69)
})

t.test('a key asked for often, or by many at once, is read once a minute', async t => {
  const { shelf, key, keys } = await newShelf(t)
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  await Promise.all([keys.get(key.id), keys.get(key.id)])
  mock.timers.tick(59_999)
  await keys.get(key.id)
  t.equal(shelf.reads, 1)
  mock.timers.tick(1)
  await keys.get(key.id)
  t.equal(shelf.reads, 2)
})

t.test('a destroyed key is dead within a minute, asked for or not', async t => {
  const { shelf, key, keys } = await newShelf(t)
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  await keys.get(key.id)
  shelf.rows = []
  mock.timers.tick(30_000)
  await keys.get(key.id)
  mock.timers.tick(30_000)
  await t.rejects(keys.get(key.id), { code: 'not-found' })
})

t.test('a key that is not there yet is looked for again', async t => {
  const { shelf, key, keys } = await newShelf(t)
  const [row] = shelf.rows.splice(0)
  await t.rejects(keys.get(key.id), { code: 'not-found' })
  shelf.rows.push(row!)
  t.equal((await keys.get(key.id)).id, key.id)
})

t.test('a key made while another looks for it is found, though that one misses it', async t => {
  const { shelf, key, keys } = await newShelf(t)
  const [row] = shelf.rows.splice(0)
  const early = t.rejects(keys.get(key.id), { code: 'not-found' })
  while (shelf.reads === 0) await Promise.resolve()
  shelf.rows.push(row!)
  t.equal((await keys.get(key.id)).id, key.id)
  await early
})

t.test('a row moved under another scope does not open', async t => {
  const { shelf, key, keys } = await newShelf(t)
  shelf.rows[0]!.scope = 'petition:grenoble'
  await t.rejects(keys.get(key.id), { code: 'wrong' })
})

t.test('P4: a ring that did not seal this database is wrong', async t => {
  const { shelf } = await newShelf(t)
  await checkKeyRing(shelf.db, ring)
  await t.rejects(checkKeyRing(shelf.db, new KeyRing([randomBytes(32)])), { code: 'wrong' })
})
