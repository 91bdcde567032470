import type { FastifyInstance, FastifyRequest } from 'fastify'
import { getPetition, getText } from './petition.ts'
import type { PetitionOptions } from './routes.ts'
import { findSignature, readToken } from './signature.ts'

interface ByToken {
  Params: { token: string }
}

const open = { config: { public: true } } as const

/**
 * Ends the news a mail brought. A GET shows a button; the POST of a mail program is the same as that of the button,
 * whatever it holds (RFC 8058: `List-Unsubscribe=One-Click`, as a form of either kind).
 */
export async function newsRoutes(app: FastifyInstance, { vault }: PetitionOptions): Promise<void> {
  const { db } = vault

  async function read({ params, locale }: FastifyRequest<ByToken>) {
    const held = await readToken(vault, 'news', params.token)
    const { id, text_version } = await getPetition(db, held.petition_id)
    const { title } = await getText(db, id, text_version, locale)
    return { held, title }
  }

  app.get<ByToken>('/signatures/:token/news', open, async (request, reply) => {
    const { held, title } = await read(request)
    const signature = await findSignature(vault, held)
    return reply.page('petitions/news', { title, stopped: !signature?.news })
  })

  app.post<ByToken>('/signatures/:token/news', open, async (request, reply) => {
    const { held, title } = await read(request)
    await db
      .updateTable('signatures')
      .set({ news: false })
      .where('petition_id', '=', held.petition_id)
      .where('id', '=', held.id)
      .execute()
    return reply.page('petitions/news', { title, stopped: true })
  })
}
