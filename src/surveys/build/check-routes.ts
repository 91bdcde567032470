import type { FastifyInstance } from 'fastify'
import { questionsOf } from '../definition.ts'
import { type BuildOptions, type ById, getBuilding, needs } from './building.ts'
import { languageName, spokenFaults } from './fault-words.ts'
import { missingIn } from './translation.ts'

/** What keeps a survey from its launch, and what its translations miss. */
export async function checkRoutes(app: FastifyInstance, { vault }: BuildOptions): Promise<void> {
  app.get<ById>('/manage/surveys/:id/check', needs, async (request, reply) => {
    const { head, saying } = await getBuilding(vault.db, request)
    const { definition } = saying
    const places = [undefined, ...definition.pages]
    const lacking = definition.languages.slice(1).map(code => ({
      code,
      name: languageName(request.locale, code),
      count: places.reduce((sum, page) => sum + missingIn(definition, page, code), 0),
    }))
    const questions = questionsOf(definition)
    return reply.page('surveys/build/check', {
      survey: head,
      faults: spokenFaults(saying, head).filter(({ warning }) => !warning),
      lacking: lacking.filter(({ count }) => count > 0),
      questions: questions.filter(({ kind }) => kind !== 'text').length,
      notes: questions
        .filter(({ note }) => note)
        .map(({ code, note = '', text }) => ({ code, note, text: text[head.language] ?? code })),
    })
  })
}
