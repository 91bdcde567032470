import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Forbidden } from '../errors.ts'

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** Whether a page of another site sent this. Mail programs, which send neither header, are let through. */
function foreign(request: FastifyRequest, home: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = request.headers
  if (origin === undefined) return false
  return origin !== home && origin !== `${request.protocol}://${request.headers.host}`
}

/** Refuses what changes something when it comes from another site. @param home PUBLIC_URL */
export function checkOrigins(app: FastifyInstance, home: string): void {
  app.addHook('onRequest', (request, _, done) => {
    done(unsafe.has(request.method) && foreign(request, home) ? new Forbidden('origin') : undefined)
  })
}
