import t from 'tap'
import { fillOnce } from '../../src/demo/fill.ts'
import { sections } from '../../src/demo/section.ts'
import { surveys } from '../../src/demo/survey.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { getSurveyBySlug } from '../../src/surveys/survey.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault, ring, config } = unisson
const { db } = vault
await fillOnce(db, ring, openSealer(config.KEYS_DIR), 'grenade-lucarne-tamis')

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
const idOf = async (slug: string) => (await getSurveyBySlug(db, slug)).id
const atomsOf = async (slug: string) =>
  db
    .selectFrom('atoms')
    .selectAll()
    .where('survey_id', '=', await idOf(slug))
    .execute()
const count = async (table: 'responses' | 'staged_responses' | 'participations', slug: string) =>
  (
    await db
      .selectFrom(table)
      .selectAll()
      .where('survey_id', '=', await idOf(slug))
      .execute()
  ).length

t.test('every survey stands in its phase, on its days', async t => {
  for (const { slug, closed, closes_on } of surveys) {
    const survey = await getSurveyBySlug(db, slug)
    t.equal(survey.phase, closed ? 'frozen' : 'open', slug)
    t.ok(survey.opens_on && survey.closes_on && survey.opens_on < survey.closes_on)
    const acts = survey.acts.map(({ act }) => act)
    t.same(acts, closed ? ['launch', 'closure', 'freezing'] : ['launch'])
    t.ok(
      survey.acts.every(({ created_at }) => created_at < new Date()),
      closes_on,
    )
  }
  const events = await db.selectFrom('audit_events').select('act').where('act', 'like', 'survey.%').execute()
  t.ok(events.filter(({ act }) => act === 'survey.launch').length === surveys.length)
})

t.test(
  'of a sealed survey that is over no response is left, and of one that runs none is counted',
  async t => {
    for (const { slug, closed, audience, kind, responses } of surveys) {
      const given = sum(Object.values(responses))
      if (audience === 'invited') t.equal(await count('participations', slug), given, slug)
      const kept = (await count('responses', slug)) + (await count('staged_responses', slug))
      t.equal(kept, closed ? 0 : given, slug)
      t.equal((await atomsOf(slug)).length > 0, closed)
      if (kind === 'named') t.equal(await count('responses', slug), given)
    }
  },
)

t.test(
  'some sections are too small to be shown, one region pools its own, one survey is told by trade',
  async t => {
    const ids = new Map(
      (await db.selectFrom('sections').select(['id', 'name']).execute()).map(row => [row.id, row.name]),
    )
    const atoms = await atomsOf('votre-travail-deuxieme-edition')
    const ordinary = atoms.filter(({ partition }) => partition === 'ordinary')
    const shown = new Set(ordinary.map(({ section_id }) => section_id && ids.get(section_id)))
    for (const small of ['Cartonnages Quatre-Plis, Béthune', 'Hôtel et thalasso, Pornic'])
      t.notOk(shown.has(small), small)
    t.equal(shown.size - 1, sections.length - 4)
    t.equal(ordinary.filter(({ section_id, region_id }) => !section_id && region_id).length, 1, 'a region')
    t.equal(ordinary.filter(({ region_id }) => !region_id).length, 1, 'the union')
    t.ok(ordinary.filter(({ category }) => category).length > 10)
    t.ok(ordinary.every(({ response_count }) => response_count >= 5))
    t.ok(atoms.every(({ partition, response_count }) => partition === 'ordinary' || response_count >= 10))
    const link = await atomsOf('apres-l-assemblee-de-lens')
    t.ok(link.every(({ response_count }) => response_count >= 10))
  },
)

t.test('what people wrote is kept, and some of it is read', async t => {
  for (const slug of ['votre-travail-deuxieme-edition', 'apres-l-assemblee-de-lens']) {
    const texts = await db
      .selectFrom('texts')
      .selectAll()
      .where('survey_id', '=', await idOf(slug))
      .execute()
    t.ok(texts.length >= 20, `${slug} ${texts.length}`)
  }
})

t.test('a few invitations wait to be read, and lead to their survey', async t => {
  await unisson.work()
  const { mails } = unisson.mailbox
  t.equal(mails.length, 12)
  const link = /http:\S+/.exec(mails[0]?.text ?? '')?.[0] ?? ''
  const page = await unisson.app.inject({ url: new URL(link).pathname })
  t.equal(page.statusCode, 200)
  t.match(page.body, /Salaires|Formations/)
})
