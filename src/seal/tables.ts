import type { Generated } from 'kysely'

export interface DataKeysTable {
  id: string
  /** What the key seals: `petition:<uuid>`; without a colon, something of the whole instance. Unique. */
  scope: string
  wrapped: Buffer
  created_on: Generated<string>
}

export interface SealTables {
  data_keys: DataKeysTable
}
