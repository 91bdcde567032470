import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { inGroups } from '../in-groups.ts'
import { mailKind } from '../mail/outbox.ts'
import type { Phase } from './phase.ts'
import { listStandings, petitionsOf, type Standing, stillStanding } from './phases.ts'
import type { Signature } from './tables.ts'

export type NewSignature = Omit<Signature, 'signed_at' | 'reminded_on' | 'confirmed_on'> & {
  /** When its mail may leave. */
  mail_at: Date
}

/** The last of those that share a petition and an address: the newest words win. */
function newest<Row extends { petition_id: string; id: string }>(rows: Row[]): Row[] {
  return [...new Map(rows.map(row => [row.petition_id + row.id, row])).values()]
}

async function storeSignatures(db: Db, rows: NewSignature[]): Promise<Phase[]> {
  const phases = await keepOpen(db, newest(rows))
  return rows.map(row => phases.get(row.petition_id) ?? 'draft')
}

/** Keeps what petitions that are open are given. @returns the phase of each petition */
async function keepOpen(db: Db, rows: NewSignature[]): Promise<Map<string, Phase>> {
  const standings = await listStandings(db, petitionsOf(rows))
  const phases = new Map([...standings].map(([id, { phase }]) => [id, phase]))
  const open = rows.filter(row => phases.get(row.petition_id) === 'open')
  if (open.length === 0) return phases
  const held = await insertSignatures(db, open, [...standings.values()])
  // An officer changed a petition meanwhile: its standing is read again.
  const missed = open.filter(row => !held.has(row.petition_id))
  return missed.length === 0 ? phases : new Map([...phases, ...(await keepOpen(db, missed))])
}

/**
 * One statement: new signatures, newer words of pending ones, and the mail of each. A confirmed one keeps its words.
 * @returns the petitions that stand as they were read: of them alone anything was kept
 */
async function insertSignatures(db: Db, rows: NewSignature[], read: Standing[]): Promise<Set<string>> {
  const column = <K extends keyof NewSignature>(name: K) => rows.map(row => row[name])
  const { rows: held } = await sql<{ id: string }>`
    with held as (${stillStanding(read)}), given as (
      select given.* from unnest(
        ${column('petition_id')}::uuid[], ${column('id')}::uuid[], ${column('sealed')}::bytea[],
        ${column('name_visibility')}::text[], ${column('section_id')}::uuid[], ${column('source')}::text[],
        ${column('news')}::boolean[], ${column('contact')}::boolean[], ${column('locale')}::text[],
        ${column('text_version')}::int[], ${column('text_hash')}::bytea[], ${column('mail_at')}::timestamptz[]
      ) as given (petition_id, id, sealed, name_visibility, section_id, source, news, contact, locale,
        text_version, text_hash, mail_at)
      join held on held.id = given.petition_id
      -- The same order everywhere, or two commits that share addresses would wait for each other.
      order by petition_id, given.id
    ), kept as (
      insert into signatures (petition_id, id, sealed, name_visibility, section_id, source, news, contact, locale,
        text_version, text_hash)
      select petition_id, id, sealed, name_visibility, section_id, source, news, contact, locale, text_version, text_hash
      from given
      on conflict (petition_id, id) do update set
        sealed = excluded.sealed, name_visibility = excluded.name_visibility, section_id = excluded.section_id,
        source = excluded.source, news = excluded.news, contact = excluded.contact, locale = excluded.locale,
        text_version = excluded.text_version, text_hash = excluded.text_hash, signed_at = excluded.signed_at
      where signatures.confirmed_on is null
    ), queued as (
      insert into jobs (kind, scope_id, subject_id, run_at)
      select ${mailKind('signature')}, petition_id, id, mail_at from given
      on conflict (kind, scope_id, subject_id) where finished_at is null and lease is null
      do update set run_at = least(jobs.run_at, excluded.run_at) where jobs.attempts = 0
    )
    select id from held`.execute(db)
  return new Set(held.map(({ id }) => id))
}

export type SignPetition = (row: NewSignature) => Promise<Phase>

/**
 * Signs, many in one commit. Answers, once it is durable, with the phase the petition was in: only in 'open' was
 * anything kept.
 */
export const signingDesk = (db: Db): SignPetition => inGroups(rows => storeSignatures(db, rows))
