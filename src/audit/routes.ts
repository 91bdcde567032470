import type { FastifyInstance } from 'fastify'
import { blankForm, type Form, optional, readForm } from '../http/form.ts'
import type { Vault } from '../seal/vault.ts'
import { type LoggedEvent, listEvents, listOccurring } from './log.ts'

export interface AuditOptions {
  vault: Vault
  /** The names of the accounts, by id. */
  names: () => Promise<Map<string, string>>
}

interface AuditPage {
  form: Form
  events: LoggedEvent[]
  acts: string[]
  /** Who occurs in the log, by name. */
  accounts: { id: string; name: string }[]
  names: Map<string, string>
  /** The page of older events, with the same filter. */
  older: string | undefined
  newest: string | undefined
}

declare module '../http/views.ts' {
  interface Views {
    'audit/index': AuditPage
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const id = optional<string>(typed => (uuid.test(typed) ? { value: typed } : { fault: 'choice' }))
const act = optional<string>(typed =>
  /^[a-z.-]{1,60}$/.test(typed) ? { value: typed } : { fault: 'choice' },
)

/** Who did what, for the administrator. Reading it is not itself written down. */
export async function auditRoutes(app: FastifyInstance, { vault, names }: AuditOptions): Promise<void> {
  app.get('/manage/audit', { config: { needs: 'union', names: true } }, async (request, reply) => {
    const { clean, form } = readForm(request.query, { act, account_id: id, before: id })
    const { events, more } = await listEvents(vault, clean ?? {})
    const known = await names()
    const { acts, accounts } = await listOccurring(vault)
    const page = (before: string) => {
      const filter = { act: clean?.act ?? '', account_id: clean?.account_id ?? '', before }
      return `/manage/audit?${new URLSearchParams(Object.entries(filter).filter(([, value]) => value))}`
    }
    return reply.page('audit/index', {
      form: blankForm(form.values),
      events,
      acts,
      accounts: accounts
        .map(account => ({ id: account, name: known.get(account) ?? account }))
        .sort((one, other) => one.name.localeCompare(other.name, request.locale)),
      names: known,
      older: more ? page(events.at(-1)?.id ?? '') : undefined,
      newest: clean?.before ? page('') : undefined,
    })
  })
}
