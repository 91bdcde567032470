import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Db, openDatabase } from '../../src/database.ts'
import { writeDays } from '../../src/demo/day.ts'
import { nightShift } from '../../src/demo/petitions/night-shift.ts'
import { startEmbedded } from '../../src/embedded/embedded.ts'
import { findHome } from '../../src/embedded/place.ts'
import { openVault } from '../../src/instance.ts'
import { createPetition, recordAct } from '../../src/petitions/petition.ts'
import type { Vault } from '../../src/seal/vault.ts'
import { startMailbox } from '../support/mailbox.ts'
import { findPort, startProcess } from './process.ts'

/** The product as its users run it: a web process, a worker, a durable PostgreSQL, a mail server. */
export interface Stage {
  port: number
  vault: Vault
  keysDir: string
  workerPid: number
  /** Of the role that owns the tables. */
  ownerUrl: string
  /** A new open petition with a real text. */
  openPetition(): Promise<{ id: string; slug: string }>
  /** Another web process beside the first, which nobody has asked anything. */
  startServer(): Promise<{ port: number; stop(): Promise<void> }>
  close(): Promise<void>
}

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'unisson-bench-'))
  // The system user who runs PostgreSQL for root comes through here.
  await chmod(folder, 0o711)
  return folder
}

/** Removes a folder with the cluster that belongs to it, wherever that lives. */
export async function removeFolder(dataDir: string): Promise<void> {
  const home = await findHome(dataDir)
  if (home) await rm(home, { recursive: true })
  await rm(dataDir, { recursive: true, force: true })
}

async function writeUnion(db: Db): Promise<string> {
  const { id: legal_body_id } = await db
    .insertInto('legal_bodies')
    .values({
      name: 'Confluence syndicale',
      address: '14 rue des Mûriers, 93200 Saint-Denis',
      contact: 'contact@confluence.example',
      data_protection_contact: 'donnees@confluence.example',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.updateTable('settings').set({ union_name: 'Confluence syndicale', legal_body_id }).execute()
  const { id: region_id } = await db
    .insertInto('regions')
    .values({ name: 'Hauts-de-France' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id } = await db
    .insertInto('sections')
    .values({ region_id, name: 'Plateforme de Dourges' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function openPetition({ db, keys }: Vault, section_id: string) {
  const { recipient_name, recipient_office, recipient_company, goal, title, summary, text } = nightShift
  const slug = `${nightShift.slug}-${randomUUID().slice(0, 8)}`
  const closes_on = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  const id = await db.transaction().execute(async trx => {
    const id = await createPetition(
      trx,
      keys,
      { slug, section_id, closes_on, recipient_name, recipient_office, recipient_company, goal },
      { fr: { title, summary, text: writeDays(text, new Date(), 'fr') } },
    )
    await trx.insertInto('petition_sections').values({ petition_id: id, section_id }).execute()
    await recordAct(trx, id, 'opening', null)
    return id
  })
  return { id, slug }
}

export async function openStage(): Promise<Stage> {
  const closing: (() => Promise<unknown>)[] = []
  let closed: Promise<void> | undefined
  async function closeAll() {
    for (const step of closing.toReversed()) await step()
  }
  const close = () => {
    closed ??= closeAll()
    return closed
  }
  try {
    const folder = await makeFolder()
    closing.push(() => removeFolder(folder))
    const settings = { fsync: 'on', synchronous_commit: 'on' }
    const { url, ownerUrl, stop } = await startEmbedded({ dataDir: folder, log: () => {}, settings })
    closing.push(stop)
    const mailbox = await startMailbox()
    closing.push(mailbox.close)
    const env = {
      DATABASE_URL: url,
      DATABASE_OWNER_URL: ownerUrl,
      KEYS_DIR: path.join(folder, 'keys'),
      TRUST_PROXY: '127.0.0.1',
      SMTP_URL: mailbox.url,
    }
    async function startServer() {
      const port = await findPort()
      const own = { ...env, PORT: String(port), WORKER: 'false' }
      const { stop } = await startProcess('src/server.ts', own, /^Unisson is ready/)
      return { port, stop }
    }
    const server = await startServer()
    closing.push(server.stop)
    const db = openDatabase(url, 4)
    closing.push(() => db.destroy())
    const { vault } = await openVault(db, env.KEYS_DIR)
    const section_id = await writeUnion(db)
    const worker = await startProcess('src/worker.ts', env)
    closing.push(worker.stop)
    return {
      port: server.port,
      startServer,
      vault,
      keysDir: env.KEYS_DIR,
      ownerUrl,
      workerPid: worker.pid,
      openPetition: () => openPetition(vault, section_id),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
