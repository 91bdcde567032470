import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { NotFound } from '../../errors.ts'
import { voice } from '../../http/views.ts'
import type { Locale } from '../../http/words.ts'
import { headOf } from '../../surveys/head.ts'
import { ownerName } from '../../union/legal-body.ts'
import { wordsFor } from '../../union/words.ts'
import { getReadableSurvey } from '../readable.ts'
import { choiceOf, type ReportOptions } from '../routes.ts'
import { compareEditions } from '../survey/edition-comparison.ts'
import { type Frozen, findFrozen, kOf } from '../survey/frozen.ts'
import { compareSections } from '../survey/section-comparison.ts'
import { reportSurvey, type SurveyReport } from '../survey/survey-report.ts'
import { cubeSurvey } from './cube.ts'
import { drawEditions, type EditionFile, EditionsJson, editionsJson, writeEditions } from './edition-file.ts'
import { type ById, type Files, serveFiles } from './file-routes.ts'
import { ReportJson, reportJson } from './json.ts'
import { writeReport } from './lines.ts'
import { drawReport, drawSummary } from './pdf.ts'
import { drawSections, type SectionFile, SectionsJson, sectionsJson, writeSections } from './section-file.ts'

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
const Asked = Type.Object({
  question: Type.Optional(
    Type.String({
      description: 'A code of a question, or the key of a row: question.row; the first without.',
    }),
  ),
  ...Period.properties,
})
const Beside = Type.Object({
  with: Type.Optional(Type.String({ description: 'The id of the other edition; the newest without.' })),
  ...Type.Pick(Choice, ['scope', 'period']).properties,
})

interface Owned<T> {
  owner: string
  found: T
}

/** The figures of a survey's pages as files, for officers and for programs with a token: what they show and no more. */
export async function exportReportRoutes(app: FastifyInstance, { vault }: ReportOptions): Promise<void> {
  const { db } = vault

  async function getFrozen({ viewer, params, query }: FastifyRequest<ById>) {
    const survey = await getReadableSurvey(db, viewer, params.id)
    const frozen = await findFrozen(db, survey, choiceOf(query).period)
    if (!frozen) throw new NotFound()
    return frozen
  }

  async function read(request: FastifyRequest<ById>): Promise<Owned<SurveyReport>> {
    const frozen = await getFrozen(request)
    const found = await reportSurvey(db, request.viewer, frozen, choiceOf(request.query), request.locale)
    return { found, owner: await ownerName(db, frozen.survey) }
  }

  const named = ({ found }: Owned<SurveyReport>): [string, string] => [found.title, found.frozen_on]
  const json = { schema: ReportJson, write: ({ found }: Owned<SurveyReport>) => reportJson(found) }
  const sheet: Files<Owned<SurveyReport>>['sheet'] = ({ found }, format, locale) =>
    writeReport(found, format, locale)

  serveFiles(app, db, {
    path: '/reports/surveys/:id',
    summary: 'A survey’s report',
    query: Choice,
    find: read,
    named,
    json,
    sheet,
    print: ({ found, owner }, locale) => drawReport(found, owner, locale),
  })

  serveFiles(app, db, {
    path: '/reports/surveys/:id/summary',
    summary: 'A survey’s report on one page',
    query: Choice,
    find: read,
    named: ({ found }, locale) => [`${voice(locale).t('report.summary')} ${found.title}`, found.frozen_on],
    print: ({ found, owner }, locale) => drawSummary(found, owner, locale),
  })

  serveFiles(app, db, {
    path: '/reports/surveys/:id/cube',
    summary: 'All a survey’s reports at once',
    query: Period,
    find: async request => ({
      found: await cubeSurvey(db, request.viewer, await getFrozen(request), request.locale),
      owner: '',
    }),
    named,
    json,
    sheet,
  })

  /** What every file of a comparison says of its survey. */
  const headed = async ({ survey, freezings, period }: Frozen, locale: Locale) => ({
    id: survey.id,
    ...headOf(survey, locale),
    owner: await ownerName(db, survey),
    frozen_on: freezings.find(one => one.period === period)?.frozen_on ?? '',
  })

  serveFiles<SectionFile>(app, db, {
    path: '/reports/surveys/:id/sections',
    summary: 'The sections of a survey compared by one question',
    query: Asked,
    find: async request => {
      const frozen = await getFrozen(request)
      const { viewer, query, locale } = request
      const comparison = await compareSections(db, viewer, frozen, query.question, locale)
      const { section } = await wordsFor(db, request)
      return {
        ...(await headed(frozen, locale)),
        k: kOf(frozen, comparison.question.part),
        comparison,
        section,
      }
    },
    named: ({ title, frozen_on }, locale) => [`${voice(locale).t('report.sections')} ${title}`, frozen_on],
    json: { schema: SectionsJson, write: sectionsJson },
    sheet: writeSections,
    print: drawSections,
  })

  serveFiles<EditionFile>(app, db, {
    path: '/reports/surveys/:id/comparison',
    summary: 'A survey beside another edition of it',
    query: Beside,
    find: async request => {
      const frozen = await getFrozen(request)
      const { viewer, query, locale } = request
      const choice = choiceOf(query)
      const comparison = await compareEditions(db, viewer, frozen, choice, query.with || undefined, locale)
      const { other } = comparison
      if (!other) throw new NotFound()
      return { ...(await headed(frozen, locale)), comparison: { ...comparison, other } }
    },
    named: ({ title, frozen_on, comparison }) => [`${title} ${comparison.other.day}`, frozen_on],
    json: { schema: EditionsJson, write: editionsJson },
    sheet: writeEditions,
    print: drawEditions,
  })
}
