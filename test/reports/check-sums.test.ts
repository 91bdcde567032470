import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../src/database.ts'
import { freezeSurvey } from '../../src/reports/freezing/freezing.ts'
import { checkSums, keepPartings } from '../../src/reports/freezing/kept-parting.ts'
import { Census } from '../../src/reports/freezing/parting.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { getSurvey } from '../../src/surveys/survey.ts'
import { addSections, answerSealed, asking, closeSealed, fr, launchSealed } from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault } = unisson
const { db } = vault
const [section_id = ''] = await addSections(vault, 1)
const definition = asking([{ kind: 'yes-no', code: 'night', text: fr('La nuit ?') }])
const given = (count: number) =>
  Array.from({ length: count }, () => ({ section_id, answers: { night: 'yes' } }))

t.test('sums that do not agree freeze nothing', async t => {
  const survey = await launchSealed(unisson, definition, [section_id])
  const state = await getSurvey(db, survey.id)
  const census = new Census(definition)
  const responses = given(12).map(one => ({ ...one, hidden: [] }))
  for (const one of responses) census.add(one)
  const partings = census.part(state, new Map([[section_id, section_id]]))
  // One respondent's answers are not counted.
  for (const one of responses.slice(1)) for (const parting of partings) parting.add(one)
  const regionOf = await db
    .selectFrom('sections')
    .select('region_id')
    .where('id', '=', section_id)
    .executeTakeFirstOrThrow()
  const pool = { survey_id: survey.id, period: 1 }
  const placed = partings.map(parting => ({
    part: parting.part,
    k: parting.k,
    responses: parting.responses,
    shown: parting.shown,
    atoms: parting.atoms.map(atom => ({ ...atom, region_id: regionOf.region_id })),
    keptIn: (at: number) => parting.keptIn(at),
  }))
  const freezing = db.transaction().execute(async trx => {
    await keepPartings(trx, pool, placed)
    await checkSums(trx, pool, partings)
  })
  await t.rejects(freezing, { message: 'The sums of a survey do not agree.' })
  t.same(await db.selectFrom('atoms').select('id').where('survey_id', '=', survey.id).execute(), [])
})

t.test('a response that was not counted freezes nothing, and is not destroyed', async t => {
  const survey = await launchSealed(unisson, definition, [section_id])
  await answerSealed(vault, survey, given(12))
  await unisson.schedules('mixing')
  await closeSealed(vault, survey)
  const owner = openDatabase(unisson.ownerUrl, 1)
  t.teardown(() => owner.destroy())
  await sql`create function slip_in() returns trigger language plpgsql as $$ begin
    insert into responses select survey_id, gen_random_uuid(), sealed from responses limit 1; return null; end $$`.execute(
    owner,
  )
  await sql`create trigger slip_in after insert on freezings execute function slip_in()`.execute(owner)
  const sealer = openSealer(unisson.config.KEYS_DIR)
  const freezing = () => freezeSurvey(vault, sealer, survey.id)
  await t.rejects(freezing(), { message: 'Other responses were read than are there.' })
  const rows = db.selectFrom('responses').select('id').where('survey_id', '=', survey.id)
  t.equal((await rows.execute()).length, 12)
  t.equal((await getSurvey(db, survey.id)).phase, 'closed')
  await sql`drop trigger slip_in on freezings`.execute(owner)
  t.equal(await freezing(), 'frozen')
  t.same(await rows.execute(), [])
})
