import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import type { KeyRing } from '../seal/key-ring.ts'
import type { Vault } from '../seal/vault.ts'
import { factorRoutes } from './factor-routes.ts'
import { linkRoutes } from './link-routes.ts'
import { accountManageRoutes } from './manage-routes.ts'
import { ownRoutes } from './own-routes.ts'
import type { SessionCookie } from './session.ts'
import { setUpRoutes } from './set-up-routes.ts'
import { Door } from './sign-in.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { startRoutes } from './start-routes.ts'

export interface AccountOptions {
  vault: Vault
  config: Config
  ring: KeyRing
  cookie: SessionCookie
}

export interface DoorOptions extends AccountOptions {
  door: Door
}

/** Everything by which an officer comes in, their own account, and those of others. */
export async function accountRoutes(app: FastifyInstance, options: AccountOptions): Promise<void> {
  const withDoor: DoorOptions = { ...options, door: new Door() }
  await app.register(setUpRoutes, withDoor)
  await app.register(signInRoutes, withDoor)
  await app.register(factorRoutes, withDoor)
  await app.register(linkRoutes, withDoor)
  await app.register(ownRoutes, withDoor)
  await app.register(accountManageRoutes, options)
  await app.register(startRoutes, options)
}
