import { test } from 'tap'
import { storyDay, writeDays } from '../../src/demo/day.ts'
import { officers } from '../../src/demo/officer.ts'
import { petitions } from '../../src/demo/petition.ts'
import { sections } from '../../src/demo/section.ts'
import { firstNames } from '../../src/demo/signatory.ts'
import { federations, marks, regions, union } from '../../src/demo/union.ts'

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

test('the union is large enough to be believed', t => {
  t.ok(regions.length >= 3 && federations.length >= 2 && sections.length >= 12 && marks.length <= 12)
  t.equal(new Set(sections.map(section => section.code)).size, sections.length)
  t.equal(new Set(firstNames).size, firstNames.length)
  t.ok(firstNames.length >= 200)
  t.ok(new Set(sections.map(section => section.company)).size >= 4)
  for (const role of ['administrator', 'federation', 'region', 'section']) {
    t.ok(officers.some(officer => officer.role === role))
  }
  t.end()
})

test('every address is one that reaches nobody', t => {
  const told = JSON.stringify([union, officers, petitions])
  for (const address of told.match(/[\w.-]+@[\w.-]+/g) ?? []) t.match(address, /\.example$/)
  t.end()
})

test('the petitions stand in every phase and have 5,000 signatures', t => {
  t.same([...new Set(petitions.map(petition => petition.phase))].sort(), [
    'closed',
    'delivered',
    'draft',
    'open',
    'suspended',
    'waiting',
  ])
  t.equal(sum(petitions.map(petition => petition.crowd?.confirmed ?? 0)), 5000)
  t.equal(new Set(petitions.map(petition => petition.slug)).size, petitions.length)
  t.ok(petitions.some(petition => petition.english))
  t.end()
})

test('the days of each petition follow one another', t => {
  for (const { slug, ...it } of petitions) {
    const days = [it.written_on, it.opens_on, it.closes_on, it.delivery?.on, it.delivery?.outcome_on]
    const known = days.filter(day => typeof day === 'string')
    t.same(known, known.toSorted(), slug)
    const begin = it.opens_on ?? '9999'
    const end = it.closes_on ?? '9999'
    for (const { on } of it.crowd?.peaks ?? []) t.ok(on >= begin && on <= end, `${slug} ${on}`)
    for (const { on } of it.updates) t.ok(on >= begin && on <= '2026-11-23', `${slug} ${on}`)
    t.equal(it.crowd === null, it.phase === 'draft' || it.phase === 'waiting', slug)
    t.equal(it.suspension !== null, it.phase === 'suspended', slug)
    t.equal(it.delivery !== null, it.phase === 'delivered', slug)
    t.ok(it.recipient_name && it.recipient_office && it.recipient_company)
    t.notMatch(JSON.stringify([it.title, it.text, it.english, it.updates, it.delivery]), /'|\.\.\./, slug)
  }
  t.end()
})

test('the weekday written before a day is its own', t => {
  const french = new Intl.DateTimeFormat('fr', { weekday: 'long', timeZone: 'UTC' })
  const weekdays = /(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \{(\d{4}-\d\d-\d\d)\}/g
  const found = [...JSON.stringify(petitions).matchAll(weekdays)]
  t.ok(found.length > 15)
  for (const [told, weekday, day] of found) t.equal(french.format(new Date(day!)), weekday, told)
  t.end()
})

test('the story is told in the present week', t => {
  t.equal(storyDay('2026-11-24', new Date('2026-11-23T09:00Z')), '2026-11-24')
  t.equal(storyDay('2026-11-24', new Date('2026-11-29T23:00Z')), '2026-11-24')
  t.equal(storyDay('2026-11-24', new Date('2026-11-30T00:00Z')), '2026-12-01')
  t.equal(storyDay('2026-11-24', new Date('2026-11-20T00:00Z')), '2026-11-17')
  const today = new Date('2026-11-23T09:00Z')
  t.equal(writeDays('le jeudi {2026-10-01}.', today, 'fr'), 'le jeudi 1er octobre.')
  const texts = petitions.flatMap(it => [
    it.text,
    it.english?.text ?? '',
    ...it.updates.map(update => update.text),
  ])
  for (const text of texts) t.notMatch(writeDays(text, today, 'fr'), /[{}]/)
  t.equal(writeDays('until {2026-12-11}', today, 'en'), 'until 11 December')
  t.end()
})
