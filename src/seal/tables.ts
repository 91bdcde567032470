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

export interface SealTables {
  spool_chunks: SpoolChunksTable
  data_keys: DataKeysTable
}
