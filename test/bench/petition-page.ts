import { measure, printFigure } from './figure.ts'
import { firePage, openRawServer } from './raw-server.ts'
import type { Stage } from './stage.ts'

/** The page of a petition as browsers ask for it, beside bare Fastify serving as many bytes. */
export async function benchPetitionPage({ port, openPetition }: Stage): Promise<void> {
  const { slug } = await openPetition()
  const path = `/petitions/${slug}`
  const page = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'accept-encoding': 'br' } })
  const raw = await openRawServer(Number(page.headers.get('content-length')))
  try {
    await raw.fire()
    await firePage(port, path)
    const [rate, slowest] = await measure(
      raw.fire,
      () => firePage(port, path),
      ({ perSecond }) => perSecond,
      ({ p99 }) => p99,
    )
    printFigure({ figure: 'petition-page', ...rate!, unit: 'requests/s' })
    printFigure({ figure: 'petition-page-p99', ...slowest!, unit: 'ms' })
  } finally {
    await raw.stop()
  }
}
