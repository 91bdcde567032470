import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { isIPv4 } from 'node:net'

const key = createSecretKey(randomBytes(32))

/** The first groups of an IPv6 address, which may be shortened by '::'. */
function subnet(address: string, count: number): string {
  const [head = '', tail] = address.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const given = [...groups(head), ...groups(tail ?? '')]
  const gap = tail === undefined ? 0 : 8 - given.length
  const all = [...groups(head), ...Array<string>(Math.max(0, gap)).fill('0'), ...groups(tail ?? '')]
  return all
    .slice(0, count)
    .map(group => Number.parseInt(group, 16))
    .join(':')
}

const nameOf = (ip: string, groups: number): string => {
  const bare = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  return createHmac('sha256', key)
    .update(isIPv4(bare) ? bare : subnet(bare, groups))
    .digest('base64url')
    .slice(0, 22)
}

/**
 * A name for the network somebody writes from, IPv4 /32 or IPv6 /64, under a random key that lives and dies
 * with this process: it can be compared here and now, and means nothing anywhere else.
 */
export const networkOf = (ip: string): string => nameOf(ip, 4)

/** As `networkOf`, for all that one customer of a provider may be given: IPv4 /32, IPv6 /48. */
export const siteOf = (ip: string): string => nameOf(ip, 3)
