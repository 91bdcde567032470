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

t.test('a colour that stands out by itself is not touched', async t => {
  t.equal(accentOn('light', '#f4512c').ground, '#f4512c')
  t.equal(accentOn('dark', '#f4512c').ground, '#f4512c')
  t.not(accentOn('light', '#ffdd00').ground, '#ffdd00')
})

t.test('contrast is what the guidelines say it is', async t => {
  t.equal(contrast('#000000', '#ffffff'), 21)
  t.equal(contrast('#767676', '#ffffff').toFixed(2), '4.54')
})
