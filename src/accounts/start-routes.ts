import type { FastifyInstance } from 'fastify'
import { meets } from '../union/scope.ts'
import type { AccountOptions } from './routes.ts'
import { readFirstSteps } from './start.ts'

/** Where management begins: with the petitions, and for who sets a union up with what is still to be done. */
export async function startRoutes(
  app: FastifyInstance,
  { vault: { db } }: Pick<AccountOptions, 'vault'>,
): Promise<void> {
  app.get('/manage', async (request, reply) => {
    if (!meets(request.viewer, 'union')) return reply.seeOther('/manage/petitions')
    const steps = await readFirstSteps(db)
    const done = Object.values(steps).every(Boolean)
    return done ? reply.seeOther('/manage/petitions') : reply.page('accounts/start', { steps })
  })
}
