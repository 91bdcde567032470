import type { FastifyBaseLogger } from 'fastify'
import type { Config } from './config.ts'
import { type Db, openDatabase } from './database.ts'
import { startEmbedded } from './embedded/embedded.ts'
import { migrate } from './migrate.ts'
import { checkKeyRing, DataKeys } from './seal/data-keys.ts'
import { createKeyRing, type KeyRing, KeyRingError, openKeyRing } from './seal/key-ring.ts'
import type { Vault } from './seal/vault.ts'

/** What the whole instance seals under one key each. */
const instanceScopes = ['accounts', 'audit', 'suppressions']

export interface Instance {
  vault: Vault
  ring: KeyRing
  close(): Promise<void>
}

/** A fresh ring is made for a fresh database only: a folder that was not mounted must not look like a first start. */
async function findKeyRing(db: Db, dir: string): Promise<KeyRing> {
  try {
    return openKeyRing(dir)
  } catch (error) {
    const missing = error instanceof KeyRingError && error.code === 'missing'
    const sealed = await db.selectFrom('data_keys').select('id').limit(1).executeTakeFirst()
    if (!missing || sealed) throw error
    return createKeyRing(dir)
  }
}

async function createInstanceKeys(db: Db, keys: DataKeys): Promise<void> {
  await db.transaction().execute(async trx => {
    await trx.selectFrom('settings').select('id').forUpdate().execute()
    const known = await trx
      .selectFrom('data_keys')
      .select('scope')
      .where('scope', 'in', instanceScopes)
      .execute()
    for (const scope of instanceScopes) {
      if (!known.some(row => row.scope === scope)) await keys.create(trx, scope)
    }
  })
}

/** Opens a migrated database with its key ring. @throws KeyRingError when they do not belong together */
export async function openVault(db: Db, keysDir: string): Promise<{ vault: Vault; ring: KeyRing }> {
  const ring = await findKeyRing(db, keysDir)
  await checkKeyRing(db, ring)
  const keys = new DataKeys(db, ring)
  await createInstanceKeys(db, keys)
  return { vault: { db, keys }, ring }
}

async function migrateAs(ownerUrl: string, log: FastifyBaseLogger): Promise<void> {
  const owner = openDatabase(ownerUrl, 1)
  try {
    for (const name of await migrate(owner)) log.info({ migration: name }, 'migrated')
  } finally {
    await owner.destroy()
  }
}

/** Starts or reaches PostgreSQL, migrates, opens the key ring. Whatever it started is stopped again when a step fails. */
export async function openInstance(config: Config, log: FastifyBaseLogger): Promise<Instance> {
  const embedded = config.DATABASE_URL
    ? undefined
    : await startEmbedded({ dataDir: config.DATA_DIR, log: line => log.info(line) })
  try {
    await migrateAs(embedded?.ownerUrl ?? config.DATABASE_OWNER_URL, log)
    const db = openDatabase(embedded?.url ?? config.DATABASE_URL, 20)
    try {
      const { vault, ring } = await openVault(db, config.KEYS_DIR)
      return {
        vault,
        ring,
        async close() {
          await db.destroy()
          await embedded?.stop()
        },
      }
    } catch (error) {
      await db.destroy()
      throw error
    }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}
