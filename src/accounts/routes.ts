import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import type { KeyRing } from '../seal/key-ring.ts'
import type { Vault } from '../seal/vault.ts'
import type { SiteDesk } from '../union/site.ts'
import { factorRoutes } from './factor-routes.ts'
import { linkRoutes } from './link-routes.ts'
import { accountManageRoutes } from './manage-routes.ts'
import { ownRoutes } from './own-routes.ts'
import type { SessionCookie } from './session.ts'
import { setUpRoutes } from './set-up-routes.ts'
import type { Door } from './sign-in.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { startRoutes } from './start-routes.ts'
import { tokenRoutes } from './token-routes.ts'

export interface AccountOptions {
  vault: Vault
  config: Config
  ring: KeyRing
  cookie: SessionCookie
  site: SiteDesk
  door: Door
}

/** Everything by which an officer comes in, their own account, and those of others. */
export async function accountRoutes(app: FastifyInstance, options: AccountOptions): Promise<void> {
  await app.register(setUpRoutes, options)
  await app.register(signInRoutes, options)
  await app.register(factorRoutes, options)
  await app.register(linkRoutes, options)
  await app.register(ownRoutes, options)
  await app.register(tokenRoutes, options)
  await app.register(accountManageRoutes, options)
  await app.register(startRoutes, options)
}
