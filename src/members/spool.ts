import type { Db, Trx } from '../database.ts'
import type { Vault } from '../seal/vault.ts'

/** Bytes of a file that are sealed in one piece. */
const CHUNK = 64 * 1024

const scopeOf = (importId: string) => `member-import:${importId}`
const place = (importId: string, position: number) => ({
  table: 'member_import_chunks',
  column: 'sealed',
  row: `${importId}/${position}`,
})

/** The same bytes in pieces of one size, however they come: what is read at once later is bounded by it. */
async function* inChunks(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let kept = Buffer.alloc(0)
  for await (const piece of file) {
    kept = Buffer.concat([kept, piece])
    let at = 0
    for (; kept.length - at >= CHUNK; at += CHUNK) yield kept.subarray(at, at + CHUNK)
    kept = kept.subarray(at)
  }
  if (kept.length > 0) yield kept
}

/**
 * Keeps a file sealed, as it comes, under a key of its own that ends with it.
 * @param look is shown every piece on its way
 */
export async function spoolFile(
  { db, keys }: Vault,
  importId: string,
  file: AsyncIterable<Buffer>,
  look: (piece: Buffer) => void,
): Promise<void> {
  const key = await db.transaction().execute(trx => keys.create(trx, scopeOf(importId)))
  let position = 0
  for await (const chunk of inChunks(file)) {
    look(chunk)
    const sealed = key.seal(place(importId, position), chunk.toString('base64'))
    await db.insertInto('member_import_chunks').values({ import_id: importId, position, sealed }).execute()
    position += 1
  }
}

/** The file again, piece by piece. @throws NotFound when it was destroyed */
export async function* readSpool({ db, keys }: Vault, importId: string): AsyncGenerator<Buffer> {
  const key = await keys.getByScope(scopeOf(importId))
  for (let position = 0; ; position += 1) {
    const chunk = await findChunk(db, importId, position)
    if (!chunk) return
    yield Buffer.from(key.open<string>(place(importId, position), chunk.sealed), 'base64')
  }
}

const findChunk = (db: Db, importId: string, position: number) =>
  db
    .selectFrom('member_import_chunks')
    .select('sealed')
    .where('import_id', '=', importId)
    .where('position', '=', position)
    .executeTakeFirst()

/** Destroys the file and its key. */
export async function destroySpool(trx: Trx, importId: string): Promise<void> {
  await trx.deleteFrom('member_import_chunks').where('import_id', '=', importId).execute()
  await trx.deleteFrom('data_keys').where('scope', '=', scopeOf(importId)).execute()
}
