import type { FastifyInstance } from 'fastify'
import { NotFound } from '../errors.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether this may be the id of something: a UUID, as the database writes it. */
export const isId = (value: string): boolean => uuid.test(value)

/** What `:id` in a route may be; anything else names nothing, nor does a NUL anywhere: no column holds one. */
export function checkIds(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _, done) => {
    const params = request.params as Record<string, string>
    const sound = params.id === undefined || isId(params.id)
    const named = sound && !Object.values(params).some(param => param.includes('\0'))
    done(named ? undefined : new NotFound())
  })
}
