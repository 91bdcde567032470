import { Readable } from 'node:stream'
import type { Trx } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { DataKey } from './data-key.ts'
import { bytesFilling } from './padding.ts'
import type { Vault } from './vault.ts'

/** Bytes of a file that are sealed in one piece: one more, and it would be filled up to four times its size. */
const CHUNK = bytesFilling(262_144)

const place = ({ scope }: DataKey, position: number) => ({
  table: 'spool_chunks',
  column: 'sealed',
  row: `${scope}/${position}`,
})

/** The same bytes in pieces of one size, however they come: what is read at once later is bounded by it. */
async function* inChunks(file: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of file) {
    pieces.push(piece)
    length += piece.length
    if (length < CHUNK) continue
    const kept = Buffer.concat(pieces)
    let at = 0
    for (; length - at >= CHUNK; at += CHUNK) yield kept.subarray(at, at + CHUNK)
    pieces = [kept.subarray(at)]
    length -= at
  }
  if (length > 0) yield Buffer.concat(pieces)
}

/**
 * Keeps a file sealed, as it comes, in place of what was kept of it before.
 * @param scope names the file and its key, which ends with it: `member-import:<uuid>`
 * @param look is shown every piece in the transaction that keeps it: where it throws, the piece is not kept
 * @throws NotFound when there is no such key
 */
export async function spoolFile(
  { db, keys }: Vault,
  scope: string,
  file: AsyncIterable<Uint8Array>,
  look: (piece: Buffer, trx: Trx) => unknown,
): Promise<void> {
  const key = await keys.getByScope(scope)
  let position = 0
  // A piece ahead: the next is made while this one is kept.
  for await (const chunk of Readable.from(inChunks(file), { highWaterMark: 1 })) {
    const sealed = key.seal(place(key, position), chunk.toString('base64'))
    await db.transaction().execute(async trx => {
      await look(chunk, trx)
      if (position === 0) await trx.deleteFrom('spool_chunks').where('key_id', '=', key.id).execute()
      await trx.insertInto('spool_chunks').values({ key_id: key.id, position, sealed }).execute()
    })
    position += 1
  }
}

/** The file again, piece by piece. @throws NotFound when it was destroyed, even while it is read */
export async function* readSpool({ db, keys }: Vault, scope: string): AsyncGenerator<Buffer> {
  const key = await keys.getByScope(scope)
  for (let position = 0; ; position += 1) {
    const { key_id, sealed } =
      (await db
        .selectFrom('data_keys')
        .leftJoin('spool_chunks', join =>
          join.onRef('key_id', '=', 'data_keys.id').on('position', '=', position),
        )
        .select(['spool_chunks.key_id', 'sealed'])
        .where('data_keys.id', '=', key.id)
        .executeTakeFirst()) ?? {}
    if (key_id === undefined) throw new NotFound()
    if (!sealed) return
    yield Buffer.from(key.open<string>(place(key, position), sealed), 'base64')
  }
}

/** Destroys the file: its pieces go with its key. */
export async function destroySpool(trx: Trx, scope: string): Promise<void> {
  await trx.deleteFrom('data_keys').where('scope', '=', scope).execute()
}
