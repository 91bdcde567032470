import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { pino } from 'pino'
import type { Test } from 'tap'
import { createApp } from '../../src/app.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { openDatabase } from '../../src/database.ts'
import { openVault } from '../../src/instance.ts'
import { createWorker } from '../../src/jobs/worker.ts'
import { smtpPost } from '../../src/mail/post.ts'
import { migrate } from '../../src/migrate.ts'
import type { KeyRing } from '../../src/seal/key-ring.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import type { Vault } from '../../src/seal/vault.ts'
import { createWork } from '../../src/work.ts'
import { startTestCluster } from './cluster.ts'
import { type Mailbox, startMailbox } from './mailbox.ts'

export interface Unisson {
  app: FastifyInstance
  vault: Vault
  ring: KeyRing
  config: Config
  databaseUrl: string
  /** The same database, as its owner. */
  ownerUrl: string
  /** Where the files of its PostgreSQL are. */
  clusterHome: string
  mailbox: Mailbox
  /** Every line the application logged. */
  logged: string[]
  /** Does all the work that is due, mail included, and folds the counts. */
  work(): Promise<void>
  /** Runs one scheduled act now, whenever it last ran. */
  schedules(name: string): Promise<void>
}

const migrations = path.resolve(import.meta.dirname, '../../migrations')

/** Changes with the migrations: a template of other tables is never cloned. */
const schemaHash = () =>
  readdirSync(migrations)
    .sort()
    .reduce((hash, name) => hash.update(readFileSync(path.join(migrations, name))), createHash('sha256'))
    .digest('hex')
    .slice(0, 12)

const withDatabase = (url: string, name: string) => url.replace(/\/unisson(?=\?|$)/, `/${name}`)

/** Clones the migrated template into a database of this file's own. @returns the application's URL of it */
async function cloneDatabase(ownerUrl: string, url: string, name: string): Promise<string> {
  const template = `template_${schemaHash()}`
  const owner = new pg.Client(ownerUrl)
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock(7)')
    const known = await owner.query('select from pg_database where datname = $1', [template])
    if (known.rowCount === 0) {
      await owner.query(`create database making_${template}`)
      const db = openDatabase(withDatabase(ownerUrl, `making_${template}`), 1)
      await migrate(db)
      await db.destroy()
      await owner.query(`alter database making_${template} rename to ${template}`)
    }
    await owner.query(`create database ${name} template ${template}`)
  } finally {
    await owner.end()
  }
  return withDatabase(url, name)
}

/**
 * A whole Unisson of this test's own: cloned database, fresh keys, real SMTP server, application and worker.
 * Closes with the test; an error in its log fails it.
 */
export async function openUnisson(t: Test, env: Record<string, string> = {}): Promise<Unisson> {
  const cluster = await startTestCluster()
  const name = `lane_${process.pid}_${randomBytes(4).toString('hex')}`
  const databaseUrl = await cloneDatabase(cluster.ownerUrl, cluster.url, name)
  const mailbox = await startMailbox()
  const keys = mkdtempSync(path.join(os.tmpdir(), 'unisson-keys-'))
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    KEYS_DIR: path.join(keys, 'ring'),
    PUBLIC_URL: 'http://unisson.example',
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'Unisson <poste@unisson.example>',
    MAIL_PER_MINUTE: '1000000',
    ...env,
  })
  const logged: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  const db = openDatabase(databaseUrl, 8)
  const { vault, ring } = await openVault(db, config.KEYS_DIR)
  const app = await createApp({ vault, ring, config, log })
  const post = config.SMTP_URL ? smtpPost(config) : undefined
  const work = createWork(vault, config, post)
  const worker = createWorker(db, work, log)
  // As the worker does in its first moment.
  if (config.SEALER) await openSealer(config.KEYS_DIR).sits(db)
  t.teardown(async () => {
    await app.close()
    await worker.stop()
    post?.close()
    await mailbox.close()
    await db.destroy()
    await cluster.drop(name)
    rmSync(keys, { recursive: true, force: true })
    const errors = logged.filter(line => JSON.parse(line).level >= 50)
    if (errors.length > 0) throw new Error(`Errors were logged:\n${errors.join('')}`)
  })
  return {
    app,
    vault,
    ring,
    config,
    databaseUrl,
    ownerUrl: withDatabase(cluster.ownerUrl, name),
    clusterHome: cluster.home,
    mailbox,
    logged,
    async work() {
      await worker.drain()
      for (const pulse of Object.values(work.pulses)) await pulse(db)
    },
    async schedules(name) {
      const schedule = work.schedules.find(one => one.name === name)
      if (!schedule) throw new Error(`No schedule ${name}`)
      await db.transaction().execute(trx => schedule.run(trx, log))
    },
  }
}
