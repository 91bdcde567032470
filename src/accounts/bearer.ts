import type { FastifyReply, FastifyRequest } from 'fastify'
import { NotFound, TooMany, Unauthorized } from '../errors.ts'
import { Limit } from '../http/limit.ts'
import { networkOf } from '../http/network.ts'
import type { Vault } from '../seal/vault.ts'
import { meets, type Viewer } from '../union/scope.ts'
import { findBearer } from './api-token.ts'

/** How often programs may ask: each token, and a network that shows wrong ones. */
export class BearerDesk {
  readonly #token = new Limit(120, 1)
  readonly #network = new Limit(30, 30)
  readonly #vault: Vault

  constructor(vault: Vault) {
    this.#vault = vault
  }

  /**
   * Who a program reads as; undefined where none asks, but an officer in a browser.
   * @throws Unauthorized, TooMany, NotFound where it asks for anything but figures
   */
  async find(request: FastifyRequest, reply: FastifyReply): Promise<Viewer | undefined> {
    const { authorization = '' } = request.headers
    // A proxy in front may ask for a password of its own, in the same header.
    if (!/^Bearer /i.test(authorization)) return undefined
    const { config } = request.routeOptions
    if (!config.figures) throw new NotFound()
    const token = /^Bearer ([\w-]{1,100})$/i.exec(authorization)?.[1]
    const viewer = token && (await findBearer(this.#vault, token))
    const wait = viewer ? this.#token.take(token) : this.#network.take(networkOf(request.ip))
    if (wait > 0) {
      reply.header('retry-after', wait)
      throw new TooMany()
    }
    if (!viewer) {
      reply.header('www-authenticate', 'Bearer')
      throw new Unauthorized()
    }
    if (!meets(viewer, config.needs ?? 'officer')) throw new NotFound()
    return viewer
  }
}
