import type { FastifyInstance } from 'fastify'
import { blankForm, readForm } from '../http/form.ts'
import { legalBodyForm } from './forms.ts'
import { getLegalBody, listLegalBodies, removeLegalBody, saveLegalBody } from './legal-body.ts'
import type { UnionOptions } from './routes.ts'
import { doneOf, type WithDone } from './words.ts'

type ById = { Params: { id: string } } & WithDone

const guarded = { config: { needs: 'union' } } as const
const home = '/manage/legal-bodies'

/** Who answers for what: pages and acts of legal bodies. */
export async function legalBodyRoutes(app: FastifyInstance, { vault, desk }: UnionOptions): Promise<void> {
  const { db } = vault

  app.get<WithDone>(home, guarded, async (request, reply) =>
    reply.page('union/legal-bodies', { bodies: await listLegalBodies(db), done: doneOf(request) }),
  )

  app.get(`${home}/new`, guarded, async (_, reply) =>
    reply.page('union/legal-body', { body: null, form: blankForm(), done: undefined }),
  )

  app.post(home, guarded, async (request, reply) => {
    const { clean, form } = readForm(request.body, legalBodyForm)
    if (!clean) return reply.code(422).page('union/legal-body', { body: null, form, done: undefined })
    await saveLegalBody(vault, request.viewer, clean)
    return reply.seeOther(`${home}?done=creation`)
  })

  app.get<ById>(`${home}/:id`, guarded, async (request, reply) => {
    const body = await getLegalBody(db, request.params.id)
    const { id: _, use_count: __, ...words } = body
    return reply.page('union/legal-body', { body, form: blankForm(words), done: doneOf(request) })
  })

  app.post<ById>(`${home}/:id`, guarded, async (request, reply) => {
    const body = await getLegalBody(db, request.params.id)
    const { clean, form } = readForm(request.body, legalBodyForm)
    if (!clean) return reply.code(422).page('union/legal-body', { body, form, done: undefined })
    await saveLegalBody(vault, request.viewer, clean, body.id)
    desk.clear()
    return reply.seeOther(`${home}/${body.id}?done=edit`)
  })

  app.post<ById>(`${home}/:id/removal`, guarded, async (request, reply) => {
    await removeLegalBody(vault, request.viewer, request.params.id)
    return reply.seeOther(`${home}?done=removal`)
  })
}
