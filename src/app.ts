import cookies from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { guardRoutes } from './accounts/guards.ts'
import { officerSurroundings } from './accounts/nav.ts'
import { accountRoutes } from './accounts/routes.ts'
import { SessionCookie } from './accounts/session.ts'
import type { Config } from './config.ts'
import { Assets, serveAssets } from './http/assets.ts'
import { answerErrors } from './http/error-pages.ts'
import { sendHeaders } from './http/headers.ts'
import { checkIds } from './http/ids.ts'
import { checkOrigins } from './http/origin.ts'
import { pageDesk } from './http/page-desk.ts'
import { serveViews, stripLocale } from './http/views.ts'
import { manageRoutes } from './petitions/manage-routes.ts'
import { newsRoutes } from './petitions/news-routes.ts'
import { petitionRoutes } from './petitions/routes.ts'
import { screenRoutes } from './petitions/screen-routes.ts'
import { signatureRoutes } from './petitions/signature-routes.ts'
import { signingRoutes } from './petitions/signing-routes.ts'
import type { KeyRing } from './seal/key-ring.ts'
import type { Vault } from './seal/vault.ts'
import { unionRoutes } from './union/routes.ts'
import { siteDesk } from './union/site.ts'

export interface AppOptions {
  vault: Vault
  ring: KeyRing
  config: Config
  log?: FastifyBaseLogger
}

/** The whole web application: plumbing, then features, one line each. */
export async function createApp({ vault, ring, config, log }: AppOptions): Promise<FastifyInstance> {
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
  const cookie = new SessionCookie(config.PUBLIC_URL)
  const desk = pageDesk()
  sendHeaders(app, config.PUBLIC_URL.startsWith('https:'))
  await serveViews(app, assets, async request => ({
    site: await site.read(),
    ...officerSurroundings(request),
  }))
  checkOrigins(app, config.PUBLIC_URL)
  await app.register(cookies)
  await app.register(formbody)
  await app.register(multipart, { throwFileSizeLimit: false })
  checkIds(app)
  guardRoutes(app, vault, cookie)
  answerErrors(app)
  serveAssets(app, assets)

  await app.register(accountRoutes, { vault, ring, config, cookie })

  await app.register(unionRoutes, { vault, config, site, desk })
  await app.register(petitionRoutes, { vault, config, desk })
  await app.register(screenRoutes, { vault, config, desk })
  await app.register(signingRoutes, { vault, config, desk })
  await app.register(signatureRoutes, { vault, config, desk })
  await app.register(newsRoutes, { vault, config, desk })
  await app.register(manageRoutes, { vault, config, desk })
  return app
}
