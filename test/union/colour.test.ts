import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { accentOn, contrast, papers } from '../../src/union/colour.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`)
const paper = fc.constantFrom('light' as const, 'dark' as const)

t.test('words on any union’s colour read at 4.5:1, on light and dark pages', async () => {
  fc.assert(
    fc.property(colour, paper, (own, on) => {
      const { ground, ink } = accentOn(on, own)
      return contrast(ground, ink) >= 4.5
    }),
    { numRuns: 2000 },
  )
})

t.test('the colour stands out from the paper at 3:1, as buttons and bars must', async () => {
  fc.assert(
    fc.property(colour, paper, (own, on) => contrast(accentOn(on, own).ground, papers[on]) >= 3),
    { numRuns: 2000 },
  )
})

const css = (file: string) => readFileSync(new URL(`../../public/css/${file}.css`, import.meta.url), 'utf8')
const [, light = '', dark = ''] = css('tokens').match(/--ink: (#\w+);[\s\S]*--ink: (#\w+);/) ?? []
const inks = { light, dark }
const heats = [
  ...css('report').matchAll(/\.heat-\d \{\s*background: color-mix\(in oklab, var\(--accent\) (\d+)%/g),
]

/** As `color-mix(in oklab, …)` does (CSS Color 5; the matrices are those of Björn Ottosson). */
function mixed(one: string, other: string, share: number): string {
  const labs = [one, other].map(hex => {
    const [r, g, b] = [1, 3, 5].map(at => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    }) as [number, number, number]
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return [l, m, s] as const
  })
  // Lightness, a and b are linear in these three: mixing them is mixing those.
  const [l, m, s] = [0, 1, 2].map(at => (labs[0]![at]! * share + labs[1]![at]! * (1 - share)) ** 3) as [
    number,
    number,
    number,
  ]
  const parts = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map(part => (part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055))
  const byte = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 255)
  return `#${parts.map(part => byte(part).toString(16).padStart(2, '0')).join('')}`
}

t.test('figures on the heat of any union’s colour read at 4.5:1, on light and dark pages', async t => {
  t.equal(heats.length, 5)
  const reads = (own: string, on: 'light' | 'dark') =>
    heats.every(([, percent]) => {
      const ground = mixed(accentOn(on, own).ground, papers[on], Number(percent) / 100)
      return contrast(ground, inks[on]) >= 4.5
    })
  for (const own of ['#000000', '#ffffff']) t.ok(reads(own, 'light') && reads(own, 'dark'), own)
  fc.assert(fc.property(colour, paper, reads), { numRuns: 2000 })
})

t.test('a colour that stands out by itself is not touched', async t => {
  t.equal(accentOn('light', '#f4512c').ground, '#f4512c')
  t.equal(accentOn('dark', '#f4512c').ground, '#f4512c')
  t.not(accentOn('light', '#ffdd00').ground, '#ffdd00')
})

t.test('contrast is what the guidelines say it is', async t => {
  t.equal(contrast('#000000', '#ffffff'), 21)
  t.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54')
})
