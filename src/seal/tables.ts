import type { Generated } from 'kysely'

export interface DataKeysTable {
  id: string
  /** What the key seals: `petition:<uuid>`; without a colon, something of the whole instance. Unique. */
  scope: string
  wrapped: Buffer
  created_on: Generated<string>
}

/** A file that is kept sealed for a while, in pieces. */
export interface SpoolChunksTable {
  key_id: string
  position: number
  sealed: Buffer
}

/** Which sealer is the one; a single row. */
export interface SealersTable {
  single: Generated<true>
  /** The name of its folder. */
  id: string
  seen_at: Generated<Date>
}

export interface SealTables {
  sealers: SealersTable
  spool_chunks: SpoolChunksTable
  data_keys: DataKeysTable
}
