import { promises as fs } from 'node:fs'
import path from 'node:path'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { readConfig } from './config.ts'
import { type Db, openDatabase } from './database.ts'

/** Brings the schema up to date; safe to call from several processes at once. @throws the first migration that fails */
export async function migrate(db: Db): Promise<string[]> {
  const migrationFolder = path.resolve(import.meta.dirname, '../migrations')
  const provider = new FileMigrationProvider({
    fs: { readdir: async folder => (await fs.readdir(folder)).filter(name => name.endsWith('.ts')) },
    path,
    migrationFolder,
  })
  const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw error
  return results.filter(result => result.status === 'Success').map(result => result.migrationName)
}

if (import.meta.main) {
  const db = openDatabase(readConfig(process.env).DATABASE_OWNER_URL, 1)
  try {
    for (const name of await migrate(db)) console.log(name)
  } finally {
    await db.destroy()
  }
}
