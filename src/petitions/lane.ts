import { networkOf } from '../http/network.ts'

/** Signatures one network may give in any ten minutes before their mail takes the slow lane. */
const FREE = 30
const WINDOW = 10 * 60_000
const SLOW_PER_MINUTE = 30
const MOST_WAITING = 2_000
/** Networks remembered at once; beyond it the oldest are forgotten. */
const MOST_NETWORKS = 100_000

const gap = WINDOW / FREE
const step = 60_000 / SLOW_PER_MINUTE

interface Network {
  /** When its free signatures would be used up evenly (generic cell rate algorithm). */
  spent: number
  /** When the last mail in its slow lane leaves. */
  last: number
}

/**
 * When the mail of a signature may leave. Nobody is dropped for sharing an address with many: above the limit
 * mails wait for each other, and a proof of work goes past them.
 */
export function signingLane() {
  const networks = new Map<string, Network>()

  function find(ip: string, now: number): Network {
    const name = networkOf(ip)
    const network = networks.get(name) ?? { spent: now, last: now }
    networks.delete(name)
    networks.set(name, network)
    if (networks.size > MOST_NETWORKS) networks.delete(networks.keys().next().value as string)
    return network
  }

  function takesFree(network: Network, now: number): boolean {
    const spent = Math.max(network.spent, now) + gap
    if (spent - now > WINDOW) return false
    network.spent = spent
    return true
  }

  return {
    /**
     * @param trusted a page of ours was seen, or the work was done
     * @returns the moment, or undefined when as many as can be wait already
     */
    enter(ip: string, trusted: boolean, now = Date.now()): Date | undefined {
      const network = find(ip, now)
      if (trusted && takesFree(network, now)) return new Date(now)
      const next = Math.max(network.last, now) + step
      if (next - now > MOST_WAITING * step) return undefined
      network.last = next
      return new Date(next)
    },
  }
}

export type SigningLane = ReturnType<typeof signingLane>
