import type { FastifyInstance } from 'fastify'
import { NotFound } from '../errors.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What `:id` in a route may be; anything else names nothing. */
export function checkIds(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _, done) => {
    const { id } = request.params as { id?: string }
    done(id === undefined || uuid.test(id) ? undefined : new NotFound())
  })
}
