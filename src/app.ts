import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { guardRoutes } from './accounts/guards.ts'
import type { Config } from './config.ts'
import { Assets, serveAssets } from './http/assets.ts'
import { answerErrors } from './http/error-pages.ts'
import { sendHeaders } from './http/headers.ts'
import { serveHealth } from './http/health.ts'
import { checkOrigins } from './http/origin.ts'
import { serveViews, stripLocale } from './http/views.ts'
import { isMigrated } from './migrate.ts'
import { petitionRoutes } from './petitions/routes.ts'
import { signatureRoutes } from './petitions/signature-routes.ts'
import type { Vault } from './seal/vault.ts'
import { siteDesk } from './union/site.ts'

export interface AppOptions {
  vault: Vault
  config: Config
  log?: FastifyBaseLogger
}

/** The whole web application: plumbing, then features, one line each. */
export async function createApp({ vault, config, log }: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: log,
    bodyLimit: 512 * 1024,
    trustProxy: config.TRUST_PROXY === '' ? false : config.TRUST_PROXY.split(','),
    rewriteUrl: request => stripLocale(request.url ?? '/').url,
    genReqId: () => crypto.randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>()

  const assets = new Assets()
  const site = siteDesk(vault.db)
  sendHeaders(app, config.PUBLIC_URL.startsWith('https:'))
  checkOrigins(app, config.PUBLIC_URL)
  await app.register(cookie)
  await app.register(formbody)
  guardRoutes(app, vault)
  await serveViews(app, assets, async () => ({ site: await site.read() }))
  answerErrors(app)
  serveAssets(app, assets)
  serveHealth(app, () => isMigrated(vault.db))

  await app.register(petitionRoutes, { vault, config })
  await app.register(signatureRoutes, { vault, config })
  return app
}
