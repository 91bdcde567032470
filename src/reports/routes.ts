import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { voice } from '../http/views.ts'
import type { Vault } from '../seal/vault.ts'
import { headOf } from '../surveys/head.ts'
import { ownerName } from '../union/legal-body.ts'
import { wordsFor } from '../union/words.ts'
import { columnChart, heatOf } from './chart.ts'
import { placeRoutes } from './place/routes.ts'
import { getReadableSurvey } from './readable.ts'
import { listOwnParticipation } from './response-rate.ts'
import { compareEditions } from './survey/edition-comparison.ts'
import { compareLines, noteEditions } from './survey/edition-table.ts'
import { listFindings } from './survey/finding.ts'
import { type Frozen, findFrozen, kOf, periodOf } from './survey/frozen.ts'
import { listLeading, sayLeading } from './survey/leading.ts'
import { explainMissing, noteQuestion, noteReport, noteSections, noteSummary } from './survey/note.ts'
import { silencesIn } from './survey/reading.ts'
import { compareSections } from './survey/section-comparison.ts'
import { tableSections } from './survey/section-table.ts'
import { type Choice, queryOf, reportSurvey } from './survey/survey-report.ts'
import { writtenRoutes } from './written/routes.ts'

export interface ReportOptions {
  vault: Vault
}

interface BySurvey {
  Params: { id: string }
  Querystring: Record<string, string>
}

/** What a view draws with: figures are plain data until then. */
const drawing = { columnChart, explainMissing, heatOf, noteQuestion, queryOf, silencesIn }

/** The words a reader's choice comes in; one that is sent twice counts for nothing. */
export function choiceOf(query: Record<string, unknown>): Choice {
  const word = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : undefined)
  return { scope: word('scope'), category: word('category'), period: word('period') }
}

/** What came of surveys, and of everything else. */
export async function reportRoutes(app: FastifyInstance, { vault }: ReportOptions): Promise<void> {
  const { db } = vault

  /** Shows a survey's figures, or while there are none how far its answering has come. */
  async function withFrozen(
    request: FastifyRequest<BySurvey>,
    reply: FastifyReply,
    show: (frozen: Frozen, choice: Choice) => Promise<string>,
  ): Promise<string> {
    const survey = await getReadableSurvey(db, request.viewer, request.params.id)
    const choice = choiceOf(request.query)
    const frozen = await findFrozen(db, survey, choice.period)
    if (frozen) return show(frozen, choice)
    return reply.page('reports/running', {
      survey: { id: survey.id, phase: survey.phase, ...headOf(survey, request.locale) },
      participation: survey.audience === 'link' ? [] : await listOwnParticipation(db, request.viewer, survey),
    })
  }

  app.get<BySurvey>('/reports/surveys/:id', (request, reply) =>
    withFrozen(request, reply, async (frozen, choice) => {
      const report = await reportSurvey(db, request.viewer, frozen, choice, request.locale)
      return reply.page('reports/survey', {
        ...drawing,
        report,
        period: periodOf(frozen),
        notes: noteReport(report, voice(request.locale).t),
        findings: listFindings(report),
        words: await wordsFor(db, request),
      })
    }),
  )

  app.get<BySurvey>('/reports/surveys/:id/summary', (request, reply) =>
    withFrozen(request, reply, async (frozen, choice) => {
      const report = await reportSurvey(db, request.viewer, frozen, choice, request.locale)
      return reply.page('reports/summary', {
        ...drawing,
        report,
        period: periodOf(frozen),
        findings: listFindings(report),
        leading: listLeading(report),
        sayLeading,
        notes: noteSummary(voice(request.locale), report),
        owner_name: await ownerName(db, frozen.survey),
      })
    }),
  )

  app.get<BySurvey>('/reports/surveys/:id/sections', (request, reply) =>
    withFrozen(request, reply, async (frozen, { scope }) => {
      const { question } = request.query
      const { survey } = frozen
      const comparison = await compareSections(db, request.viewer, frozen, question, request.locale)
      return reply.page('reports/sections', {
        ...drawing,
        survey: { id: survey.id, ...headOf(survey, request.locale) },
        scope,
        period: periodOf(frozen),
        comparison,
        table: tableSections(voice(request.locale), comparison, headOf(survey, request.locale).language),
        notes: noteSections(voice(request.locale).t, comparison, kOf(frozen, comparison.question.part)),
        words: await wordsFor(db, request),
      })
    }),
  )

  app.get<BySurvey>('/reports/surveys/:id/comparison', (request, reply) =>
    withFrozen(request, reply, async (frozen, choice) => {
      const { survey } = frozen
      const other = request.query.with || undefined
      return reply.page('reports/comparison', {
        ...drawing,
        survey: { id: survey.id, ...headOf(survey, request.locale) },
        period: periodOf(frozen),
        comparison: await compareEditions(db, request.viewer, frozen, choice, other, request.locale),
        compareLines,
        noteEditions,
      })
    }),
  )

  await app.register(placeRoutes, { vault })
  await app.register(writtenRoutes, { vault })
}
