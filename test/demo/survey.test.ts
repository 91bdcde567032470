import t from 'tap'
import { sections } from '../../src/demo/section.ts'
import { surveys } from '../../src/demo/survey.ts'
import { checkDefinition } from '../../src/surveys/check.ts'
import { questionsOf } from '../../src/surveys/definition.ts'
import { itemsOf } from '../../src/surveys/tally.ts'

const codes: string[] = sections.map(({ code }) => code)
const membersOf = (code: string) => sections.find(section => section.code === code)?.members ?? 0

t.test('two surveys run, three are over; one is sealed by link, one named', async t => {
  t.same(surveys.map(({ closed }) => closed).sort(), [false, false, true, true, true])
  t.equal(surveys.filter(({ audience }) => audience === 'link').length, 1)
  t.equal(surveys.filter(({ kind }) => kind === 'named').length, 1)
  t.equal(new Set(surveys.map(({ slug }) => slug)).size, surveys.length)
  const whole = surveys.filter(({ owner }) => owner === null)
  for (const { responses, slug } of whole) t.ok(Object.keys(responses).length >= 12, slug)
  t.ok(
    surveys.every(
      ({ opens_on, closes_on, closed }) => opens_on < closes_on && closes_on < '2026-11-23' === closed,
    ),
  )
})

t.test('nobody answers who is not in the register', async t => {
  for (const { slug, audience, responses } of surveys.filter(one => one.audience === 'invited')) {
    t.equal(audience, 'invited')
    // One in thirty has no address.
    for (const [code, count] of Object.entries(responses))
      t.ok(count <= membersOf(code) - Math.ceil(membersOf(code) / 30), `${slug} ${code}`)
  }
})

t.test('its questions can be launched, and what people lean to is asked', async t => {
  for (const { slug, kind, definition, leanings, texts } of surveys) {
    t.same(
      checkDefinition(definition, kind === 'sealed').filter(({ warning }) => !warning),
      [],
      slug,
    )
    const known = new Map(itemsOf(definition).map(({ key, bins }) => [key, bins.length]))
    for (const question of questionsOf(definition))
      if (question.kind === 'ranking') known.set(question.code, question.choices.length)
    const leans = [leanings.usual, ...Object.values(leanings.by)].flatMap(lean => Object.entries(lean))
    for (const [key, weights] of leans) {
      const bins = known.get(key)
      // Of several choices the last may stand alone: it is left to those who make no other.
      t.ok(bins && [bins, bins - 1].includes(weights.length), `${slug} ${key}`)
    }
    for (const place of Object.keys(leanings.by))
      t.ok([...codes, 'worker', 'employee', 'technician', 'manager'].includes(place), place)
    const written = questionsOf(definition).filter(({ kind }) => kind.endsWith('-text'))
    for (const code of Object.keys(texts))
      t.ok(
        written.some(question => question.code === code),
        code,
      )
  }
})

t.test('what people write is in French letters, and each sentence is written once', async t => {
  const sentences = surveys.flatMap(({ texts }) =>
    Object.values(texts).flatMap(byPlace => Object.values(byPlace).flat()),
  )
  t.ok(sentences.length > 90)
  t.equal(new Set(sentences).size, sentences.length)
  for (const sentence of sentences) t.notMatch(sentence, /'|\.\.\.| [;:!?]{2}|^[a-z]/, sentence)
})

t.test('the weekday written before a day is its own', async t => {
  const french = new Intl.DateTimeFormat('fr', { weekday: 'long', timeZone: 'UTC' })
  const told = [
    ...JSON.stringify(surveys).matchAll(/(lundi|mardi|mercredi|jeudi|vendredi) \{(\d{4}-\d\d-\d\d)\}/gi),
  ]
  t.equal(told.length, 2)
  for (const [words, weekday, day] of told)
    t.equal(french.format(new Date(day!)), weekday?.toLowerCase(), words)
})
