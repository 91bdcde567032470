import type { FastifyInstance } from 'fastify'
import { voice } from '../http/views.ts'
import { qrCode, qrSvg } from '../print/qr.ts'
import { readPublicFacts } from './page.ts'
import type { PetitionOptions } from './routes.ts'
import { sourceDesk } from './source.ts'

interface BySlug {
  Params: { slug: string }
  Querystring: { via?: unknown }
}

const open = { config: { public: true } } as const

/** A petition in a meeting: its code, alone or projected with the count. */
export async function screenRoutes(
  app: FastifyInstance,
  { vault, config, desk }: PetitionOptions,
): Promise<void> {
  const { db } = vault
  const knownSource = sourceDesk(db)

  app.get<BySlug>('/petitions/:slug/screen', open, (request, reply) =>
    desk.send(request, reply, async () => {
      const { slug } = request.params
      const { petition, count, url } = await readPublicFacts(db, slug, request.locale, config.PUBLIC_URL)
      return reply.page('petitions/screen', { petition, count, url, code: qrCode(url) })
    }),
  )

  app.get<BySlug>('/petitions/:slug/qr.svg', open, async (request, reply) => {
    const { slug } = request.params
    const { petition, url } = await readPublicFacts(db, slug, request.locale, config.PUBLIC_URL)
    const via = await knownSource(request.query.via)
    const title = voice(request.locale).t('petition.screen.code')
    reply.header('cache-control', 'public, max-age=3600').type('image/svg+xml; charset=utf-8')
    return qrSvg(via ? `${url}?via=${encodeURIComponent(via)}` : url, `${title} - ${petition.title}`)
  })
}
