import fc from 'fast-check'
import t from 'tap'
import { isSlug, slugOf } from '../../src/http/slug.ts'

t.test('a title becomes plain words', async t => {
  const titles: Record<string, string> = {
    'Pour des salaires dignes à l’usine de Grasse !': 'pour-des-salaires-dignes-a-l-usine-de-grasse',
    'Cœur, sœur & Œuvre : « ex æquo »': 'coeur-soeur-oeuvre-ex-aequo',
    'ÉTÉ 2026 — 12 h 30': 'ete-2026-12-h-30',
    'Straße Łódź Đà Nẵng': 'strasse-lodz-da-nang',
    '--a__b--': 'a-b',
    李: 'petition',
    '': 'petition',
    New: 'petition-new',
  }
  for (const [title, slug] of Object.entries(titles)) t.equal(slugOf(title), slug)
})

t.test('a long title is cut between words, a long word within', async t => {
  t.equal(slugOf('Nous demandons '.repeat(6)), 'nous-demandons-nous-demandons-nous-demandons-nous-demandons')
  t.equal(slugOf('a'.repeat(80)), 'a'.repeat(60))
})

t.test('every title has a slug, at every rank another', async t => {
  const title = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme' }),
    fc.lorem(),
  )
  fc.assert(
    fc.property(title, fc.integer({ min: 2, max: 9999 }), (typed, rank) => {
      const [first, next] = [slugOf(typed), slugOf(typed, rank)]
      return isSlug(first) && isSlug(next) && first !== next && slugOf(first) === first
    }),
  )
  t.pass()
})

t.test('what is no slug is told apart', async t => {
  for (const value of ['', 'A', 'é', 'a--b', '-a', 'a-', 'a b', 'a/b', '..', 'new', 'a'.repeat(61), 'a\n']) {
    t.notOk(isSlug(value), JSON.stringify(value))
  }
  for (const value of ['a', '2026', 'salaires-2']) t.ok(isSlug(value))
})
