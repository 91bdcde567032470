import type { FastifyInstance } from 'fastify'
import type { BuildOptions } from './building.ts'
import { checkRoutes } from './check-routes.ts'
import { conditionRoutes } from './condition-routes.ts'
import { languageRoutes } from './language-routes.ts'
import { outlineRoutes } from './outline-routes.ts'
import { pageRoutes } from './page-routes.ts'
import { previewRoutes } from './preview-routes.ts'
import { questionRoutes } from './question-routes.ts'
import { textRoutes } from './text-routes.ts'

/** Where its owner builds a survey, page by page. */
export async function buildRoutes(app: FastifyInstance, options: BuildOptions): Promise<void> {
  await app.register(outlineRoutes, options)
  await app.register(pageRoutes, options)
  await app.register(questionRoutes, options)
  await app.register(conditionRoutes, options)
  await app.register(textRoutes, options)
  await app.register(languageRoutes, options)
  await app.register(checkRoutes, options)
  await app.register(previewRoutes, options)
}
