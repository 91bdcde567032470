import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { RouteOptions } from 'fastify'
import t from 'tap'
import { meets, type Need, type Role, type Viewer } from '../../src/union/scope.ts'
import { headersOf, signIn } from '../support/officers.ts'
import { collectRoutes } from '../support/route.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

// method, path, who may come: public, or what the viewer must be, and whether names are read there.
const written = readFileSync(path.join(import.meta.dirname, 'open-routes.txt'), 'utf8')

let unisson: Unisson
const routes: RouteOptions[] = []

const methodsOf = ({ method }: RouteOptions): string[] => [method].flat()
const fill = (url: string): string => url.replace(/:id\b/g, () => randomUUID()).replace(/:\w+|\*/g, 'x')
const needOf = ({ config }: RouteOptions): Need => config?.needs ?? 'officer'

function doorOf({ config = {} }: RouteOptions): string {
  if (config.public) return 'public'
  return [
    config.needs ?? 'officer',
    config.names && 'names',
    config.unproven && 'unproven',
    config.figures && 'figures',
  ]
    .filter(Boolean)
    .join(' ')
}

t.before(async () => {
  const found = await collectRoutes(async () => {
    unisson = await openUnisson(t)
  })
  routes.push(...found)
})

t.test('every route stands in the written list, with who may come', async t => {
  const found = routes
    .flatMap(route => methodsOf(route).map(method => `${method} ${route.url} ${doorOf(route)}`))
    .filter(line => !line.startsWith('HEAD '))
  t.same(found.toSorted(), written.trim().split('\n').toSorted())
})

t.test('a HEAD is as open as its GET', async t => {
  const gets = new Map(
    routes.filter(route => methodsOf(route).includes('GET')).map(route => [route.url, doorOf(route)]),
  )
  for (const route of routes.filter(route => methodsOf(route).includes('HEAD'))) {
    t.equal(doorOf(route), gets.get(route.url), route.url)
  }
})

t.test('nothing that is not public answers without a session', async t => {
  for (const route of routes.filter(route => !route.config?.public)) {
    for (const method of methodsOf(route)) {
      const url = fill(route.url)
      const answer = await unisson.app.inject({ method: method as 'GET', url, headers: headersOf('') })
      t.equal(answer.statusCode, 303, `${method} ${url}`)
      t.match(answer.headers.location, /^\/sign-in/, `${method} ${url}`)
    }
  }
})

t.test('what asks for more than one is, is not there', async t => {
  for (const role of ['federation-officer', 'section-leader', 'regional-officer'] as Role[]) {
    const { headers } = await signIn(unisson, role)
    const closed = routes.filter(route => !route.config?.public && !meets({ role } as Viewer, needOf(route)))
    t.ok(closed.length > 0)
    for (const route of closed) {
      for (const method of methodsOf(route)) {
        const url = fill(route.url)
        const { statusCode } = await unisson.app.inject({ method: method as 'GET', url, headers })
        t.equal(statusCode, 404, `${role}: ${method} ${url}`)
      }
    }
  }
})

t.test('where names are read, a session without a second factor is led to one', async t => {
  const { headers } = await signIn(unisson, 'administrator', { name: 'Lucas', factor: false })
  const named = routes.filter(route => route.config?.names)
  t.ok(named.length > 0)
  for (const route of named) {
    for (const method of methodsOf(route)) {
      const url = fill(route.url)
      const answer = await unisson.app.inject({ method: method as 'GET', url, headers })
      t.equal(answer.statusCode, 303, `${method} ${url}`)
      t.match(answer.headers.location, /^\/account\/second-factor/, `${method} ${url}`)
    }
  }
})
