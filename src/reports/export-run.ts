import { once } from 'node:events'
import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { NotFound } from '../errors.ts'
import type { Job } from '../jobs/queue.ts'
import type { Schedule } from '../jobs/schedule.ts'
import { Later, type LongRun } from '../jobs/worker.ts'
import { lockZip } from '../print/locked-zip.ts'
import { type Cell, writeSheet } from '../print/sheet.ts'
import { spoolFile } from '../seal/spool.ts'
import type { Vault } from '../seal/vault.ts'
import { exportKind, fileScope, forgetExports, type Order, orderPlace } from './export.ts'
import { responseLines } from './export-responses.ts'
import { signatoryFile } from './export-signatories.ts'
import type { Export } from './tables.ts'

/** Each kind of list: the name of its sheet, and its lines, titles first. */
const lists = { signatories: signatoryFile, responses: responseFile }
