import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { NotFound } from '../errors.ts'
import type { Vault } from '../seal/vault.ts'
import { meets, type Need, type Viewer } from '../union/scope.ts'
import { withReturn } from './return.ts'
import { findViewer, type SessionCookie } from './session.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Anyone may come, and no session is read. */
    public?: true
    /** What the viewer must be; without it, and not public, any officer. */
    needs?: Need
    /** Names are read here: a second factor given within the last half hour. */
    names?: true
    /** Open to a session whose second factor is still owed: where it is given, and where one leaves. */
    unproven?: true
  }
  interface FastifyRequest {
    /** The officer who is signed in; on routes that are not public it is always there. */
    viewer: Viewer
  }
}

const FACTOR_LASTS = 30 * 60_000

const hasFreshFactor = ({ factor, factor_at }: Viewer): boolean =>
  factor && factor_at !== null && Date.now() - factor_at.getTime() < FACTOR_LASTS

/** Someone who set up a second factor is not signed in before giving it, wherever they go. */
const owesFactor = ({ factor, factor_at }: Viewer): boolean => factor && factor_at === null

async function guard(vault: Vault, cookie: SessionCookie, request: FastifyRequest, reply: FastifyReply) {
  const { config } = request.routeOptions
  const token = cookie.find(request)
  const viewer = token ? await findViewer(vault, token) : undefined
  const back = request.method === 'GET' ? request.url : undefined
  if (!viewer) return reply.seeOther(withReturn('/sign-in', back))
  request.viewer = viewer
  if (config.unproven) return
  if (owesFactor(viewer)) return reply.seeOther(withReturn('/account/second-factor', back))
  // What one may not see is not there.
  if (!meets(viewer, config.needs ?? 'officer')) throw new NotFound()
  if (config.names && !hasFreshFactor(viewer))
    return reply.seeOther(withReturn('/account/second-factor', back))
}

/** The only place that says no: every route is closed unless it says `public`. */
export function guardRoutes(app: FastifyInstance, vault: Vault, cookie: SessionCookie): void {
  app.decorateRequest('viewer', null as unknown as Viewer)
  app.addHook('onRoute', route => {
    if (route.config?.public) return
    const stand: onRequestAsyncHookHandler = (request, reply) => guard(vault, cookie, request, reply)
    route.onRequest = [stand, ...[route.onRequest ?? []].flat()]
  })
}
