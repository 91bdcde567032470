import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Vault } from '../seal/vault.ts'
import { headOf } from '../surveys/answer-page.ts'
import { listParticipation } from '../surveys/participation.ts'
import { wordsFor } from '../union/words.ts'
import { columnChart, heatOf } from './chart.ts'
import { listFindings } from './finding.ts'
import { getReadableSurvey } from './readable.ts'
import { type Choice, type Frozen, findFrozen, reportSurvey } from './survey-report.ts'

export interface ReportOptions {
  vault: Vault
}

interface BySurvey {
  Params: { id: string }
  Querystring: Record<string, string>
}

/** What a view draws with: figures are plain data until then. */
const drawing = { columnChart, heatOf }

/** The words a reader's choice comes in; one that is sent twice counts for nothing. */
export function choiceOf(query: Record<string, unknown>): Choice {
  const word = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : undefined)
  return { scope: word('scope'), category: word('category'), period: word('period') }
}

/** What came of surveys, for those whose sections they asked. */
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
      participation: survey.audience === 'link' ? [] : await listParticipation(db, survey),
    })
  }

  app.get<BySurvey>('/reports/surveys/:id', (request, reply) =>
    withFrozen(request, reply, async (frozen, choice) => {
      const report = await reportSurvey(db, request.viewer, frozen, choice, request.locale)
      return reply.page('reports/survey', {
        ...drawing,
        report,
        findings: listFindings(report),
        words: await wordsFor(db, request),
      })
    }),
  )
}
