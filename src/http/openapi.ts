import type { FastifyInstance, RouteOptions } from 'fastify'

declare module 'fastify' {
  interface FastifySchema {
    /** What the route answers, in a line: it makes the route a part of the described API. */
    summary?: string
  }
}

/** As much of a route's schema as is told. */
interface Told {
  summary?: string
  params?: JsonObject
  querystring?: JsonObject
  response?: Record<string, unknown>
}

interface JsonObject {
  properties?: Record<string, unknown>
  required?: string[]
}

const path = (url: string): string => url.replace(/:(\w+)/g, '{$1}')

const parameters = (where: 'path' | 'query', { properties = {}, required = [] }: JsonObject = {}) =>
  Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema,
  }))

function content(answer: unknown) {
  const { content } = answer as { content?: unknown }
  return content ?? { 'application/json': { schema: answer } }
}

const tell = ({ summary, params, querystring, response }: Told) => ({
  summary,
  parameters: [...parameters('path', params), ...parameters('query', querystring)],
  responses: {
    200: { description: 'The figures.', content: content(response?.[200]) },
    401: { description: 'The token is unknown, expired or revoked.' },
    404: { description: 'It does not exist, or lies outside what the token’s officer reads.' },
    429: { description: 'Asked too often; Retry-After says when to come back.' },
  },
})

/**
 * Describes every route whose schema has a summary, at /api/openapi.json (OpenAPI 3.1). To be called before the
 * routes are added.
 * @param url where the API is reached
 */
export function describeApi(app: FastifyInstance, url: string): void {
  const paths: Record<string, unknown> = {}
  app.addHook('onRoute', ({ url, method, schema }: RouteOptions) => {
    const told = schema as Told | undefined
    if (method === 'GET' && told?.summary) paths[path(url)] = { get: tell(told) }
  })
  app.get('/api/openapi.json', { config: { public: true } }, async () => ({
    openapi: '3.1.0',
    info: {
      title: 'Unisson',
      version: '1',
      description:
        'Figures of reports, as the officer who gave the token reads them. Names never leave this way.',
    },
    servers: [{ url }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths,
  }))
}
