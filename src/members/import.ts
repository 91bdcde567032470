import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import type { Database, Trx } from '../database.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { FileStream } from '../http/upload.ts'
import type { Locale } from '../http/words.ts'
import { enqueue } from '../jobs/queue.ts'
import { destroySpool, spoolFile } from '../seal/spool.ts'
import type { Vault } from '../seal/vault.ts'
import type { Owned } from '../union/scope.ts'
import { FileFault, fileScope, readSample } from './records.ts'
import { aboutRegister } from './register.ts'
import type { Columns, MemberImport } from './tables.ts'
import { type TextFault, type TextKind, TextProbe } from './text-probe.ts'

export type ImportPhase = 'uploaded' | 'checking' | 'checked' | 'importing' | 'done' | 'failed'

/** Where an import stands: file there, lines being tried, tried, being taken in, over; or its file cannot be read. */
export function importPhase(one: MemberImport): ImportPhase {
  if (one.fault) return 'failed'
  if (one.finished_at) return 'done'
  if (one.confirmed_at) return 'importing'
  if (one.checked_at) return 'checked'
  return one.columns ? 'checking' : 'uploaded'
}

export const importKind = 'member-import'

const untouched = {
  position: 0,
  added: 0,
  moved: 0,
  unseen_moves: 0,
  updated: 0,
  unchanged: 0,
  left_out: 0,
  gone: 0,
}

/** Whose import it is: an officer's, or that of the command line. */
export interface Sender {
  account_id: string | null
}

/** An import that is the sender's own; nobody else sees the file's lines or what they hit. @throws NotFound */
export async function getImport(db: Kysely<Database>, sender: Sender, id: string): Promise<MemberImport> {
  const found = await db
    .selectFrom('member_imports')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', 'is not distinct from', sender.account_id)
    .where('encoding', 'is not', null)
    .executeTakeFirst()
  if (!found) throw new NotFound()
  return found
}

/** As `getImport`, held until the transaction ends. @throws Conflict when it has left these phases */
async function lockImport(
  trx: Trx,
  sender: Sender,
  id: string,
  ...phases: ImportPhase[]
): Promise<MemberImport> {
  await trx.selectFrom('member_imports').select('id').where('id', '=', id).forUpdate().execute()
  const found = await getImport(trx, sender, id)
  if (!phases.includes(importPhase(found))) throw new Conflict()
  return found
}

export interface Refused {
  fault: TextFault | 'quotes' | 'too-large'
  line?: number
}

async function judge(vault: Vault, id: string, probe: TextProbe): Promise<TextKind | Refused> {
  const kind = probe.end()
  if ('fault' in kind) return kind
  try {
    await readSample(vault, { id, ...kind })
    return kind
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return { fault: 'quotes', line: error.line }
  }
}

/** Takes a file in, sealed as it comes. @returns the new import's id, or why the file is none we can read */
export async function uploadFile(
  vault: Vault,
  sender: Sender,
  owned: Owned,
  { pieces, isCut }: FileStream,
): Promise<{ id: string } | Refused> {
  const { db, keys } = vault
  const id = randomUUID()
  const { account_id } = sender
  const probe = new TextProbe()
  await db.transaction().execute(async trx => {
    await keys.create(trx, fileScope(id))
    await trx
      .insertInto('member_imports')
      .values({ id, account_id, ...owned })
      .execute()
  })
  try {
    await spoolFile(vault, fileScope(id), pieces, piece => probe.feed(piece))
  } catch (error) {
    await db.transaction().execute(trx => removeImport(trx, id))
    throw error
  }
  const kind = isCut() ? ({ fault: 'too-large' } as const) : await judge(vault, id, probe)
  await db.transaction().execute(async trx => {
    if ('fault' in kind) return removeImport(trx, id)
    await trx.updateTable('member_imports').set(kind).where('id', '=', id).execute()
    const detail = { lines: kind.line_count }
    await recordEvent(trx, keys, { ...aboutRegister(owned), account_id, act: 'member-import.upload', detail })
  })
  return 'fault' in kind ? kind : { id }
}

/** Removes an import with its file and all it noted. */
export async function removeImport(trx: Trx, id: string): Promise<void> {
  await destroySpool(trx, fileScope(id))
  await trx.deleteFrom('member_imports').where('id', '=', id).execute()
}

/** Forgets what a pass over the file noted, for the next to begin. */
async function clearNotes(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('member_import_faults').where('import_id', '=', id).execute()
  await trx.deleteFrom('member_import_marks').where('import_id', '=', id).execute()
}

export interface ImportChoices {
  columns: Columns
  header: boolean
  locale: Locale
  close_gone: boolean
}

/** Says what the columns hold, and has every line tried, none taken in; not while that is being done. @throws Conflict later */
export async function checkImport(
  { db }: Vault,
  sender: Sender,
  id: string,
  { columns, ...choices }: ImportChoices,
): Promise<void> {
  await db.transaction().execute(async trx => {
    const found = await lockImport(trx, sender, id, 'uploaded', 'checking', 'checked')
    if (importPhase(found) === 'checking') return
    await clearNotes(trx, id)
    await trx
      .updateTable('member_imports')
      .set({ ...untouched, ...choices, columns: JSON.stringify(columns), checked_at: null })
      .where('id', '=', id)
      .execute()
    await enqueue(trx, { kind: importKind, subject_id: id })
  })
}

/** Has the lines taken in, as the check said. Asked twice, it is done once. @throws Conflict before the check ended */
export async function confirmImport({ db, keys }: Vault, sender: Sender, id: string): Promise<void> {
  await db.transaction().execute(async trx => {
    const found = await lockImport(trx, sender, id, 'checked', 'importing', 'done')
    if (found.confirmed_at) return
    await clearNotes(trx, id)
    await trx
      .updateTable('member_imports')
      .set({ ...untouched, confirmed_at: sql<Date>`now()` })
      .where('id', '=', id)
      .execute()
    await enqueue(trx, { kind: importKind, subject_id: id })
    await recordEvent(trx, keys, {
      ...aboutRegister(found),
      account_id: sender.account_id,
      act: 'member-import.confirmation',
      detail: { lines: found.position, gone: found.gone },
    })
  })
}

/** Gives an import up before its lines are taken in. @throws Conflict after */
export async function cancelImport({ db, keys }: Vault, sender: Sender, id: string): Promise<void> {
  await db.transaction().execute(async trx => {
    const found = await lockImport(trx, sender, id, 'uploaded', 'checking', 'checked', 'failed')
    await removeImport(trx, id)
    const { account_id } = sender
    await recordEvent(trx, keys, { ...aboutRegister(found), account_id, act: 'member-import.cancellation' })
  })
}
