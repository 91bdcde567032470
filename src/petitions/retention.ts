import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Trx } from '../database.ts'
import { today } from '../http/day.ts'
import type { Schedule } from '../jobs/schedule.ts'
import type { DataKeys } from '../seal/data-keys.ts'
import { isPublic } from './phase.ts'
import { listPhases } from './phases.ts'

/** How long signatures are kept after the last day of a petition, as its page promises: privacy contract, section 2. */
const MONTHS = 3

/** Until which day what was signed is kept; its page says so before anybody signs. */
export function keptUntil({ closes_on }: { closes_on: string | null }): string | null {
  if (!closes_on) return null
  const date = new Date(closes_on)
  date.setUTCMonth(date.getUTCMonth() + MONTHS)
  return date.toISOString().slice(0, 10)
}

/** The day on which what was signed was erased, as promised; null before it. */
export function erasedOn(petition: { closes_on: string | null }): string | null {
  const until = keptUntil(petition)
  return until && until <= today() ? until : null
}

/** The petitions that were opened, ended so long ago and still have their key. A suspension puts nothing off. */
async function listDue(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from petitions p join data_keys on data_keys.scope = 'petition:' || p.id
    where closes_on <= ((now() at time zone 'utc')::date - make_interval(months => ${MONTHS}))::date`.execute(
    trx,
  )
  const phases = await listPhases(
    trx,
    rows.map(({ id }) => id),
  )
  return [...phases].flatMap(([id, phase]) => (isPublic(phase) ? [id] : []))
}

/** Erases all signatures of a petition with the key that opens them. Counts, curve and shares stay. */
async function eraseSignatures(trx: Trx, keys: DataKeys, id: string): Promise<void> {
  await trx.deleteFrom('signatures').where('petition_id', '=', id).execute()
  await trx.deleteFrom('data_keys').where('scope', '=', `petition:${id}`).execute()
  await recordEvent(trx, keys, {
    account_id: null,
    act: 'petition.signatures-erasure',
    subject: 'petition',
    subject_id: id,
  })
}

export const retentionSchedule = (keys: DataKeys): Schedule => ({
  name: 'signature-retention',
  every: '1 hour',
  async run(trx) {
    for (const id of await listDue(trx)) await eraseSignatures(trx, keys, id)
  },
})
