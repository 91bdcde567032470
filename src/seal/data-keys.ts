import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import { DataKey } from './data-key.ts'
import type { KeyRing } from './key-ring.ts'

/** Milliseconds: how long a key outlives its row in the memory of a process. */
const KEPT = 60_000
const KEPT_COUNT = 1_000

/** The data keys, unwrapped, each read at most once a minute. */
export class DataKeys {
  readonly #db: Db
  readonly #ring: KeyRing
  readonly #kept = new Map<string, Promise<DataKey>>()

  constructor(db: Db, ring: KeyRing) {
    this.#db = db
    this.#ring = ring
  }

  /** Makes a new random key and keeps it wrapped. */
  async create(trx: Trx, scope: string): Promise<DataKey> {
    const id = randomUUID()
    const key = randomBytes(32)
    await trx
      .insertInto('data_keys')
      .values({ id, scope, wrapped: this.#ring.wrap(scope, key) })
      .execute()
    return new DataKey(id, scope, key)
  }

  /**
   * @throws NotFound when the key was destroyed, or never was
   * @throws KeyRingError `wrong` when the ring does not open it
   */
  get(id: string): Promise<DataKey> {
    return this.#keep('id', id)
  }

  /** As `get`, by what the key seals. */
  getByScope(scope: string): Promise<DataKey> {
    return this.#keep('scope', scope)
  }

  #keep(column: 'id' | 'scope', value: string): Promise<DataKey> {
    const kept = this.#kept.get(value)
    // It may be under way since before the key was made: whoever joined it looks for themselves, once.
    if (kept)
      return kept.catch(error => {
        if (error instanceof NotFound) return this.#read(column, value)
        throw error
      })
    if (this.#kept.size >= KEPT_COUNT) this.#kept.clear()
    const key = this.#read(column, value)
    const drop = () => {
      if (this.#kept.get(value) === key) this.#kept.delete(value)
    }
    this.#kept.set(value, key)
    key.catch(drop)
    setTimeout(drop, KEPT).unref()
    return key
  }

  async #read(column: 'id' | 'scope', value: string): Promise<DataKey> {
    const row = await this.#db
      .selectFrom('data_keys')
      .select(['id', 'scope', 'wrapped'])
      .where(column, '=', value)
      .executeTakeFirst()
    if (!row) throw new NotFound()
    return new DataKey(row.id, row.scope, this.#ring.unwrap(row.scope, row.wrapped))
  }
}

/**
 * Opens one data key for each key of the ring that the database was sealed with.
 * @throws KeyRingError `wrong` when the ring lacks one of them
 */
export async function checkKeyRing(db: Db, ring: KeyRing): Promise<void> {
  const rows = await db
    .selectFrom('data_keys')
    .distinctOn(sql`substring(wrapped from 1 for 9)`)
    .select(['scope', 'wrapped'])
    .execute()
  for (const { scope, wrapped } of rows) ring.unwrap(scope, wrapped)
}
