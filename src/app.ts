import cookies from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { readNames } from './accounts/account.ts'
import { BearerDesk } from './accounts/bearer.ts'
import { guardRoutes } from './accounts/guards.ts'
import { officerSurroundings } from './accounts/nav.ts'
import { accountRoutes } from './accounts/routes.ts'
import { SessionCookie } from './accounts/session.ts'
import { Door } from './accounts/sign-in.ts'
import { auditRoutes } from './audit/routes.ts'
import type { Config } from './config.ts'
import { Assets, serveAssets } from './http/assets.ts'
import { answerErrors } from './http/error-pages.ts'
import { parseFields } from './http/form.ts'
import { sendHeaders } from './http/headers.ts'
import { serveHealth } from './http/health.ts'
import { checkIds } from './http/id.ts'
import { describeApi } from './http/openapi.ts'
import { checkOrigins } from './http/origin.ts'
import { pageDesk } from './http/page-desk.ts'
import { serveViews, stripLocale } from './http/views.ts'
import { registersRoutes } from './members/routes.ts'
import { isMigrated } from './migrate.ts'
import { manageRoutes } from './petitions/manage-routes.ts'
import { newsRoutes } from './petitions/news-routes.ts'
import { petitionRoutes } from './petitions/routes.ts'
import { screenRoutes } from './petitions/screen-routes.ts'
import { signatoryRoutes } from './petitions/signatory-routes.ts'
import { signatureRoutes } from './petitions/signature-routes.ts'
import { signingRoutes } from './petitions/signing-routes.ts'
import { exportListRoutes } from './reports/export/list-routes.ts'
import { exportRoutes } from './reports/export/order-routes.ts'
import { placeFileRoutes } from './reports/export/place-routes.ts'
import { exportReportRoutes } from './reports/export/survey-routes.ts'
import { reportRoutes } from './reports/routes.ts'
import type { KeyRing } from './seal/key-ring.ts'
import type { Vault } from './seal/vault.ts'
import { refusalRoutes } from './surveys/answer/refusal-routes.ts'
import { answerRoutes } from './surveys/answer/routes.ts'
import { buildRoutes } from './surveys/build/routes.ts'
import { conditionScript } from './surveys/condition-script.ts'
import { importSurveyRoutes } from './surveys/import/routes.ts'
import { launchRoutes } from './surveys/launch/routes.ts'
import { manageSurveyRoutes } from './surveys/manage/routes.ts'
import { unionRoutes } from './union/routes.ts'
import { siteDesk } from './union/site.ts'

export interface AppOptions {
  vault: Vault
  ring: KeyRing
  config: Config
  log?: FastifyBaseLogger
  /** Pages say that nothing here is real. */
  demo?: boolean
}

/** The whole web application: plumbing, then features, one line each. */
export async function createApp({
  vault,
  ring,
  config,
  log,
  demo = false,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: log,
    // What is logged of a request names its id itself; a logger for each would cost every page.
    childLoggerFactory: logger => logger,
    bodyLimit: 512 * 1024,
    // Node's own, which Fastify takes away: a body that trickles in does not hold a connection for ever.
    requestTimeout: 300_000,
    trustProxy: config.TRUST_PROXY === '' ? false : config.TRUST_PROXY.split(','),
    rewriteUrl: request => stripLocale(request.url ?? '/').url,
    genReqId: () => crypto.randomUUID(),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200 },
  }).withTypeProvider<TypeBoxTypeProvider>()

  const assets = new Assets()
  const site = siteDesk(vault.db)
  const cookie = new SessionCookie(config.PUBLIC_URL)
  const door = new Door()
  const desk = pageDesk()
  desk.serve(app)
  sendHeaders(app, config.PUBLIC_URL.startsWith('https:'))
  await serveViews(app, assets, async request => ({
    site: { ...(await site.read()), demo },
    ...officerSurroundings(request),
  }))
  checkOrigins(app, config.PUBLIC_URL)
  await app.register(cookies)
  app.removeContentTypeParser(['application/json', 'text/plain'])
  await app.register(formbody, { parser: parseFields })
  await app.register(multipart, { throwFileSizeLimit: false })
  checkIds(app)
  guardRoutes(app, { vault, cookie, door, bearers: new BearerDesk(vault) })
  answerErrors(app)
  describeApi(app, config.PUBLIC_URL)
  assets.add('condition.js', conditionScript())
  serveAssets(app, assets)
  serveHealth(app, () => isMigrated(vault.db))

  await app.register(accountRoutes, { vault, ring, config, cookie, door, site })
  await app.register(auditRoutes, { vault, names: () => readNames(vault) })
  await app.register(unionRoutes, { vault, config, site, desk })
  await app.register(registersRoutes, { vault })
  const petitions = { vault, config, desk }
  await app.register(petitionRoutes, petitions)
  await app.register(signingRoutes, petitions)
  await app.register(signatureRoutes, petitions)
  await app.register(signatoryRoutes, petitions)
  await app.register(newsRoutes, petitions)
  await app.register(screenRoutes, petitions)
  await app.register(manageRoutes, petitions)
  const surveys = { vault, config }
  await app.register(answerRoutes, surveys)
  await app.register(refusalRoutes, surveys)
  await app.register(manageSurveyRoutes, surveys)
  await app.register(importSurveyRoutes, surveys)
  await app.register(launchRoutes, surveys)
  await app.register(buildRoutes, surveys)
  await app.register(reportRoutes, { vault })
  await app.register(exportRoutes, { vault })
  await app.register(exportReportRoutes, { vault })
  await app.register(placeFileRoutes, { vault })
  await app.register(exportListRoutes, { vault })
  return app
}
