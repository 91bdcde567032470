import { setTimeout as pause } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { Gone, NotFound } from '../errors.ts'
import { render, renderText, voice } from '../http/views.ts'
import type { Locale } from '../http/words.ts'
import { enqueue, type Job, type NewJob } from '../jobs/queue.ts'
import { Later, type Run } from '../jobs/worker.ts'
import type { Vault } from '../seal/vault.ts'
import { takeTurn } from './limit.ts'
import type { Letter, Post } from './post.ts'
import { findSuppression, isBounce, recordBounce } from './suppression.ts'

/** A mail as its feature composes it, when it is about to be sent. */
export interface Draft {
  to: string
  locale: Locale
  /** The views `mail/<view>.txt.eta`, `mail/<view>.html.eta` and the word `mail.<view>.subject`. */
  view: string
  data: Record<string, unknown>
  headers?: Record<string, string>
  /** The petition it is about: whoever refused its mail, or all of ours, gets none. */
  petition_id?: string
  /** It is about a survey: whoever refused those, or all of our mail, gets none. */
  surveys?: true
  /** What else is to be written down once a server said that the address does not exist. */
  bounced?: () => Promise<void>
  /** Anyone can have it sent to anyone: at most three in a day to one address. */
  limited?: true
}

/** Makes the mail of a job. @returns a draft, or a word for why there is none any more @throws Later when it must wait */
export type Compose = (job: Job) => Promise<Draft | string>

/** Milliseconds a mail waits for its turn before it goes back to the queue. */
const PATIENCE = 1_000

export const mailKind = (kind: string): string => `mail.${kind}`

/** Puts a mail in the outbox, in the transaction of the act: its kind and whom it is about, never a word of it. */
export const enqueueMail = (db: Kysely<Database>, ...mails: NewJob[]): Promise<void> =>
  enqueue(db, ...mails.map(mail => ({ ...mail, kind: mailKind(mail.kind) })))

function writeLetter(id: string, { to, locale, view, data, headers }: Draft): Letter {
  const subject = voice(locale).t(`mail.${view}.subject`, data as Record<string, string>)
  return {
    id,
    to,
    subject,
    text: renderText(`mail/${view}.txt.eta`, locale, data),
    html: render(`mail/${view}.html.eta`, locale, { ...data, subject }),
    headers: { 'auto-submitted': 'auto-generated', ...headers },
  }
}

/** Lets a mail that waits for its moment leave now. */
export async function hastenMail(
  db: Kysely<Database>,
  kind: string,
  scopeId: string,
  subjectId: string,
): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ run_at: sql<Date>`now()` })
    .where('kind', '=', mailKind(kind))
    .where('scope_id', '=', scopeId)
    .where('subject_id', '=', subjectId)
    .where('finished_at', 'is', null)
    .where('run_at', '>', sql<Date>`now()`)
    .where('attempts', '=', 0)
    .execute()
}

/**
 * How fast mail leaves: a steady trickle of so many a minute, shared by all kinds in this process. A short wait is
 * waited, or a long queue would be put off over and over, row by row. Where what a person asked for is put off all the
 * same, mail to many stands back until it has had its turn.
 */
function pace(perMinute: number): (bulk: boolean) => Promise<void> {
  const gap = 60_000 / perMinute
  const burst = Math.max(1, Math.min(perMinute, 20))
  let next = 0
  let asked = 0
  return async bulk => {
    const now = Date.now()
    next = Math.max(next, now - burst * gap)
    if (bulk && asked > now) throw new Later('paced', new Date(asked))
    const wait = next - now
    if (wait > PATIENCE) {
      if (!bulk) asked = next + PATIENCE
      throw new Later('paced', new Date(next))
    }
    next += gap
    if (wait > 0) await pause(wait)
  }
}

async function sendDraft(vault: Vault, post: Post, id: string, draft: Draft): Promise<string> {
  const { to, petition_id, surveys, limited } = draft
  const refusable = surveys || petition_id
  const suppression = refusable && (await findSuppression(vault, to, petition_id))
  if (suppression) return suppression
  const giveBack = limited && (await takeTurn(vault, to))
  try {
    const code = await post.send(writeLetter(id, draft))
    if (refusable && isBounce(code)) {
      await recordBounce(vault, to)
      await draft.bounced?.()
    }
    return code
  } catch (error) {
    await giveBack?.()
    throw error
  }
}

/** What a mail was about may be erased while it waits. */
function whenGone(error: unknown): string {
  if (error instanceof NotFound || error instanceof Gone) return 'gone'
  throw error
}

/** By kind: the mails that somebody waits for, and those to many. */
export interface Mails<Act> {
  kinds: Record<string, Act>
  bulk: Record<string, Act>
}

/** The runs of every kind of mail. */
export function mailRuns(
  vault: Vault,
  { kinds, bulk }: Mails<Compose>,
  post: Post,
  perMinute: number,
): Mails<Run> {
  const step = pace(perMinute)
  const run =
    (compose: Compose, toMany: boolean): Run =>
    async job => {
      await step(toMany)
      const draft = await compose(job).catch(whenGone)
      return typeof draft === 'string' ? draft : sendDraft(vault, post, job.id, draft)
    }
  const runs = (composed: Record<string, Compose>, toMany: boolean) =>
    Object.fromEntries(
      Object.entries(composed).map(([kind, compose]) => [mailKind(kind), run(compose, toMany)]),
    )
  return { kinds: runs(kinds, false), bulk: runs(bulk, true) }
}
