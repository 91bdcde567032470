import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { TooMany } from '../errors.ts'
import { blankForm, readForm } from '../http/form.ts'
import { Limit } from '../http/limit.ts'
import { networkOf } from '../http/network.ts'
import { accountsKey, openProfile } from './account.ts'
import { newPasswordForm, resetForm } from './forms.ts'
import { findLinked, type LinkPurpose } from './link.ts'
import { askReset, setPassword } from './reset.ts'
import type { AccountOptions } from './routes.ts'

interface ByToken {
  Params: { token: string }
  Body: unknown
}

/** Milliseconds every request for a reset takes, so that its time does not tell whether the address is known. */
const EVEN = 300

/** What mailed links lead to: a password, first or new. A GET shows a form and spends nothing. */
export async function linkRoutes(app: FastifyInstance, { vault, cookie }: AccountOptions): Promise<void> {
  const open = { config: { public: true as const } }
  const asked = new Limit(20, 30)

  app.get('/password-resets', open, (_, reply) => reply.page('accounts/ask-reset', { form: blankForm() }))

  app.post('/password-resets', open, async (request, reply) => {
    const { clean, form } = readForm(request.body, resetForm)
    if (!clean) return reply.code(422).page('accounts/ask-reset', { form })
    if (asked.take(networkOf(request.ip)) > 0) throw new TooMany()
    await Promise.all([askReset(vault, clean.email), pause(EVEN)])
    return reply.page('accounts/reset-asked', { email: clean.email })
  })

  function gone(reply: FastifyReply, purpose: LinkPurpose) {
    return reply.code(410).page('accounts/link-gone', { purpose })
  }

  async function show(request: FastifyRequest<ByToken>, reply: FastifyReply, purpose: LinkPurpose) {
    const linked = await findLinked(vault, purpose, request.params.token)
    if (!linked) return gone(reply, purpose)
    const profile = openProfile(await accountsKey(vault), linked.account)
    return reply.page('accounts/new-password', { form: blankForm(), purpose, ...profile })
  }

  async function set(request: FastifyRequest<ByToken>, reply: FastifyReply, purpose: LinkPurpose) {
    const linked = await findLinked(vault, purpose, request.params.token)
    if (!linked) return gone(reply, purpose)
    const { account, link_id } = linked
    const { clean, form } = readForm(request.body, newPasswordForm)
    if (!clean) {
      const profile = openProfile(await accountsKey(vault), account)
      return reply.code(422).page('accounts/new-password', { form, purpose, ...profile })
    }
    const token = await setPassword(vault, { link_id, account_id: account.id, purpose }, clean.password)
    if (!token) return gone(reply, purpose)
    cookie.give(reply, token)
    return reply.seeOther(
      purpose === 'invitation' || account.factor_sealed ? '/account/second-factor' : '/manage',
    )
  }

  app.get<ByToken>('/password-resets/:token', open, (request, reply) => show(request, reply, 'reset'))
  app.post<ByToken>('/password-resets/:token', open, (request, reply) => set(request, reply, 'reset'))
  app.get<ByToken>('/account-invitations/:token/acceptance', open, (request, reply) =>
    show(request, reply, 'invitation'),
  )
  app.post<ByToken>('/account-invitations/:token/acceptance', open, (request, reply) =>
    set(request, reply, 'invitation'),
  )
}
