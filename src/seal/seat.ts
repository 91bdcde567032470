import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import type { Database, Db } from '../database.ts'
import { isThere, makeFolder, writeWhole } from './key-folder.ts'

/** How often the sealer says that it is there, in milliseconds. */
const PULSE = 60_000

/** A sealer that was not seen for so long has left its seat. */
const SILENCE = sql<Date>`now() - interval '10 minutes'`

/** Whether no process opens batches, mixes or freezes. */
export async function isSealerAway(db: Kysely<Database>): Promise<boolean> {
  const seen = db.selectFrom('sealers').select('id').where('seen_at', '>=', SILENCE)
  return (await seen.executeTakeFirst()) === undefined
}

const pathOf = (folder: string) => join(folder, 'name')
const readName = (folder: string) => readFileSync(pathOf(folder), 'utf8')

/** The name of a sealer's folder, made when it is first asked for. */
function nameOf(folder: string): string {
  if (!isThere(pathOf(folder))) {
    makeFolder(folder, 0o700)
    writeWhole(pathOf(folder), randomUUID())
  }
  return readName(folder)
}

/** The seat of the one sealer. */
export interface Seat {
  /** Whether this one sits, asked of the database once a minute at most. */
  sits(db: Db): Promise<boolean>
  /** Whether the folder is there at this moment, and the sitting sealer's: only then is a key that it lacks lost. */
  sitsSurely(db: Kysely<Database>): Promise<boolean>
}

/**
 * A process with another folder would take the keys it does not have for lost; so it is the sealer only once the one
 * before has been silent for ten minutes, as after a restore.
 * @param folder of the sealer
 */
export function sealerSeat(folder: string): Seat {
  let until = 0
  let name: string | undefined
  return {
    async sits(db) {
      if (Date.now() < until) return true
      // Made once: a folder that goes away under a process is missed, not made anew.
      name = name ? readName(folder) : nameOf(folder)
      const { rows } = await sql`
        insert into sealers (id) values (${name}) on conflict (single) do update set id = excluded.id, seen_at = now()
        where sealers.id = excluded.id or sealers.seen_at < ${SILENCE} returning id`.execute(db)
      if (rows.length > 0) until = Date.now() + PULSE
      return rows.length > 0
    },
    async sitsSurely(db) {
      if (!isThere(pathOf(folder))) return false
      const seat = db.selectFrom('sealers').select('id').where('id', '=', readName(folder))
      return (await seat.executeTakeFirst()) !== undefined
    },
  }
}
