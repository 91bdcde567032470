import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { listReading } from '../place/reading-list.ts'
import type { ReportOptions } from '../routes.ts'

const Reports = Type.Object({
  reports: Type.Array(
    Type.Object({
      kind: Type.String({ description: 'survey or petition' }),
      id: Type.String({ format: 'uuid' }),
      title: Type.String(),
      day: Type.String({ format: 'date', description: 'The day it began.' }),
      phase: Type.String({ description: 'A survey has figures once it is frozen.' }),
      count: Type.Union([Type.Integer(), Type.Null()], {
        description: 'Signatures, or responses once they are counted.',
      }),
    }),
  ),
})

/** What there is to read, for programs that look for it. */
export async function exportListRoutes(app: FastifyInstance, { vault }: ReportOptions): Promise<void> {
  app.get(
    '/reports.json',
    {
      config: { figures: true },
      schema: { summary: 'All there is to read', response: { 200: Reports } },
    },
    async ({ viewer, locale }) => ({ reports: await listReading(vault.db, viewer, locale) }),
  )
}
