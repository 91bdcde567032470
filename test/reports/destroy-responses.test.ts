import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import t from 'tap'
import { freezeSurvey } from '../../src/reports/freezing/freezing.ts'
import { listAtoms, listPartitions } from '../../src/reports/survey/frozen.ts'
import { readSums } from '../../src/reports/survey/sum.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { holdPool } from '../../src/surveys/response/pool.ts'
import { checkpoint, lookout } from '../support/canary.ts'
import { type Box, carve, findIn, listSecrets } from '../support/carve.ts'
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

t.setTimeout(180_000)
const unisson = await openUnisson(t)
const { vault, config, ownerUrl, clusterHome } = unisson
const { db } = vault
const sealer = openSealer(config.KEYS_DIR)
/** In every text of this test. */
const canary = 'zqkanarivert'
const [section = ''] = await addSections(vault, 1)
const definition = asking([
  { kind: 'yes-no', code: 'night', text: fr('La nuit ?') },
  { kind: 'short-text', code: 'why', text: fr('Pourquoi ?') },
])

const give = (survey: SealedSurvey, count: number, night = 'yes') =>
  answerSealed(
    vault,
    survey,
    Array.from({ length: count }, () => ({ section_id: section, answers: { night, why: `Le ${canary}.` } })),
  )

const sealerDir = path.join(config.KEYS_DIR, 'sealer')
const isOfSealer = (secret: Buffer) =>
  readdirSync(sealerDir, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .some(({ parentPath, name }) => readFileSync(path.join(parentPath, name)).equals(secret))

const rowsOf = (table: 'staged_responses' | 'responses', { id }: SealedSurvey) =>
  db.selectFrom(table).select(['id', 'sealed']).where('survey_id', '=', id).execute()

t.test(
  'P17 once mixed, what was staged opens with no key that is left; once frozen, no response does',
  async t => {
    const survey = await launchSealed(unisson, definition, [section])
    await give(survey, 12)
    // As the log of the database, and every backup, keep it.
    const staged = await rowsOf('staged_responses', survey)
    const carved = async (boxes: Box[], more: Buffer[] = []) =>
      carve([...(await listSecrets(unisson)), ...more], survey.id, boxes)
    t.equal(await carved(staged), 12, 'until they are mixed, the sealer’s files open them')
    await unisson.schedules('mixing')
    const mixed = await rowsOf('responses', survey)
    t.equal(mixed.length, 12)
    t.equal(await carved(staged), 0)
    t.equal(await carved(mixed), 12, 'until they are frozen, the pool’s file opens them')
    for (const { id, sealed } of staged)
      t.notOk(mixed.some(row => row.id === id || row.sealed.includes(sealed.subarray(45))))
    t.same(await rowsOf('staged_responses', survey), [])
    const taken = db.selectFrom('staged_participations').selectAll().where('survey_id', '=', survey.id)
    t.same(await taken.execute(), [], 'and who answered into the batch is gone')
    // What is left at the end is counted where it lies.
    await give(survey, 3)
    const late = await rowsOf('staged_responses', survey)

    const { scope } = await vault.keys.getByScope(`survey:${survey.id}`)
    const pools = path.join(config.KEYS_DIR, 'sealer', 'pools')
    // The database, and the key ring, of a backup made the moment before; the sealer's folder is in none.
    const backup = (await listSecrets(unisson)).filter(one => !isOfSealer(one))
    await freezeSealed(unisson, survey)
    t.same(await rowsOf('responses', survey), [])
    t.same(await rowsOf('staged_responses', survey), [])
    t.same(readdirSync(pools), [`${survey.id}.1.frozen`], 'the key of what was mixed is in no file')
    t.notOk(existsSync(path.join(pools, 'draft')))
    const scopes = await db.selectFrom('data_keys').select('scope').execute()
    t.ok(
      scopes.some(one => one.scope === scope),
      'invitations keep the survey’s key',
    )
    await checkpoint(ownerUrl)
    const old = [...staged, ...mixed, ...late]
    t.ok(findIn(clusterHome, old) > 0, 'the log of the database still holds what was sealed')
    t.equal(await carved(old, backup), 0, 'and nothing opens it')
  },
)

t.test('P17 no answer of it stands anywhere in the clear', async t => {
  const seen = lookout([canary])
  t.ok((await seen.readDatabase(ownerUrl)) > 100)
  t.ok((await seen.readFolder(clusterHome)) > 500)
  t.ok((await seen.readFolder(config.KEYS_DIR)) > 0)
  seen.read('log', unisson.logged.join('\n'))
  t.same(seen.hits, [])
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

const openBatchOf = ({ id }: SealedSurvey) =>
  db.selectFrom('batches').select('id').where('survey_id', '=', id).where('open', '=', true).execute()

t.test('while another process freezes a period, nobody ends it again', async t => {
  const survey = await launchSealed(unisson, definition, [section], {}, [dayIn(-1), dayIn(40)])
  await give(survey, 12)
  const open = await openBatchOf(survey)
  await db.transaction().execute(async trx => {
    await holdPool(trx, survey.id)
    await t.rejects(freezeSurvey(vault, sealer, survey.id), { code: 'held' })
  })
  t.same(await openBatchOf(survey), open)
})

t.test('a batch that closes in the middle of a freezing is left to the next', async t => {
  const survey = await launchSealed(unisson, definition, [section], {}, [dayIn(-1), dayIn(40)])
  await give(survey, 12)
  const { query } = pg.Client.prototype
  let reads = 0
  pg.Client.prototype.query = async function (this: pg.Client, ...given: unknown[]) {
    const answer = await (query as (...given: unknown[]) => unknown).apply(this, given)
    if (given[0] !== 'close walk') return answer
    reads += 1
    if (reads > 1) return answer
    await give(survey, 3, 'no')
    await db.updateTable('batches').set({ open: false }).where('survey_id', '=', survey.id).execute()
    return answer
  } as typeof pg.Client.prototype.query
  t.teardown(() => Object.assign(pg.Client.prototype, { query }))
  t.equal(await freezeSurvey(vault, sealer, survey.id), 'frozen')
  t.ok(reads > 1)
  t.match(await listPartitions(db, survey.id), [{ response_count: 12 }, { response_count: 12 }])
  t.equal((await rowsOf('staged_responses', survey)).length, 3)
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
