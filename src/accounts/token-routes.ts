import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { blankForm, type Form, line, oneOf, readForm } from '../http/form.ts'
import { issueToken, listTokens, revokeToken, tokenLives } from './api-token.ts'
import type { AccountOptions } from './routes.ts'

const tokenForm = { label: line(80), days: oneOf(...tokenLives) }

/** Tokens by which an officer's programs read figures. */
export async function tokenRoutes(app: FastifyInstance, { vault, config }: AccountOptions): Promise<void> {
  const named = { config: { names: true as const } }

  const show = async (request: FastifyRequest, reply: FastifyReply, form: Form, token: string | null) =>
    reply.page('accounts/tokens', {
      tokens: await listTokens(vault.db, request.viewer.account_id),
      token,
      example: `${config.PUBLIC_URL}/reports.json`,
      done: (request.query as { done?: unknown }).done === 'removal',
      form,
    })

  app.get('/account/tokens', named, (request, reply) => show(request, reply, blankForm(), null))

  app.post('/account/tokens', named, async (request, reply) => {
    const { clean, form } = readForm(request.body, tokenForm)
    if (!clean) return show(request, reply.code(422), form, null)
    const { label, days } = clean
    const token = await issueToken(vault, request.viewer, { label, days: Number(days) })
    return show(request, reply, blankForm(), token)
  })

  app.post<{ Params: { id: string } }>('/account/tokens/:id/removal', named, async (request, reply) => {
    await revokeToken(vault, request.viewer, request.params.id)
    return reply.seeOther('/account/tokens?done=removal')
  })
}
