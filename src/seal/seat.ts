import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { makeFolder, syncFolder } from './key-folder.ts'

/** How often the sealer says that it is there, in milliseconds. */
const PULSE = 60_000

/** The name of a sealer's folder, made when it is first asked for. */
function nameOf(folder: string): string {
  const path = join(folder, 'name')
  if (!existsSync(path)) {
    makeFolder(folder, 0o700)
    writeFileSync(path, randomUUID(), { mode: 0o400, flag: 'wx', flush: true })
    syncFolder(folder)
  }
  return readFileSync(path, 'utf8')
}

/**
 * The seat of the one sealer. A process with another folder would take the keys it does not have for lost; so it is
 * the sealer only once the one before has been silent for ten minutes, as after a restore.
 * @param folder of the sealer
 * @returns whether this one sits, asked of the database once a minute at most
 */
export function sealerSeat(folder: string): (db: Db) => Promise<boolean> {
  let until = 0
  return async db => {
    if (Date.now() < until) return true
    const { rows } = await sql`
      insert into sealers (id) values (${nameOf(folder)}) on conflict (single) do update set id = excluded.id, seen_at = now()
      where sealers.id = excluded.id or sealers.seen_at < now() - interval '10 minutes' returning id`.execute(
      db,
    )
    if (rows.length > 0) until = Date.now() + PULSE
    return rows.length > 0
  }
}
