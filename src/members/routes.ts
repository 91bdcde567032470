import type { FastifyInstance } from 'fastify'
import type { Vault } from '../seal/vault.ts'
import { importRoutes } from './import-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { registerRoutes } from './register-routes.ts'
import { uploadRoutes } from './upload-routes.ts'

export interface MemberOptions {
  vault: Vault
}

/** The registers of members: their figures, their names for those who lead the section, and imports. */
export async function registersRoutes(app: FastifyInstance, options: MemberOptions): Promise<void> {
  await app.register(registerRoutes, options)
  await app.register(memberRoutes, options)
  await app.register(uploadRoutes, options)
  await app.register(importRoutes, options)
}
