import autocannon from 'autocannon'
import { measure, printFigure } from './figure.ts'
import { findPort, startProcess } from './process.ts'
import type { Stage } from './stage.ts'

const CONNECTIONS = 64
const SECONDS = 4
const headers = { 'accept-encoding': 'gzip, deflate, br', accept: 'text/html', 'accept-language': 'fr' }

async function fire(url: string) {
  const { requests, latency, errors, non2xx } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    headers,
  })
  if (errors + non2xx > 0) throw new Error(`${url}: ${errors} errors, ${non2xx} answers that are not 2xx`)
  return { perSecond: requests.average, p99: latency.p99 }
}

/** The page of a petition as browsers ask for it, beside bare Fastify serving as many bytes. */
export async function benchPetitionPage(stage: Stage): Promise<void> {
  const { slug } = await stage.openPetition()
  const url = `http://127.0.0.1:${stage.port}/petitions/${slug}`
  const wire = await fetch(url, { headers })
  const port = await findPort()
  const BYTES = wire.headers.get('content-length') ?? ''
  const raw = await startProcess('test/bench/raw-page.ts', { PORT: String(port), BYTES }, /^ready/)
  try {
    const rawUrl = `http://127.0.0.1:${port}/`
    await fire(rawUrl)
    await fire(url)
    const [rate, slowest] = await measure(
      () => fire(rawUrl),
      () => fire(url),
      ({ perSecond }) => perSecond,
      ({ p99 }) => p99,
    )
    printFigure({ figure: 'petition-page', ...rate!, unit: 'requests/s' })
    printFigure({ figure: 'petition-page-p99', ...slowest!, unit: 'ms' })
  } finally {
    await raw.stop()
  }
}
