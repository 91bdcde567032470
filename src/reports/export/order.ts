import { randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { recordEvent } from '../../audit/event.ts'
import type { Db, Trx } from '../../database.ts'
import { Gone, NotFound } from '../../errors.ts'
import { voice } from '../../http/views.ts'
import type { Locale } from '../../http/words.ts'
import { enqueue } from '../../jobs/queue.ts'
import { getOwnPetition } from '../../petitions/signatory.ts'
import type { SheetFormat } from '../../print/sheet.ts'
import type { Vault } from '../../seal/vault.ts'
import { getNamedSurvey } from '../../surveys/response/named-response.ts'
import type { Viewer } from '../../union/scope.ts'
import type { Export } from './tables.ts'

/** Minutes a file with names waits for the session that asked for it. */
const EXPORT_LASTS = 10

export const exportKind = 'export'

/** What a file with names is made by, sealed with it. */
export interface Order {
  /** Who takes it, when and why, in a sentence: its first line. */
  origin: string
  /** null: it is not locked. */
  password: string | null
}

export interface NewExport {
  kind: Export['kind']
  subject_id: string
  list: string
  /** Of the file, without its ending. */
  name: string
  line_count: number
  format: SheetFormat
  locale: Locale
  locked: boolean
  reason: string
}

export type ExportPhase = 'making' | 'ready' | 'over' | 'gone' | 'failed'

/**
 * Where a file stands: being made, to be taken, destroyed after its ten minutes; or it cannot be made, since what it was
 * to hold is erased, or by a fault of ours.
 */
export function exportPhase({ fault, finished_at }: Pick<Export, 'fault' | 'finished_at'>): ExportPhase {
  if (fault) return fault === 'gone' ? 'gone' : 'failed'
  if (!finished_at) return 'making'
  return Date.now() < endOf(finished_at).getTime() ? 'ready' : 'over'
}

export const endOf = (finished: Date): Date => new Date(finished.getTime() + EXPORT_LASTS * 60_000)

/** What a file of an export is kept under. */
export const fileScope = (id: string): string => `export:${id}`

export const orderPlace = (id: string) => ({ table: 'exports', column: 'order_sealed', row: id })

const among = (letters: string): string => letters[randomInt(letters.length)] as string
const syllable = (): string => among('bcdfghjklmnprstvz') + among('aeiou')

/** Five invented words of four letters, to be read out or copied by hand: 2^64 of them. */
const makePassword = (): string => Array.from({ length: 5 }, () => syllable() + syllable()).join('-')

/** Has a file with names made, written down with its reason. @returns its id, and the password nobody is told again */
export async function orderExport(
  { db, keys }: Vault,
  viewer: Viewer,
  { reason, ...wanted }: NewExport,
): Promise<{ id: string; password: string | null }> {
  const id = randomUUID()
  const { kind, subject_id, list, format, locale, locked } = wanted
  const { t, moment } = voice(locale)
  const order: Order = {
    origin: t('export.origin', { name: viewer.name, moment: moment(new Date()), reason }),
    password: locked ? makePassword() : null,
  }
  if (!viewer.session_id) throw new NotFound()
  const session_id = viewer.session_id
  await db.transaction().execute(async trx => {
    const key = await keys.create(trx, fileScope(id))
    const order_sealed = key.seal(orderPlace(id), order)
    await trx
      .insertInto('exports')
      .values({ id, session_id, ...wanted, order_sealed })
      .execute()
    await enqueue(trx, { kind: exportKind, subject_id: id })
    await recordEvent(trx, keys, {
      account_id: viewer.account_id,
      act: `${kind}.export`,
      ...subjectOf({ kind, subject_id }),
      detail: { list, format, locked },
      reason,
    })
  })
  return { id, password: order.password }
}

const subjectOf = ({ kind, subject_id }: Pick<Export, 'kind' | 'subject_id'>) => ({
  subject: kind === 'signatories' ? 'petition' : 'survey',
  subject_id,
})

/** An export of this very session. @throws NotFound */
export async function getExport(db: Db, { session_id }: Viewer, id: string): Promise<Export> {
  const found = await db
    .selectFrom('exports')
    .selectAll()
    .where('id', '=', id)
    .where('session_id', '=', session_id)
    .executeTakeFirst()
  if (!found) throw new NotFound()
  return found
}

const owners: Record<Export['kind'], (db: Db, viewer: Viewer, id: string) => Promise<unknown>> = {
  signatories: getOwnPetition,
  responses: getNamedSurvey,
}

/** Notes that a file leaves, for who may still read its names. @throws NotFound, Gone once it is destroyed */
export async function takeExport({ db, keys }: Vault, viewer: Viewer, id: string): Promise<Export> {
  const found = await getExport(db, viewer, id)
  const phase = exportPhase(found)
  if (phase === 'over') throw new Gone()
  if (phase !== 'ready') throw new NotFound()
  const { kind, subject_id, list, format } = found
  await owners[kind](db, viewer, subject_id)
  await recordEvent(db, keys, {
    account_id: viewer.account_id,
    act: `${kind}.download`,
    ...subjectOf(found),
    detail: { list, format },
  })
  return found
}

/** Destroys the files whose time is over or whose session has ended, and after a day what is known of them. */
export async function forgetExports(trx: Trx): Promise<void> {
  await trx.deleteFrom('exports').where('created_at', '<', sql<Date>`now() - interval '1 day'`).execute()
  await trx
    .deleteFrom('data_keys')
    .where('scope', 'like', 'export:%')
    .where(
      sql<boolean>`not exists (select from exports
        where scope = 'export:' || exports.id and fault is null and (finished_at is null
          or finished_at > now() - make_interval(mins => ${EXPORT_LASTS})))`,
    )
    .execute()
}
