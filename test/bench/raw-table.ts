import { sql } from 'kysely'
import { openDatabase } from '../../src/database.ts'
import { startProcess } from './process.ts'
import type { Stage } from './stage.ts'

const CONNECTIONS = 16
const SECONDS = 3

/** How many rows like a signature, or pairs like a response, PostgreSQL takes in a second, each in its own commit. */
export async function openRawTable(
  { ownerUrl }: Stage,
  like: 'signature' | 'response',
): Promise<() => Promise<number>> {
  const owner = openDatabase(ownerUrl, 1)
  await sql`create table if not exists raw_signatures (
    petition_id uuid not null, id uuid not null, sealed bytea not null, name_visibility text not null,
    section_id uuid, source text, news boolean not null, contact boolean not null, locale text not null,
    text_version int4 not null, text_hash bytea not null, signed_at timestamptz not null default now(),
    primary key (petition_id, id)
  )`.execute(owner)
  await sql`create table if not exists raw_participations (
    survey_id uuid not null, invitation_id uuid not null, batch_id uuid not null,
    primary key (survey_id, invitation_id)
  )`.execute(owner)
  await sql`create table if not exists raw_responses (
    survey_id uuid not null, batch_id uuid not null, id uuid primary key, sealed bytea not null
  )`.execute(owner)
  await owner.destroy()
  const load = { CONNECTIONS: String(CONNECTIONS), SECONDS: String(SECONDS), LIKE: like }
  return async () => {
    const { line, stop } = await startProcess(
      'test/bench/raw-insert.ts',
      { DATABASE_URL: ownerUrl, ...load },
      /^inserted /,
    )
    await stop()
    return Number(line.split(' ')[1])
  }
}
