import { Limit } from '../http/limit.ts'
import { networkOf } from '../http/network.ts'
import { Recent } from '../http/recent.ts'

/** Signatures one network may give in any ten minutes before their mail takes the slow lane. */
const FREE = 30
const EVERY = (10 * 60) / FREE
const SLOW_PER_MINUTE = 30
const MOST_WAITING = 2_000
/** Networks remembered at once; beyond it those longest untouched are forgotten. */
const MOST_NETWORKS = 100_000

const step = 60_000 / SLOW_PER_MINUTE

/**
 * When the mail of a signature may leave. Nobody is dropped for sharing an address with many: above the limit
 * mails wait for each other, and a proof of work goes past them.
 */
export function signingLane() {
  const free = new Limit(FREE, EVERY)
  /** When the last mail in the slow lane of a network leaves. */
  const last = new Recent<number>(MOST_NETWORKS)

  return {
    /**
     * @param trusted whether it comes from a page of ours
     * @returns the moment, or undefined when as many as can be wait already
     */
    enter(ip: string, trusted: boolean, now = Date.now()): Date | undefined {
      const network = networkOf(ip)
      if (trusted && free.take(network) === 0) return new Date(now)
      const next = Math.max(last.get(network) ?? 0, now) + step
      if (next - now > MOST_WAITING * step) return undefined
      last.set(network, next)
      return new Date(next)
    },
  }
}
