import { promises as fs } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { readConfig } from './config.ts'
import { type Db, openDatabase } from './database.ts'

const migrationFolder = path.resolve(import.meta.dirname, '../migrations')

const readdir = async (folder: string): Promise<string[]> =>
  (await fs.readdir(folder)).filter(name => name.endsWith('.ts'))

/** Brings the schema up to date; safe to call from several processes at once. @throws the first migration that fails */
export async function migrate(db: Db): Promise<string[]> {
  const provider = new FileMigrationProvider({ fs: { readdir }, path, migrationFolder })
  const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw error
  return results.filter(result => result.status === 'Success').map(result => result.migrationName)
}

/** Whether the database has had every migration of this version. */
export async function isMigrated(db: Db): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const had = new Set(rows.map(row => `${row.name}.ts`))
  return (await readdir(migrationFolder)).every(name => had.has(name))
}

if (import.meta.main) {
  const db = openDatabase(readConfig(process.env).DATABASE_OWNER_URL, 1)
  try {
    for (const name of await migrate(db)) console.log(name)
  } finally {
    await db.destroy()
  }
}
