import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'

/**
 * The ceiling of a signature, or of a response: connections that each loop one prepared, durable insert of rows like
 * theirs. Prints how many a second.
 */
const { DATABASE_URL, CONNECTIONS, SECONDS, LIKE } = process.env
const warmUp = 1_000
const hash = randomBytes(32)
const scope = randomUUID()
const batch = randomUUID()

const inserts: Record<string, { text: string; row: () => unknown[] }> = {
  signature: {
    text: 'insert into raw_signatures values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    row: () => [scope, randomUUID(), signed, 'counted', null, null, false, false, 'fr', 1, hash],
  },
  response: {
    text: `with part as (insert into raw_participations values ($1, $2, $3))
      insert into raw_responses values ($1, $3, $4, $5)`,
    row: () => [scope, randomUUID(), batch, randomUUID(), response],
  },
}
const signed = randomBytes(173)
const response = randomBytes(573)
const { text, row } = inserts[LIKE ?? ''] as { text: string; row: () => unknown[] }

async function loop(client: pg.Client, until: number): Promise<number> {
  let count = 0
  while (performance.now() < until) {
    await client.query({ name: 'insert', text, values: row() })
    count += 1
  }
  return count
}

const clients = Array.from({ length: Number(CONNECTIONS) }, () => new pg.Client(DATABASE_URL))
const loopAll = (milliseconds: number) => {
  const until = performance.now() + milliseconds
  return Promise.all(clients.map(client => loop(client, until)))
}
for (const client of clients) await client.connect()
await loopAll(warmUp)
const start = performance.now()
const counts = await loopAll(Number(SECONDS) * 1000)
const count = counts.reduce((sum, one) => sum + one, 0)
console.log(`inserted ${(count / (performance.now() - start)) * 1000}`)
for (const client of clients) await client.end()
