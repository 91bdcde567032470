import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import type { PageDesk } from '../http/page-desk.ts'
import type { Vault } from '../seal/vault.ts'
import { groupRoutes } from './group-routes.ts'
import { importRoutes } from './import-routes.ts'
import { legalBodyRoutes } from './legal-body-routes.ts'
import { legalRoutes } from './legal-routes.ts'
import { markRoutes } from './mark-routes.ts'
import { sectionRoutes } from './section-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import type { SiteDesk } from './site.ts'
import { statusRoutes } from './status-routes.ts'

export interface UnionOptions {
  vault: Vault
  config: Config
  site: SiteDesk
  desk: PageDesk
}

/** The union: its pages made of settings, its structure, its settings, its status. */
export async function unionRoutes(app: FastifyInstance, options: UnionOptions): Promise<void> {
  for (const routes of [
    legalRoutes,
    groupRoutes,
    sectionRoutes,
    importRoutes,
    legalBodyRoutes,
    settingsRoutes,
    markRoutes,
    statusRoutes,
  ]) {
    await app.register(routes, options)
  }
}
