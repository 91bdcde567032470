import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { AccountTables } from './accounts/tables.ts'
import type { AuditTables } from './audit/tables.ts'
import type { JobTables } from './jobs/tables.ts'
import type { MailTables } from './mail/tables.ts'
import type { MemberTables } from './members/tables.ts'
import type { PetitionTables } from './petitions/tables.ts'
import type { ExportTables } from './reports/export/tables.ts'
import type { ReportTables } from './reports/tables.ts'
import type { SealTables } from './seal/tables.ts'
import type { SurveyTables } from './surveys/tables.ts'
import type { UnionTables } from './union/tables.ts'

/** Every table, its columns' types standing beside the feature that owns it. */
export interface Database
  extends SealTables,
    JobTables,
    MailTables,
    AuditTables,
    UnionTables,
    AccountTables,
    MemberTables,
    PetitionTables,
    SurveyTables,
    ReportTables,
    ExportTables {}

export type Db = Kysely<Database>
export type Trx = Transaction<Database>

// A count fits a number for as long as a union does; a date is a day, not a moment in some zone.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, day => day)

/** @param connections most connections this process holds */
export function openDatabase(url: string, connections = 10): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'unisson',
  })
  // Without a listener a connection that the server closes, idle or in use, would end the process. Whoever waits
  // for a query on it is told by that.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

const connectionStates = /^(08|28|3D|53300|57P)/
const connectionWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Why the database could not be reached or let us go, in a code; undefined for an error of any other kind. */
export function faultOfConnection(error: unknown): string | undefined {
  // An AggregateError stands for the addresses of one name, tried in turn.
  const { errors } = error as AggregateError
  const { code, syscall, message } = (errors?.[0] ?? error) as NodeJS.ErrnoException
  const socket = ['connect', 'getaddrinfo', 'read', 'write'].includes(syscall ?? '')
  if (code && (socket || connectionStates.test(code))) return code
  return connectionWords.test(message) ? 'connection-lost' : undefined
}
