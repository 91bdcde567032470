import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import { meets, type Need, type Viewer } from '../union/scope.ts'
import { findViewer, sessionCookie } from './session.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Anyone may come, and no session is read. */
    public?: true
    /** What the viewer must be; without it, and not public, any officer. */
    needs?: Need
    /** Names are read here: a second factor given within the last half hour. */
    names?: true
  }
  interface FastifyRequest {
    /** The officer who is signed in; on routes that are not public it is always there. */
    viewer: Viewer
  }
}

const FACTOR_LASTS = 30 * 60_000

const hasFreshFactor = ({ factor_at }: Viewer): boolean =>
  factor_at !== null && Date.now() - factor_at.getTime() < FACTOR_LASTS

async function guard(vault: Vault, request: FastifyRequest, reply: FastifyReply) {
  const { config } = request.routeOptions
  if (config.public || request.is404) return
  const token = request.cookies[sessionCookie]
  const viewer = token ? await findViewer(vault, token) : undefined
  const back = request.method === 'GET' ? `?next=${encodeURIComponent(request.originalUrl)}` : ''
  if (!viewer) return reply.redirect(`/sign-in${back}`, 303)
  request.viewer = viewer
  // What one may not see is not there.
  if (!meets(viewer, config.needs ?? 'officer')) throw new NotFound()
  if (config.names && !hasFreshFactor(viewer)) return reply.redirect(`/account/second-factor${back}`, 303)
}

/** The only place that says no: every route is closed unless it says `public`. */
export function guardRoutes(app: FastifyInstance, vault: Vault): void {
  app.decorateRequest('viewer', null as unknown as Viewer)
  app.addHook('onRequest', (request, reply) => guard(vault, request, reply))
}
