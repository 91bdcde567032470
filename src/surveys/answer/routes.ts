import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import { blankForm, type Field, type Form, readForm } from '../../http/form.ts'
import { Limit } from '../../http/limit.ts'
import { networkOf } from '../../http/network.ts'
import type { Vault } from '../../seal/vault.ts'
import { headOf } from '../head.ts'
import { codeInvitation, findInvitations, invitationToken } from '../invitation.ts'
import { canonicalCode } from '../launch/code-sheet.ts'
import { answering } from './answering.ts'
import { showClosed } from './page.ts'
import { CARRIED } from './step.ts'
import { visitDesk } from './visit.ts'

export interface SurveyOptions {
  vault: Vault
  config: Config
}

interface BySlug {
  Params: { slug: string }
  Body: unknown
}

const printed: Field<string> = typed => {
  const code = canonicalCode(typed)
  return code ? { value: code } : { fault: typed.trim() === '' ? 'empty' : 'printed' }
}

/** Answering with an invitation, a printed code or an open link. A GET changes nothing. */
export async function answerRoutes(app: FastifyInstance, { vault }: SurveyOptions): Promise<void> {
  // A form sends a byte as three characters; what is too much is told on the page, and nothing is lost.
  const open = { config: { public: true }, bodyLimit: 4 * CARRIED } as const
  const visits = visitDesk(vault)
  const answers = answering(vault)
  // Sixty bits are not guessed at any pace; what fails is slowed down, what is right takes nothing from the others.
  const guesses = new Limit(100, 2)

  for (const [path, visitOf] of [
    ['/invitations/:token', ({ token = '' }) => visits.invited(token)],
    ['/surveys/:slug', ({ slug = '' }) => visits.open(slug)],
  ] as const) {
    const visit = (request: FastifyRequest) => visitOf(request.params as Record<string, string>)
    app.get(`${path}/response`, open, async (request, reply) =>
      answers.show(request, reply, await visit(request)),
    )
    app.post(`${path}/response`, open, async (request, reply) =>
      answers.take(request, reply, await visit(request)),
    )
    app.get(`${path}/receipt`, open, async (request, reply) =>
      answers.receipt(request, reply, await visit(request)),
    )
  }

  async function askCode(request: FastifyRequest<BySlug>, reply: FastifyReply, form: Form) {
    const { slug } = request.params
    const { survey } = await visits.launched(slug)
    if (survey.phase !== 'open') return showClosed(request, reply, survey)
    const head = headOf(survey, request.locale)
    return reply.page('surveys/answer/code', { survey: head, action: `/surveys/${slug}/codes`, form })
  }

  app.get<BySlug>('/surveys/:slug', open, async (request, reply) => {
    const { survey } = await visits.launched(request.params.slug)
    if (survey.audience === 'link') return reply.seeOther(`/surveys/${survey.slug}/response`)
    return askCode(request, reply, blankForm())
  })

  app.post<BySlug>('/surveys/:slug/codes', open, async (request, reply) => {
    const { survey, key } = await visits.launched(request.params.slug)
    const { clean, form } = readForm(request.body, { code: printed })
    const wait = guesses.take(networkOf(request.ip))
    if (wait > 0) form.faults = { code: { code: 'wait', most: wait } }
    else if (clean) {
      const id = codeInvitation(key, clean.code)
      const [invitation] = await findInvitations(vault, [{ survey_id: survey.id, id }])
      if (invitation) {
        guesses.restore(networkOf(request.ip))
        const token = invitationToken(key, 'response', survey.id, invitation.id)
        return reply.seeOther(`/invitations/${token}/response`)
      }
      form.faults = { code: { code: 'printed' } }
    }
    return askCode(request, reply.code(wait > 0 ? 429 : 422), form)
  })
}
