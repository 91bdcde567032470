import pg from 'pg'
import { startEmbedded, stopOrphan } from '../../src/embedded/embedded.ts'

// A process of its own that runs an embedded PostgreSQL, for the tests to ask, signal and kill.
const [dataDir = '', act] = process.argv.slice(2)
const say = (fact: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(fact)}\n`)
const log = (line: string) => say({ line })

if (act === 'stop-orphan') {
  await stopOrphan({ dataDir, log })
} else {
  const embedded = await startEmbedded({ dataDir, log }).catch(error => {
    say({ refused: error.name, message: error.message })
    process.exit(1)
  })
  const client = new pg.Client(embedded.url)
  await client.connect()
  await client.query('SELECT 1')
  await client.end()
  say({ url: embedded.url, ownerUrl: embedded.ownerUrl, pid: process.pid })
  process.once('SIGTERM', async () => {
    await embedded.stop()
    process.exit(0)
  })
}
