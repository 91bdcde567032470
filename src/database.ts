import type { Kysely, Transaction } from 'kysely'
import type { SealTables } from './seal/tables.ts'

/** Every table, its columns' types standing beside the feature that owns it. */
export interface Database extends SealTables {}

export type Db = Kysely<Database>
export type Trx = Transaction<Database>
