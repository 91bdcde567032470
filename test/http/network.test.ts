import t from 'tap'
import { networkOf, siteOf } from '../../src/http/network.ts'

t.test(
  'a network is an IPv4 address or an IPv6 /64, and nothing that another process would know',
  async t => {
    const same = [
      ['192.0.2.7', '::ffff:192.0.2.7'],
      ['2001:db8:1:2::1', '2001:db8:1:2:ffff:1:2:3'],
      ['2001:db8::1', '2001:0db8:0:0:5::'],
      ['fe80::1%eth0', 'fe80::2'],
    ] as const
    for (const [one, other] of same) t.equal(networkOf(one), networkOf(other), `${one} ${other}`)
    const apart = [
      ['192.0.2.7', '192.0.2.8'],
      ['2001:db8:1:2::1', '2001:db8:1:3::1'],
      ['::1', '1::'],
    ] as const
    for (const [one, other] of apart) t.not(networkOf(one), networkOf(other), `${one} ${other}`)
  },
)

t.test('a site is all that one customer may be given: an IPv4 address or an IPv6 /48', async t => {
  t.equal(siteOf('2001:db8:1:2::1'), siteOf('2001:db8:1:3::1'))
  t.not(siteOf('2001:db8:1::1'), siteOf('2001:db8:2::1'))
  t.not(siteOf('192.0.2.7'), siteOf('192.0.2.8'))
})
