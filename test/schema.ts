import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { openDatabase } from '../src/database.ts'
import { migrate } from '../src/migrate.ts'
import { drawSchema } from './support/schema.ts'
import { removeCluster, startCluster } from './support/suite.ts'

const cluster = await startCluster(process.pid)
const db = openDatabase(cluster.ownerUrl, 1)
try {
  await migrate(db)
  writeFileSync(path.resolve(import.meta.dirname, '../migrations/schema.sql'), await drawSchema(db))
} finally {
  await db.destroy()
  await cluster.stop()
  await removeCluster(process.pid)
}
