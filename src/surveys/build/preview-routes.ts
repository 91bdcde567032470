import type { FastifyInstance, FastifyRequest } from 'fastify'
import { blankForm } from '../../http/form.ts'
import { sayIn } from '../answer/asked.ts'
import { showStep } from '../answer/page.ts'
import { FIRST, takeStep } from '../answer/step.ts'
import { readFacts } from '../answer/visit.ts'
import { listOffered } from '../respondent.ts'
import { type BuildOptions, type ById, getBuilding, needs } from './building.ts'
import { keptWords } from './kept-words.ts'

/** A survey as respondents will get it, from the first page to the receipt. Nothing of it is kept. */
export async function previewRoutes(app: FastifyInstance, { vault }: BuildOptions): Promise<void> {
  async function visitOf(request: FastifyRequest<ById>) {
    const building = await getBuilding(vault.db, request)
    const { survey } = building
    const sections = await listOffered(vault.db, survey)
    const facts = await readFacts(vault.db, survey)
    const action = `/manage/surveys/${survey.id}/preview`
    return {
      building,
      visit: {
        survey,
        sections,
        facts,
        action,
        invitation: null,
        trial: `/manage/surveys/${survey.id}/pages`,
      },
    }
  }

  app.get<ById>('/manage/surveys/:id/preview', needs, async (request, reply) => {
    const { visit } = await visitOf(request)
    const first = { at: FIRST, form: blankForm(), answers: {}, hidden: new Set<string>() }
    return showStep(request, reply, visit, first)
  })

  app.post<ById>('/manage/surveys/:id/preview', needs, async (request, reply) => {
    const { building, visit } = await visitOf(request)
    const { survey, sections } = visit
    const step = takeStep(survey.definition, request.body, new Set(sections.map(({ id }) => id)))
    if (!step.complete) return showStep(request, reply, visit, step)
    return reply.page('surveys/build/trial-end', {
      survey: building.head,
      thanks: sayIn(building.asking, survey.definition.thanks),
      kept: keptWords(building.saying, survey, step.answers, sections),
    })
  })
}
