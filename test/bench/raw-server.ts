import { getPage, type Load, loadWith } from './load.ts'
import { findPort, startProcess } from './process.ts'

const CONNECTIONS = 64
const SECONDS = 4

/** Asks for a page for a while, over as many connections as a busy evening brings. */
export const firePage = (port: number, path: string): Promise<Load> => {
  const request = getPage(path)
  const until = performance.now() + SECONDS * 1000
  return loadWith(port, CONNECTIONS, () => (performance.now() < until ? request : undefined))
}

/** Bare Fastify serving so many bytes. */
export async function openRawServer(
  bytes: number,
): Promise<{ fire: () => Promise<Load>; stop(): Promise<void> }> {
  const port = await findPort()
  const env = { PORT: String(port), BYTES: String(bytes) }
  const { stop } = await startProcess('test/bench/raw-page.ts', env, /^ready/)
  return { fire: () => firePage(port, '/'), stop }
}
