import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '../../errors.ts'
import { sheetFormats, sheetTypes } from '../../print/sheet.ts'
import { getSurvey } from '../../surveys/survey.ts'
import { accentOn } from '../../union/colour.ts'
import { ownerName } from '../../union/legal-body.ts'
import { getSettings } from '../../union/settings.ts'
import { getReadableSurvey } from '../readable.ts'
import { choiceOf, type ReportOptions } from '../routes.ts'
import { findFrozen } from '../survey/frozen.ts'
import { reportSurvey, type SurveyReport } from '../survey/survey-report.ts'
import { attach, fileName } from './attachment.ts'
import { cubeSurvey } from './cube.ts'
import { ReportJson, reportJson } from './json.ts'
import { writeReport } from './lines.ts'
import { printReport } from './pdf.ts'

interface BySurvey {
  Params: { id: string }
  Querystring: Record<string, string>
}

const Choice = Type.Object({
  scope: Type.Optional(
    Type.String({ description: 'A code of the report’s scopes; the viewer’s own without.' }),
  ),
  category: Type.Optional(
    Type.String({ description: 'An answer to the breakdown; * for all side by side.' }),
  ),
  period: Type.Optional(Type.String({ description: 'From 1; the last without.' })),
})
const Period = Type.Pick(Choice, ['period'])
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

const nameOf = ({ title, frozen_on }: SurveyReport, ending: string) => fileName(title, frozen_on, ending)

/** The figures of a report as files, for officers and for programs with a token: what its pages show and no more. */
export async function exportReportRoutes(app: FastifyInstance, { vault }: ReportOptions): Promise<void> {
  const { db } = vault

  async function getFrozen({ viewer, params, query }: FastifyRequest<BySurvey>) {
    const survey = await getReadableSurvey(db, viewer, params.id)
    const frozen = await findFrozen(db, survey, choiceOf(query).period)
    if (!frozen) throw new NotFound()
    return frozen
  }

  const read = async (request: FastifyRequest<BySurvey>) =>
    reportSurvey(db, request.viewer, await getFrozen(request), choiceOf(request.query), request.locale)

  const readCube = async (request: FastifyRequest<BySurvey>) =>
    cubeSurvey(db, request.viewer, await getFrozen(request), request.locale)

  for (const { path, read: find, summary, query } of [
    { path: '/reports/surveys/:id', read, summary: 'A survey’s report', query: Choice },
    {
      path: '/reports/surveys/:id/cube',
      read: readCube,
      summary: 'All a survey’s reports at once',
      query: Period,
    },
  ]) {
    const figures = { figures: true } as const
    const schema = { summary, params: Id, querystring: query }

    app.get<BySurvey>(
      `${path}.json`,
      { config: figures, schema: { ...schema, response: { 200: ReportJson } } },
      async request => reportJson(await find(request)),
    )

    if (path.endsWith(':id')) {
      const content = { 'application/pdf': { schema: Type.Any() } }
      app.get<BySurvey>(
        `${path}.pdf`,
        { config: figures, schema: { ...schema, response: { 200: { content } } } },
        async (request, reply) => {
          const report = await find(request)
          const { accent } = await getSettings(db)
          const owner = await ownerName(db, await getSurvey(db, report.id))
          attach(reply, 'application/pdf', nameOf(report, 'pdf'))
          return printReport(report, { owner, accent: accentOn('light', accent).ground }, request.locale)
        },
      )
    }

    for (const format of sheetFormats) {
      const content = { [sheetTypes[format]]: { schema: Type.Any() } }
      app.get<BySurvey>(
        `${path}.${format}`,
        { config: figures, schema: { ...schema, response: { 200: { content } } } },
        async (request, reply) => {
          const report = await find(request)
          attach(reply, sheetTypes[format], nameOf(report, format))
          return writeReport(report, format, request.locale)
        },
      )
    }
  }
}
