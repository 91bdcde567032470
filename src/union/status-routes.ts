import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { recordEvent } from '../audit/event.ts'
import { Conflict } from '../errors.ts'
import { type Field, readForm } from '../http/form.ts'
import { hasWord } from '../http/words.ts'
import { abandonJobs, listStandings, readDelay, retryJobs } from '../jobs/status.ts'
import { reasonOf } from '../mail/status.ts'
import { isSealerAway } from '../seal/seat.ts'
import type { UnionOptions } from './routes.ts'
import { doneOf, type WithDone } from './words.ts'

const guarded = { config: { needs: 'union' } } as const
const home = '/manage/status'
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

/** A worker looks every half second: silent for so long, it is away. In seconds. */
const AWAY = 300

/** The key of what a kind of job is called. */
function kindWord(kind: string): string {
  const own = `status.kind.${kind}`
  return hasWord(own) ? own : 'status.kind.other'
}

const code: Field<string> = typed =>
  /^[a-z0-9.-]{1,60}$/.test(typed) ? { value: typed } : { fault: 'choice' }

/** How the machine stands: mail, work, keys, versions; and what to do with jobs that failed. */
export async function statusRoutes(app: FastifyInstance, { vault, config }: UnionOptions): Promise<void> {
  const { db, keys } = vault

  app.get<WithDone>(home, guarded, async (request, reply) => {
    const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db)
    const delay = await readDelay(db)
    return reply.page('union/status', {
      mail_set: config.SMTP_URL !== '',
      mail_from: config.MAIL_FROM,
      worker_away: config.SMTP_URL !== '' && delay > AWAY,
      delay,
      sealer_away: await isSealerAway(db),
      standings: (await listStandings(db)).map(one => ({
        ...one,
        word: kindWord(one.kind),
        reason: reasonOf(one.code),
      })),
      versions: {
        unisson: version,
        node: process.versions.node,
        postgresql: rows[0]?.server_version.split(' ')[0] ?? '',
      },
      done: doneOf(request),
    })
  })

  for (const [noun, act] of [
    ['retries', retryJobs],
    ['abandonments', abandonJobs],
  ] as const) {
    app.post(`${home}/${noun}`, guarded, async (request, reply) => {
      const { clean } = readForm(request.body, { kind: code, code })
      if (!clean) throw new Conflict()
      await db.transaction().execute(async trx => {
        const count = await act(trx, clean.kind, clean.code)
        const { account_id } = request.viewer
        const detail = { ...clean, count }
        await recordEvent(trx, keys, { account_id, act: `job.${noun}`, subject: 'job', detail })
      })
      return reply.seeOther(`${home}?done=${noun}`)
    })
  }
}
