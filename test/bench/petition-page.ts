import { measure, printFigure } from './figure.ts'
import { getPage, loadWith } from './load.ts'
import { findPort, startProcess } from './process.ts'
import type { Stage } from './stage.ts'

const CONNECTIONS = 64
const SECONDS = 4

const fire = (port: number, path: string) => {
  const request = getPage(path)
  const until = performance.now() + SECONDS * 1000
  return loadWith(port, CONNECTIONS, () => (performance.now() < until ? request : undefined))
}

/** The page of a petition as browsers ask for it, beside bare Fastify serving as many bytes. */
export async function benchPetitionPage({ port, openPetition }: Stage): Promise<void> {
  const { slug } = await openPetition()
  const path = `/petitions/${slug}`
  const page = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'accept-encoding': 'br' } })
  const BYTES = page.headers.get('content-length') ?? ''
  const rawPort = await findPort()
  const raw = await startProcess('test/bench/raw-page.ts', { PORT: String(rawPort), BYTES }, /^ready/)
  try {
    await fire(rawPort, '/')
    await fire(port, path)
    const [rate, slowest] = await measure(
      () => fire(rawPort, '/'),
      () => fire(port, path),
      ({ perSecond }) => perSecond,
      ({ p99 }) => p99,
    )
    printFigure({ figure: 'petition-page', ...rate!, unit: 'requests/s' })
    printFigure({ figure: 'petition-page-p99', ...slowest!, unit: 'ms' })
  } finally {
    await raw.stop()
  }
}
