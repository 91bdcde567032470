import type { FastifyBaseLogger } from 'fastify'
import type { Config } from './config.ts'
import { type Db, openDatabase, type Trx } from './database.ts'
import { startEmbedded } from './embedded/embedded.ts'
import { migrate } from './migrate.ts'
import { checkKeyRing, DataKeys } from './seal/data-keys.ts'
import { createKeyRing, type KeyRing, KeyRingError, openKeyRing } from './seal/key-ring.ts'
import type { Vault } from './seal/vault.ts'

/** Ends one thing that was started. */
export type Closing = () => Promise<unknown>

export interface Instance {
  vault: Vault
  ring: KeyRing
}

/** What the whole instance seals under one key each. */
const instanceScopes = ['accounts', 'audit', 'suppressions', 'register']

/** A fresh ring is made for a fresh database only: a folder that was not mounted must not look like a first start. */
async function findKeyRing(trx: Trx, dir: string): Promise<KeyRing> {
  try {
    return openKeyRing(dir)
  } catch (error) {
    const missing = error instanceof KeyRingError && error.code === 'missing'
    const sealed = await trx.selectFrom('data_keys').select('id').limit(1).executeTakeFirst()
    if (!missing || sealed) throw error
    return createKeyRing(dir)
  }
}

async function createInstanceKeys(trx: Trx, keys: DataKeys): Promise<void> {
  const rows = await trx
    .selectFrom('data_keys')
    .select('scope')
    .where('scope', 'in', instanceScopes)
    .execute()
  const known = new Set(rows.map(row => row.scope))
  for (const scope of instanceScopes) if (!known.has(scope)) await keys.create(trx, scope)
}

/** Opens a migrated database with its key ring. @throws KeyRingError when they do not belong together */
export async function openVault(db: Db, keysDir: string): Promise<Instance> {
  return db.transaction().execute(async trx => {
    // One process at a time: two that start together would make a ring each.
    await trx.selectFrom('settings').select('id').forUpdate().execute()
    const ring = await findKeyRing(trx, keysDir)
    await checkKeyRing(trx, ring)
    const keys = new DataKeys(db, ring)
    await createInstanceKeys(trx, keys)
    return { vault: { db, keys }, ring }
  })
}

async function migrateAs(ownerUrl: string, log: FastifyBaseLogger): Promise<void> {
  const owner = openDatabase(ownerUrl, 1)
  try {
    for (const name of await migrate(owner)) log.info({ migration: name }, 'migrated')
  } finally {
    await owner.destroy()
  }
}

/**
 * Starts or reaches PostgreSQL, migrates, opens the key ring.
 * @param closing takes the end of each thing as soon as it has started
 */
export async function openInstance(
  config: Config,
  log: FastifyBaseLogger,
  closing: Closing[],
): Promise<Instance> {
  const embedded = config.DATABASE_URL
    ? undefined
    : await startEmbedded({ dataDir: config.DATA_DIR, log: line => log.info(line) })
  if (embedded) closing.push(embedded.stop)
  await migrateAs(embedded?.ownerUrl ?? config.DATABASE_OWNER_URL, log)
  const db = openDatabase(embedded?.url ?? config.DATABASE_URL, 20)
  closing.push(() => db.destroy())
  return openVault(db, config.KEYS_DIR)
}
