import type { FastifyInstance } from 'fastify'
import { pagesOf } from '../../http/pages.ts'
import { inSections } from '../../union/scope.ts'
import type { ReportOptions } from '../routes.ts'
import { drawPetition, reportPetition } from './petition-report.ts'
import { listReading } from './reading-list.ts'
import { drawSection, reportSection, sayResponses } from './section-report.ts'

interface ById {
  Params: { id: string }
}

const PAGE = 50

/** What there is to read, and what came of one petition and of one section. */
export async function placeRoutes(app: FastifyInstance, { vault }: ReportOptions): Promise<void> {
  const { db } = vault

  app.get('/reports', async (request, reply) => {
    const lines = await listReading(db, request.viewer, request.locale)
    const pages = pagesOf(request, lines.length, PAGE)
    const sections = await db
      .selectFrom('sections')
      .select(['id', 'name'])
      .where(inSections(request.viewer))
      .orderBy('name')
      .execute()
    const first = (pages.page - 1) * PAGE
    return reply.page('reports/index', { lines: lines.slice(first, first + PAGE), pages, sections })
  })

  app.get<ById>('/reports/petitions/:id', async (request, reply) => {
    const report = await reportPetition(db, request.viewer, request.params.id, request.locale)
    return reply.page('reports/petition', { report, ...drawPetition(report) })
  })

  app.get<ById>('/reports/sections/:id', async (request, reply) => {
    const report = await reportSection(db, request.viewer, request.params.id, request.locale)
    return reply.page('reports/section', { report, sayResponses, ...drawSection(report) })
  })
}
