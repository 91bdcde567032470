import type { FastifyInstance } from 'fastify'
import { legalBodyOf } from './legal-body.ts'
import type { UnionOptions } from './routes.ts'
import { getSettings } from './settings.ts'

const pages = {
  '/legal-notice': 'legal/notice',
  '/privacy': 'legal/privacy',
  '/accessibility': 'legal/accessibility',
} as const

/** The three pages the law asks for, made of the settings. */
export async function legalRoutes(
  app: FastifyInstance,
  { vault: { db }, desk }: UnionOptions,
): Promise<void> {
  for (const [path, view] of Object.entries(pages)) {
    app.get(path, { config: { public: true } }, (request, reply) =>
      desk.send(request, reply, async () => {
        const settings = await getSettings(db)
        const body = await legalBodyOf(db, { region_id: null, section_id: null })
        const union_name = settings.union_name || 'Unisson'
        return reply.page(view, {
          union: { ...settings, union_name },
          legal_body: { ...body, contact: body.contact || settings.publisher || union_name },
        })
      }),
    )
  }
}
