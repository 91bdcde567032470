import type { FastifyInstance } from 'fastify'
import { blankForm, type Form, optional, readForm } from '../http/form.ts'
import { isId } from '../http/id.ts'
import { voice } from '../http/views.ts'
import type { Vault } from '../seal/vault.ts'
import { type LogFilter, listEvents, listOccurring } from './log.ts'
import { actWords, detailWords, subjectWords } from './words.ts'

export interface AuditOptions {
  vault: Vault
  /** The names of the accounts, by id. */
  names: () => Promise<Map<string, string>>
}

interface Choice {
  value: string
  label: string
}

interface EventShown {
  at: Date
  /** Undefined: the program itself. */
  who: string | undefined
  act: string
  about: string
  href: string | undefined
  detail: string
}

declare module '../http/views.ts' {
  interface Views {
    'audit/index': {
      form: Form
      events: EventShown[]
      acts: Choice[]
      accounts: Choice[]
      /** The page of older events and the first one, with the same filter. */
      older: string | undefined
      newest: string | undefined
    }
  }
}

const home = '/manage/audit'
const homes: Record<string, string> = {
  account: '/manage/accounts',
  federation: '/manage/federations',
  'legal-body': '/manage/legal-bodies',
  petition: '/manage/petitions',
  region: '/manage/regions',
  section: '/manage/sections',
}

const id = optional<string>(typed => (isId(typed) ? { value: typed } : { fault: 'choice' }))
const act = optional<string>(typed =>
  /^[a-z.-]{1,60}$/.test(typed) ? { value: typed } : { fault: 'choice' },
)

function pageOf(filter: LogFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value)
  return given.length > 0 ? `${home}?${new URLSearchParams(given)}` : home
}

/** Who did what, for the administrator. Reading it is not itself written down. */
export async function auditRoutes(app: FastifyInstance, { vault, names }: AuditOptions): Promise<void> {
  app.get(home, { config: { needs: 'union', names: true } }, async (request, reply) => {
    const { t } = voice(request.locale)
    const { clean, form } = readForm(request.query, { act, account_id: id, before: id })
    const filter: LogFilter = clean ?? {}
    const { events, more } = await listEvents(vault, filter)
    const { acts, accounts } = await listOccurring(vault)
    const known = await names()
    const nameOf = (account: string) => known.get(account) ?? t('audit.nobody')
    const byLabel = (one: Choice, other: Choice) => one.label.localeCompare(other.label, request.locale)
    return reply.page('audit/index', {
      form: blankForm(form.values),
      events: events.map(event => {
        const { subject, subject_id } = event
        const named = subject === 'account' && subject_id !== null
        const there = subject_id !== null && homes[subject] && (!named || known.has(subject_id))
        return {
          at: event.created_at,
          who: event.account_id === null ? undefined : nameOf(event.account_id),
          act: actWords(t, event.act),
          about: named ? nameOf(subject_id) : subjectWords(t, subject),
          href: there ? `${homes[subject]}/${subject_id}` : undefined,
          detail: detailWords(t, event),
        }
      }),
      acts: acts.map(value => ({ value, label: actWords(t, value) })).sort(byLabel),
      accounts: accounts.map(value => ({ value, label: nameOf(value) })).sort(byLabel),
      older: more ? pageOf({ ...filter, before: events.at(-1)?.id }) : undefined,
      newest: filter.before ? pageOf({ ...filter, before: undefined }) : undefined,
    })
  })
}
