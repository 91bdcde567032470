import t from 'tap'
import { encode } from 'uqr'
import { qrSvg } from '../../src/print/qr.ts'

const url = 'https://petitions.example/petitions/salaires?via=tract'

/** The modules that a path darkens, row by row. */
function drawn(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)![1])
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, width, back] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    t.equal(width, back)
    rows[Number(y)]!.fill(true, Number(x), Number(x) + Number(width))
  }
  return rows
}

t.test('the path darkens the modules of the code and leaves its quiet zone', async t => {
  const rows = drawn(qrSvg(url, 'Signer'))
  t.same(rows, encode(url, { ecc: 'M', boostEcc: true, border: 4 }).data)
  const edge = [0, 1, 2, 3, rows.length - 4, rows.length - 3, rows.length - 2, rows.length - 1]
  t.ok(edge.every(at => rows[at]!.every(dark => !dark) && rows.every(row => !row[at])))
})

t.test('it is one picture with a title, whatever the title holds', async t => {
  const svg = qrSvg(url, '</title><script>“l’accord” & <b>')
  t.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+" role="img" /)
  t.match(svg, '<title>&#60;/title&#62;&#60;script&#62;“l’accord” &#38; &#60;b&#62;</title>')
  t.equal(svg.match(/<path fill="currentColor" d="[Mhvz\d -]+"\/>/g)?.length, 1)
  t.notMatch(svg, url)
})

t.test('an address too long for a code throws', async t => {
  t.throws(() => qrSvg(`https://x.example/${'a'.repeat(3000)}`, 'Signer'), RangeError)
})
