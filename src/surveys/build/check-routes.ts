import type { FastifyInstance } from 'fastify'
import { questionsOf } from '../definition.ts'
import { type BuildOptions, type ById, getBuilding, needs } from './building.ts'
import { spokenFaults } from './fault-words.ts'

/** What keeps a survey from its launch, and what its translations miss. */
export async function checkRoutes(app: FastifyInstance, { vault }: BuildOptions): Promise<void> {
  app.get<ById>('/manage/surveys/:id/check', needs, async (request, reply) => {
    const { head, saying } = await getBuilding(vault.db, request)
    const faults = spokenFaults(saying, head)
    const questions = questionsOf(saying.definition)
    return reply.page('surveys/build/check', {
      survey: head,
      faults: faults.filter(({ warning }) => !warning),
      warnings: faults.filter(({ warning }) => warning),
      questions: questions.filter(({ kind }) => kind !== 'text').length,
      notes: questions
        .filter(({ note }) => note)
        .map(({ code, note = '', text }) => ({ code, note, text: text[head.language] ?? code })),
    })
  })
}
