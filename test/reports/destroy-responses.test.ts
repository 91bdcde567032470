import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'
import { listAtoms, listPartitions } from '../../src/reports/survey/frozen.ts'
import { readSums } from '../../src/reports/survey/sum.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { responsePlace, stagedPlace, stagedScope } from '../../src/surveys/response/response.ts'
import { dayIn } from '../support/draft.ts'
import {
  addSections,
  answerSealed,
  asking,
  fr,
  freezeSealed,
  launchSealed,
  type SealedSurvey,
} from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault, config } = unisson
const { db } = vault
const sealer = openSealer(config.KEYS_DIR)
const [section = ''] = await addSections(vault, 1)
const definition = asking([
  { kind: 'yes-no', code: 'night', text: fr('La nuit ?') },
  { kind: 'short-text', code: 'why', text: fr('Pourquoi ?') },
])

const give = (survey: SealedSurvey, count: number, night = 'yes') =>
  answerSealed(
    vault,
    survey,
    Array.from({ length: count }, () => ({ section_id: section, answers: { night, why: 'Le canarivert.' } })),
  )

const rowsOf = (table: 'staged_responses' | 'responses', { id }: SealedSurvey) =>
  db.selectFrom(table).select(['id', 'sealed']).where('survey_id', '=', id).execute()

t.test('P17 once mixed, what was staged opens with no key that is left', async t => {
  const survey = await launchSealed(unisson, definition, [section])
  await give(survey, 12)
  // As the log of the database, and every backup, keep it.
  const staged = await rowsOf('staged_responses', survey)
  await unisson.schedules('mixing')
  const mixed = await rowsOf('responses', survey)
  t.equal(mixed.length, 12)
  const left = sealer.batches.list()
  t.equal(left.length, (await db.selectFrom('batches').select('id').execute()).length)
  for (const { id, sealed } of staged) {
    t.notOk(mixed.some(row => row.id === id || row.sealed.includes(sealed.subarray(45))))
    for (const batch of left)
      t.throws(() => sealer.batches.open(batch).open(stagedScope(survey.id), stagedPlace(id), sealed))
  }
  t.same(await rowsOf('staged_responses', survey), [])
  const taken = db.selectFrom('staged_participations').selectAll().where('survey_id', '=', survey.id)
  t.same(await taken.execute(), [], 'and who answered into the batch is gone')

  const { scope } = await vault.keys.getByScope(`survey:${survey.id}`)
  await freezeSealed(unisson, survey)
  t.same(await rowsOf('responses', survey), [])
  const pools = path.join(config.KEYS_DIR, 'sealer', 'pools')
  t.same(readdirSync(pools), [`${survey.id}.1.frozen`], 'the key of what was mixed is in no file')
  t.notOk(existsSync(path.join(pools, 'draft')))
  const scopes = await db.selectFrom('data_keys').select('scope').execute()
  t.ok(
    scopes.some(one => one.scope === scope),
    'invitations keep the survey’s key',
  )
  for (const one of scopes) {
    const key = await vault.keys.getByScope(one.scope)
    for (const { id, sealed } of mixed) t.throws(() => key.open(responsePlace(id), sealed))
  }
})

t.test('P21 a later period changes no earlier figure, and adds whole atoms only', async t => {
  const survey = await launchSealed(unisson, definition, [section], {}, [dayIn(-1), dayIn(40)])
  await give(survey, 12)
  await unisson.schedules('mixing')
  await give(survey, 3, 'no')
  await unisson.schedules('freezing')
  await unisson.work()
  const first = await listAtoms(db, survey.id)
  const [sums] = await readSums(db, survey.id, [first])
  t.same(Object.fromEntries(sums?.items.get('night') ?? []), { yes: 12, no: 3 })
  t.same(await rowsOf('responses', survey), [])

  t.same(new Set(await give(survey, 4, 'no')), new Set(['kept']), 'it goes on taking responses')
  await unisson.schedules('freezing')
  await unisson.work()
  t.equal((await listPartitions(db, survey.id)).length, 2, 'its second period is not over')
  await give(survey, 8, 'no')
  await unisson.schedules('mixing')
  await freezeSealed(unisson, survey)
  const all = await listAtoms(db, survey.id)
  t.same(
    all.filter(({ period }) => period === 1),
    first,
  )
  t.same(await readSums(db, survey.id, [first]), [sums])
  const later = all.filter(({ period }) => period === 2)
  t.same(
    later.map(one => one.response_count),
    [12, 12],
  )
  const [added] = await readSums(db, survey.id, [later])
  t.same(Object.fromEntries(added?.items.get('night') ?? []), { no: 12 })
  t.same(
    sealer.pools.list().filter(one => one.survey_id === survey.id),
    [],
  )
})

t.test('a batch whose key was lost is given up, and those who answered into it may do so again', async t => {
  const survey = await launchSealed(unisson, definition, [section])
  await give(survey, 12)
  await unisson.schedules('mixing')
  await give(survey, 3)
  const { id } = await db
    .selectFrom('batches')
    .select('id')
    .where('survey_id', '=', survey.id)
    .executeTakeFirstOrThrow()
  sealer.batches.destroy(id)
  await unisson.schedules('mixing')
  const told = await db
    .selectFrom('invitations')
    .select('lost_on')
    .where('survey_id', '=', survey.id)
    .execute()
  t.equal(told.filter(one => one.lost_on).length, 3)
  const taken = await db
    .selectFrom('participations')
    .select('day')
    .where('survey_id', '=', survey.id)
    .execute()
  t.equal(taken.length, 12)
  await unisson.work()
  t.same(await give(survey, 1), ['kept'], 'the next batch takes over')
  await freezeSealed(unisson, survey)
  t.match(await listPartitions(db, survey.id), [{ response_count: 13 }, { response_count: 13 }])
})
