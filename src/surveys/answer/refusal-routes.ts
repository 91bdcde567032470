import type { FastifyInstance, FastifyRequest } from 'fastify'
import { today } from '../../http/day.ts'
import { refuseMail } from '../../mail/suppression.ts'
import { invitationDesk, readInvitation } from '../invitation.ts'
import { findInvited } from '../respondent.ts'
import type { SurveyOptions } from './routes.ts'

interface ByToken {
  Params: { token: string }
}

const open = { config: { public: true } } as const

/**
 * Ends all mail about surveys to whoever was invited. A GET shows a button; the POST of a mail program is the same as
 * that of the button, whatever it holds (RFC 8058).
 */
export async function refusalRoutes(app: FastifyInstance, { vault }: SurveyOptions): Promise<void> {
  const { db } = vault
  const find = invitationDesk(vault)

  async function read({ params }: FastifyRequest<ByToken>) {
    const { invitation, key } = await readInvitation(vault, find, 'refusal', params.token)
    return findInvited(vault, key, invitation)
  }

  app.get<ByToken>('/invitations/:token/refusal', open, async (request, reply) => {
    const member = await read(request)
    return reply.page('surveys/answer/refusal', { stopped: !member || member.refused_on !== null })
  })

  app.post<ByToken>('/invitations/:token/refusal', open, async (request, reply) => {
    const member = await read(request)
    if (member) {
      await db.transaction().execute(async trx => {
        const day = today()
        await trx
          .updateTable('members')
          .set({ refused_on: day })
          .where('id', '=', member.id)
          .where('refused_on', 'is', null)
          .execute()
        if (member.email) await refuseMail(vault, trx, member.email, null, 'surveys')
      })
    }
    return reply.page('surveys/answer/refusal', { stopped: true })
  })
}
