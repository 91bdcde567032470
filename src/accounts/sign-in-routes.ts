import type { FastifyInstance } from 'fastify'
import { recordEvent } from '../audit/event.ts'
import { blankForm, readForm } from '../http/form.ts'
import { signInForm } from './forms.ts'
import { safeReturn, withReturn } from './return.ts'
import type { AccountOptions } from './routes.ts'
import { closeSession, closeSessions, openSession } from './session.ts'
import { findByPassword } from './sign-in.ts'

interface WithNext {
  Querystring: { next?: unknown }
}

export async function signInRoutes(
  app: FastifyInstance,
  { vault, cookie, door }: AccountOptions,
): Promise<void> {
  const { db, keys } = vault

  app.get<WithNext>('/sign-in', { config: { public: true } }, (request, reply) =>
    reply.page('accounts/sign-in', { form: blankForm({ next: safeReturn(request.query.next) ?? '' }) }),
  )

  app.post('/sign-in', { config: { public: true } }, async (request, reply) => {
    const { clean, form } = readForm(request.body, signInForm)
    const refuse = () => reply.code(422).page('accounts/sign-in', { form })
    if (!clean) return refuse()
    const wait = door.knock(clean.email, request.ip)
    if (wait > 0) {
      form.faults.email = { code: 'wait', most: wait }
      return reply.code(429).header('retry-after', wait).page('accounts/sign-in', { form })
    }
    const account = await findByPassword(vault, clean)
    if (!account) {
      form.faults.email = { code: 'sign-in' }
      return refuse()
    }
    door.welcome(clean.email, request.ip)
    const token = await db.transaction().execute(async trx => {
      await recordEvent(trx, keys, { account_id: account.id, act: 'account.sign-in', subject: 'account' })
      return openSession(trx, account.id)
    })
    cookie.give(reply, token)
    const next = safeReturn(clean.next)
    return reply.seeOther(
      account.factor_sealed ? withReturn('/account/second-factor', next) : (next ?? '/manage'),
    )
  })

  app.post('/sign-out', { config: { unproven: true } }, async (request, reply) => {
    const { account_id } = request.viewer
    await db.transaction().execute(async trx => {
      await closeSession(trx, cookie.find(request) ?? '')
      await recordEvent(trx, keys, { account_id, act: 'account.sign-out', subject: 'account' })
    })
    cookie.take(reply)
    return reply.seeOther('/sign-in')
  })

  app.post('/account/sessions/closure', { config: { unproven: true } }, async (request, reply) => {
    const { account_id } = request.viewer
    await db.transaction().execute(async trx => {
      await closeSessions(trx, account_id)
      await recordEvent(trx, keys, { account_id, act: 'account.sessions.closure', subject: 'account' })
    })
    cookie.take(reply)
    return reply.seeOther('/sign-in')
  })
}
