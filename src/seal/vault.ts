import type { Db } from '../database.ts'
import type { DataKeys } from './data-keys.ts'

/** The database with the keys that open what is sealed in it. */
export interface Vault {
  db: Db
  keys: DataKeys
}
