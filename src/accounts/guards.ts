import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestAsyncHookHandler,
  preHandlerAsyncHookHandler,
} from 'fastify'
import { NotFound } from '../errors.ts'
import { blankForm } from '../http/form.ts'
import type { Vault } from '../seal/vault.ts'
import { meets, type Need, type Viewer } from '../union/scope.ts'
import type { BearerDesk } from './bearer.ts'
import { withReturn } from './return.ts'
import { findViewer, type SessionCookie } from './session.ts'
import { type Door, proveFactor } from './sign-in.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Anyone may come, and no session is read. */
    public?: true
    /** What the viewer must be; without it, and not public, any officer. */
    needs?: Need
    /** Names, or codes that stand for one, are read here: a second factor given within the last half hour. */
    names?: true
    /** Figures without names: open to a program too, by the token of an officer. */
    figures?: true
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

interface GuardOptions {
  vault: Vault
  cookie: SessionCookie
  door: Door
  bearers: BearerDesk
}

async function guard({ vault, cookie, bearers }: GuardOptions, request: FastifyRequest, reply: FastifyReply) {
  const { config } = request.routeOptions
  const bearer = await bearers.find(request, reply)
  if (bearer) {
    request.viewer = bearer
    return
  }
  const token = cookie.find(request)
  const viewer = token ? await findViewer(vault, token) : undefined
  const back = request.method === 'GET' ? request.url : undefined
  if (!viewer) return reply.seeOther(withReturn('/sign-in', back))
  request.viewer = viewer
  if (config.unproven) return
  if (owesFactor(viewer)) return reply.seeOther(withReturn('/account/second-factor', back))
  // What one may not see is not there.
  if (!meets(viewer, config.needs ?? 'officer')) throw new NotFound()
  // A form that was sent meanwhile is not lost: its page asks for the code, once the form has been read.
  if (!config.names || hasFreshFactor(viewer) || (viewer.factor && request.method === 'POST')) return
  return reply.seeOther(withReturn('/account/second-factor', back))
}

/** Asks for a second factor in the middle of sending a form, and sends the same form on with it. */
async function stepUp({ vault, cookie, door }: GuardOptions, request: FastifyRequest, reply: FastifyReply) {
  const { viewer, routeOptions } = request
  if (!routeOptions.config.names || hasFreshFactor(viewer)) return
  const { factor_code, ...sent } = (request.body ?? {}) as Record<string, unknown>
  const carried = Object.entries(sent).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, String(value)]),
  )
  const form = blankForm()
  const ask = async (status: number) =>
    reply
      .code(status)
      .send(await reply.page('accounts/second-factor', { form, carried, action: request.url }))
  if (factor_code === undefined) return ask(403)
  const given = {
    account_id: viewer.account_id,
    typed: String(factor_code),
    token: cookie.find(request) ?? '',
  }
  const { token, fault } = await proveFactor(vault, door, given)
  if (fault) {
    form.faults.factor_code = fault
    return ask(fault.code === 'wait' ? 429 : 422)
  }
  cookie.give(reply, token)
  request.body = sent
}

/** The only place that says no: every route is closed unless it says `public`. */
export function guardRoutes(app: FastifyInstance, options: GuardOptions): void {
  app.decorateRequest('viewer', null as unknown as Viewer)
  // Added route by route: what is public pays nothing for it.
  app.addHook('onRoute', route => {
    if (route.config?.public) return
    const stand: onRequestAsyncHookHandler = (request, reply) => guard(options, request, reply)
    const step: preHandlerAsyncHookHandler = (request, reply) => stepUp(options, request, reply)
    route.onRequest = [stand, ...[route.onRequest ?? []].flat()]
    route.preHandler = [step, ...[route.preHandler ?? []].flat()]
  })
}
