import { Limit } from '../http/limit.ts'
import { networkOf, siteOf } from '../http/network.ts'
import { Recent } from '../http/recent.ts'

/** Signatures one network may give in any ten minutes before their mail takes the slow lane. */
const FREE = 30
/** The same of a whole site, whose 65,536 networks one person may own. */
const FREE_OF_SITE = 300
const TEN_MINUTES = 10 * 60
const SLOW_PER_MINUTE = 30
const MOST_WAITING = 2_000
/** Sites remembered at once; beyond it those longest untouched are forgotten. */
const MOST_SITES = 100_000

const step = 60_000 / SLOW_PER_MINUTE

/**
 * When the mail of a signature may leave. Nobody is dropped for sharing an address with many: above the limit
 * mails wait for each other, and a proof of work goes past them.
 */
export function signingLane() {
  const free = new Limit(FREE, TEN_MINUTES / FREE)
  const freeOfSite = new Limit(FREE_OF_SITE, TEN_MINUTES / FREE_OF_SITE)
  /** When the last mail in the slow lane of a site leaves. */
  const last = new Recent<number>(MOST_SITES)

  return {
    /**
     * @param trusted whether it comes from a page of ours
     * @returns the moment, or undefined when as many as can be wait already
     */
    enter(ip: string, trusted: boolean, now = Date.now()): Date | undefined {
      const site = siteOf(ip)
      const isFree = trusted && free.take(networkOf(ip)) === 0 && freeOfSite.take(site) === 0
      if (isFree) return new Date(now)
      const next = Math.max(last.get(site) ?? 0, now) + step
      if (next - now > MOST_WAITING * step) return undefined
      last.set(site, next)
      return new Date(next)
    },
  }
}
