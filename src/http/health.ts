import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** Milliseconds after which a database that says nothing counts as away. */
const PATIENCE = 2_000

/**
 * `/health`: the process answers. `/ready`: so does a migrated database, else 503.
 * @param isMigrated asks the database
 */
export function serveHealth(app: FastifyInstance, isMigrated: () => Promise<boolean>): void {
  async function standing(): Promise<'ready' | 'migrating' | 'database-away'> {
    const asking = isMigrated().then(migrated => (migrated ? 'ready' : 'migrating'))
    return Promise.race([asking, pause(PATIENCE, 'database-away' as const)]).catch(() => 'database-away')
  }
  app.get('/health', { config: { public: true } }, async () => ({ state: 'alive' }))
  app.get('/ready', { config: { public: true } }, async (_, reply) => {
    const state = await standing()
    return reply.code(state === 'ready' ? 200 : 503).send({ state })
  })
}
