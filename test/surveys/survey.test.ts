import { readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import type { Definition } from '../../src/surveys/definition.ts'
import { readSurveyFile } from '../../src/surveys/import/file.ts'
import { keepImport } from '../../src/surveys/import/keep.ts'
import { surveyPhaseOf } from '../../src/surveys/phase.ts'
import {
  createSurvey,
  getDefinition,
  getSurvey,
  getSurveyBySlug,
  recordSurveyAct,
  saveDefinition,
} from '../../src/surveys/survey.ts'
import { openUnisson } from '../support/unisson.ts'
import { zipOf } from './zip.ts'

const one: Definition = {
  languages: ['fr'],
  title: { fr: 'Les horaires de la verrerie' },
  pages: [{ code: 'page1', questions: [{ kind: 'yes-no', code: 'nuit', text: { fr: 'De nuit ?' } }] }],
}
const withText = (text: string): Definition => {
  const changed = structuredClone(one)
  Object.assign(changed.pages[0]?.questions[0] as object, { text: { fr: text } })
  return changed
}
const union = {
  region_id: null,
  section_id: null,
  opens_on: null,
  closes_on: null,
  created_by: null,
  imported_tally: null,
}
const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, 'fixtures', name))

t.test('a draft is changed in place; two hands at once do not overwrite each other', async t => {
  const { vault } = await openUnisson(t)
  const { db, keys } = vault
  const id = await db
    .transaction()
    .execute(trx => createSurvey(trx, keys, { ...union, slug: 'verrerie' }, one))
  t.match(await getSurveyBySlug(db, 'verrerie'), { id, phase: 'draft', version: 1, revision: 1, k: 5 })
  t.strictSame(await getDefinition(db, id), one)
  const save = (revision: number, definition: Definition) =>
    db.transaction().execute(trx => saveDefinition(trx, id, revision, definition))
  const results = await Promise.allSettled([save(1, withText('Un')), save(1, withText('Deux'))])
  t.strictSame(results.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  t.match(
    results.find(({ status }) => status === 'rejected'),
    { reason: { code: 'conflict' } },
  )
  t.match(await getSurvey(db, id), { version: 1, revision: 2 })

  await db.transaction().execute(trx => recordSurveyAct(trx, id, 'launch', null))
  t.equal((await getSurvey(db, id)).phase, 'open')
  await t.rejects(save(2, { ...one, pages: [] }), { code: 'survey-structure' }, 'its structure is frozen')
  t.equal(await save(2, withText('Trois')), 3)
  t.match(await getSurvey(db, id), { version: 2, revision: 3 })
  t.strictSame(await getDefinition(db, id), withText('Trois'), 'a correction is a version')
  t.not((await getDefinition(db, id, 1)).pages[0]?.questions[0]?.text.fr, 'Trois', 'the old one stays')
  await t.rejects(getDefinition(db, id, 9), { code: 'not-found' })
})

t.test('an open link may not show groups below ten', async t => {
  const { vault } = await openUnisson(t)
  const make = (audience: 'link' | 'invited', k: number) =>
    vault.db.transaction().execute(trx => createSurvey(trx, vault.keys, { ...union, audience, k }, one))
  await t.rejects(make('link', 9), /surveys_k_check/)
  await t.rejects(make('invited', 4), /surveys_k_check/)
  await t.resolves(make('link', 10))
})

t.test('an imported archive becomes a closed survey of the union with frozen counts', async t => {
  const { vault } = await openUnisson(t)
  const file = zipOf([
    { name: 'survey_901.lss', content: fixture('telework-703.lss') },
    { name: 'survey_901_responses.lsr', content: fixture('telework-703-responses.lsr') },
  ])
  const imported = await readSurveyFile(file)
  const owner = { region_id: null, section_id: null }
  const id = await vault.db.transaction().execute(trx => keepImport(trx, vault.keys, imported, owner))
  const survey = await getSurvey(vault.db, id)
  t.match(survey, { phase: 'frozen', kind: 'sealed', imported_tally: { base: 6 } })
  t.strictSame(await getDefinition(vault.db, id), imported.definition)
  const event = await vault.db.selectFrom('audit_events').selectAll().executeTakeFirstOrThrow()
  t.match(event, { act: 'survey.import', subject_id: id, detail: { format: 'limesurvey', responses: 6 } })

  const { tally: _, ...draft } = imported
  const draftId = await vault.db.transaction().execute(trx => keepImport(trx, vault.keys, draft, owner))
  t.equal((await getSurvey(vault.db, draftId)).phase, 'draft', 'without counts it is a draft')
})

t.test('the phase follows from what was done and from the calendar', async t => {
  const dates = { opens_on: '2026-03-01', closes_on: '2026-03-31' }
  const on = (day: string, ...acts: ('launch' | 'closure' | 'freezing')[]) =>
    surveyPhaseOf(
      dates,
      acts.map(act => ({ act })),
      day,
    )
  t.equal(on('2026-03-05'), 'draft')
  t.equal(on('2026-02-28', 'launch'), 'upcoming')
  t.equal(on('2026-03-31', 'launch'), 'open')
  t.equal(on('2026-04-01', 'launch'), 'closed')
  t.equal(on('2026-03-05', 'launch', 'closure'), 'closed')
  t.equal(on('2026-03-05', 'launch', 'closure', 'freezing'), 'frozen')
})
