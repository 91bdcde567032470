import type { FastifyInstance } from 'fastify'
import { NotFound } from '../errors.ts'
import { blankForm, readForm } from '../http/form.ts'
import { getSettings } from '../union/settings.ts'
import { setUpForm } from './forms.ts'
import type { AccountOptions } from './routes.ts'
import { openSession } from './session.ts'
import { holdsSetUp, setUp } from './set-up.ts'

interface ByToken {
  Params: { token: string }
}

/** The first administrator, while there is none; afterwards the link leads nowhere. */
export async function setUpRoutes(
  app: FastifyInstance,
  { vault, config, ring, cookie, site }: AccountOptions,
): Promise<void> {
  const { db } = vault
  const surroundings = { without_mail: config.SMTP_URL === '' }

  app.get<ByToken>('/set-up/:token', { config: { public: true } }, async (request, reply) => {
    if (!(await holdsSetUp(db, ring, request.params.token))) throw new NotFound()
    const { union_name } = await getSettings(db)
    return reply.page('accounts/set-up', { form: blankForm({ union_name }), ...surroundings })
  })

  app.post<ByToken>('/set-up/:token', { config: { public: true } }, async (request, reply) => {
    if (!(await holdsSetUp(db, ring, request.params.token))) throw new NotFound()
    const { clean, form } = readForm(request.body, setUpForm)
    if (!clean) return reply.code(422).page('accounts/set-up', { form, ...surroundings })
    const id = await setUp(vault, { ...clean, locale: request.locale })
    if (!id) throw new NotFound()
    site.clear()
    cookie.give(reply, await openSession(db, id))
    return reply.seeOther('/account/second-factor')
  })
}
