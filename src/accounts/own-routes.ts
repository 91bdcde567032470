import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { blankForm, type Form, readForm } from '../http/form.ts'
import { hasWord } from '../http/words.ts'
import { accountsKey, changeProfile, getAccount, openProfile } from './account.ts'
import { countRecoveryCodes } from './factor.ts'
import { passwordForm, profileForm } from './forms.ts'
import { fitsPassword } from './password.ts'
import { changePassword } from './reset.ts'
import type { AccountOptions } from './routes.ts'

interface WithDone {
  Querystring: { done?: unknown }
}

function doneOf({ query }: FastifyRequest): string | undefined {
  const { done } = query as WithDone['Querystring']
  return typeof done === 'string' && hasWord(`account.done.${done}`) ? done : undefined
}

/** An officer's own account. */
export async function ownRoutes(
  app: FastifyInstance,
  { vault, cookie, door }: AccountOptions,
): Promise<void> {
  const { db } = vault

  async function show(request: FastifyRequest, reply: FastifyReply, form?: Form) {
    const account = await getAccount(db, request.viewer.account_id)
    const { name, email } = openProfile(await accountsKey(vault), account)
    return reply.page('accounts/own', {
      name,
      email,
      role: account.role,
      factor: account.factor_sealed !== null,
      codes_left: await countRecoveryCodes(db, account.id),
      form: form ?? blankForm({ name, locale: account.locale }),
      done: doneOf(request),
    })
  }

  app.get('/account', (request, reply) => show(request, reply))

  app.post('/account', async (request, reply) => {
    const { clean, form } = readForm(request.body, profileForm)
    if (!clean) return show(request, reply.code(422), form)
    await changeProfile(vault, await getAccount(db, request.viewer.account_id), clean)
    return reply.seeOther('/account?done=profile')
  })

  app.get('/account/password', (_, reply) => reply.page('accounts/password', { form: blankForm() }))

  app.post('/account/password', async (request, reply) => {
    const { clean, form } = readForm(request.body, passwordForm)
    if (!clean) return reply.code(422).page('accounts/password', { form })
    const key = await accountsKey(vault)
    const account = await getAccount(db, request.viewer.account_id)
    const { email } = openProfile(key, account)
    const wait = door.knock(email, request.ip)
    if (wait > 0) {
      form.faults.current = { code: 'wait', most: wait }
      return reply.code(429).header('retry-after', wait).page('accounts/password', { form })
    }
    if (!(await fitsPassword(key, account.password_hash, clean.current))) {
      form.faults.current = { code: 'wrong' }
      return reply.code(422).page('accounts/password', { form })
    }
    door.welcome(email, request.ip)
    cookie.give(reply, await changePassword(vault, account.id, clean.password))
    return reply.seeOther('/account?done=password')
  })
}
