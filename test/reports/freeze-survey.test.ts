import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import t from 'tap'
import { freezeSurvey } from '../../src/reports/freezing/freezing.ts'
import { listAtoms, listPartitions } from '../../src/reports/survey/frozen.ts'
import { readSums } from '../../src/reports/survey/sum.ts'
import { textPlace, textScope } from '../../src/reports/written/text.ts'
import { openSealer } from '../../src/seal/sealer.ts'
import { recordSurveyAct } from '../../src/surveys/survey.ts'
import { correlation } from '../attack/linking.ts'
import { signIn } from '../support/officers.ts'
import {
  addSections,
  answerSealed,
  asking,
  choices,
  closeSealed,
  fr,
  freezeSealed,
  type Given,
  launchSealed,
} from '../support/sealed.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { vault, config, logged } = unisson
const { db } = vault

const definition = asking(
  [
    { kind: 'single', code: 'post', text: fr('Votre poste ?'), choices: choices('quai', 'bureau') },
    { kind: 'yes-no', code: 'night', text: fr('La nuit ?') },
    {
      kind: 'scale',
      code: 'tired',
      text: fr('Fatigue ?'),
      from: 1,
      to: 5,
      shown: { answer: 'night', is: 'equal', value: 'yes' },
    },
    { kind: 'yes-no', code: 'ill', text: fr('Malade ?'), sensitive: true },
    { kind: 'long-text', code: 'why', text: fr('Que changer ?') },
  ],
  'post',
)

const files = (name: string) => {
  const folder = path.join(config.KEYS_DIR, 'sealer', name)
  return existsSync(folder) ? readdirSync(folder) : []
}

const [large = '', small = '', tiny = ''] = await addSections(vault, 3)
const crowd = (section_id: string, count: number, answers: (at: number) => Given['answers']): Given[] =>
  Array.from({ length: count }, (_, at) => ({ section_id, answers: answers(at) }))

const given = [
  ...crowd(large, 24, at => ({
    post: at < 16 ? 'quai' : 'bureau',
    night: at < 6 ? 'yes' : 'no',
    ...(at < 6 ? { tired: (at % 3) + 1 } : {}),
    ill: at === 0 ? 'yes' : 'no',
    ...(at < 4 ? { why: `Texte ${at}` } : {}),
  })),
  ...crowd(small, 6, at => ({ post: 'quai', night: at < 2 ? 'yes' : 'no', ...(at < 2 ? { tired: 5 } : {}) })),
  ...crowd(tiny, 3, () => ({ post: 'bureau' })),
]

t.test('a survey that is over becomes counters, and no response and no key of one is left', async t => {
  const survey = await launchSealed(unisson, definition, [large, small, tiny])
  t.same(new Set(await answerSealed(vault, survey, given.slice(0, 20))), new Set(['kept']))
  await unisson.schedules('mixing')
  const mixed = await db.selectFrom('responses').select('id').where('survey_id', '=', survey.id).execute()
  t.equal(mixed.length, 20)
  await answerSealed(vault, survey, given.slice(20))
  await freezeSealed(unisson, survey)

  t.match(await listPartitions(db, survey.id), [
    { partition: 'ordinary', k: 5, response_count: null, shown_count: 30 },
    { partition: 'sensitive', k: 10, response_count: null, shown_count: 24 },
  ])
  const atoms = await listAtoms(db, survey.id)
  const told = atoms.map(
    ({ partition, section_id, category, response_count }) =>
      `${partition} ${section_id === large ? 'large' : section_id === small ? 'small' : '-'} ${category} ${response_count}`,
  )
  t.same(told.toSorted(), [
    'ordinary large bureau 8',
    'ordinary large quai 16',
    'ordinary small quai 6',
    'sensitive large null 24',
  ])
  const sumIn = async (section: string, partition: string) => {
    const own = atoms.filter(one => one.section_id === section && one.partition === partition)
    const [sums] = await readSums(db, survey.id, [own])
    return (item: string) => Object.fromEntries(sums?.items.get(item) ?? [])
  }
  const inLarge = await sumIn(large, 'ordinary')
  t.same(inLarge('night'), { yes: 6, no: 18 })
  t.same(inLarge('tired'), { 1: 2, 2: 2, 3: 2, ':not-asked': 18 })
  const inSmall = await sumIn(small, 'ordinary')
  t.same(inSmall('tired'), { ':withheld': 6 }, 'two answered')
  const sensitive = await sumIn(large, 'sensitive')
  t.same(sensitive('ill'), { no: 22, ':not-shown': 2 })
  t.same(sensitive('why'), { text: 4, ':none': 20 })

  const key = await vault.keys.getByScope(textScope(survey.id))
  const texts = await db.selectFrom('texts').selectAll().where('survey_id', '=', survey.id).execute()
  const words = texts.map(({ id, sealed }) => key.open<string>(textPlace(id), sealed))
  t.same(words.toSorted(), ['Texte 0', 'Texte 1', 'Texte 2', 'Texte 3'])

  for (const table of ['responses', 'staged_responses', 'staged_participations', 'batches'] as const)
    t.same(await db.selectFrom(table).selectAll().where('survey_id', '=', survey.id).execute(), [], table)
  t.same([...files('pools'), ...files('batches')], [`${survey.id}.1.frozen`])
  t.equal(
    (await db.selectFrom('participations').select('day').where('survey_id', '=', survey.id).execute()).length,
    33,
  )
})

t.test('a worker that stops gives it up, and nothing of it has happened', async t => {
  const survey = await launchSealed(unisson, definition, [large])
  await answerSealed(vault, survey, given.slice(0, 12))
  await closeSealed(vault, survey)
  const sealer = openSealer(config.KEYS_DIR)
  await t.rejects(freezeSurvey(vault, sealer, survey.id, AbortSignal.abort()), { code: 'paused' })
  t.same(await listAtoms(db, survey.id), [])
  t.equal(await freezeSurvey(vault, sealer, survey.id), 'frozen')
  t.equal((await listAtoms(db, survey.id)).length, 2)
})

t.test('it is frozen once, however often it is asked for', async t => {
  const survey = await launchSealed(unisson, definition, [large])
  await answerSealed(vault, survey, given.slice(0, 12))
  await freezeSealed(unisson, survey)
  const before = await listAtoms(db, survey.id)
  await unisson.schedules('freezing')
  await unisson.work()
  t.same(await listAtoms(db, survey.id), before)
  const acts = await db.selectFrom('survey_acts').select('act').where('survey_id', '=', survey.id).execute()
  t.same(acts.map(({ act }) => act).toSorted(), ['closure', 'freezing', 'launch'])
})

t.test('P21 a database from before a freezing, with its pool put back, is not frozen again', async t => {
  const survey = await launchSealed(unisson, definition, [large])
  await answerSealed(vault, survey, given.slice(0, 12))
  await unisson.schedules('mixing')
  const pool = path.join(config.KEYS_DIR, 'sealer', 'pools', `${survey.id}.1.key`)
  const key = readFileSync(pool)
  // As the freezing leaves it, whose commit the restore undid.
  openSealer(config.KEYS_DIR).pools.destroy({ survey_id: survey.id, period: 1 })
  t.notOk(existsSync(pool))
  writeFileSync(pool, key)
  await closeSealed(vault, survey)
  await unisson.schedules('mixing')
  await unisson.schedules('freezing')
  await unisson.work()
  t.same(await listPartitions(db, survey.id), [])
  t.throws(() => openSealer(config.KEYS_DIR).pools.open({ survey_id: survey.id, period: 1 }), {
    name: 'FrozenBefore',
  })
  t.match(logged.join('\n'), 'frozen before the database was restored')
  const maud = await signIn(unisson, 'administrator')
  const { body } = await unisson.app.inject({ url: '/manage/status', headers: maud.headers })
  t.match(body, 'elle ne le sera pas une seconde fois')
  await db.deleteFrom('surveys').where('id', '=', survey.id).execute()
  await db.deleteFrom('jobs').where('code', '=', 'frozen-before').execute()
  logged.length = 0
})

t.test('a named survey is counted the same, and keeps its responses', async t => {
  const survey = await launchSealed(unisson, definition, [large], { kind: 'named' })
  await answerSealed(vault, survey, given.slice(0, 12))
  await freezeSealed(unisson, survey)
  t.match(await listPartitions(db, survey.id), [{ shown_count: 12 }, { shown_count: 12 }])
  const left = await db.selectFrom('responses').select('id').where('survey_id', '=', survey.id).execute()
  t.equal(left.length, 12)
})

t.test('counts that came from elsewhere become one atom of their owner, or nothing', async t => {
  const bring = async (base: number) => {
    const survey = await launchSealed(unisson, definition, [])
    const half = { answered: base, bins: { yes: base - 2, no: 2 } }
    const counts = { night: half, ill: half, tired: { answered: 2, bins: { 1: 2 } } }
    const imported_tally = JSON.stringify({ base, counts })
    await db
      .updateTable('surveys')
      .set({ imported_tally, section_id: large })
      .where('id', '=', survey.id)
      .execute()
    await closeSealed(vault, survey)
    await db.transaction().execute(trx => recordSurveyAct(trx, survey.id, 'freezing', null))
    await unisson.schedules('freezing')
    await unisson.work()
    const left = await db.selectFrom('surveys').select('imported_tally').where('id', '=', survey.id).execute()
    t.same(left, [{ imported_tally: null }])
    return survey
  }
  const survey = await bring(40)
  const atoms = await listAtoms(db, survey.id)
  t.match(atoms, [{ section_id: large, response_count: 40 }, { response_count: 40 }])
  const [sums] = await readSums(db, survey.id, [atoms])
  t.same(Object.fromEntries(sums?.items.get('night') ?? []), { yes: 38, no: 2 })
  t.same(Object.fromEntries(sums?.items.get('ill') ?? []), { yes: 36, ':not-shown': 4 })
  t.same(Object.fromEntries(sums?.items.get('tired') ?? []), { ':withheld': 40 })

  const small = await bring(7)
  t.match(await listPartitions(db, small.id), [
    { response_count: 7, shown_count: 7 },
    { response_count: 7, shown_count: 0 },
  ])
  t.equal((await listAtoms(db, small.id)).length, 1)
})

t.test('where two texts lie does not tell that one person wrote both', async t => {
  const words = (code: string) => ({ kind: 'short-text' as const, code, text: fr('Que changer ?') })
  const survey = await launchSealed(unisson, asking([words('first'), words('second')]), [large])
  const writers = crowd(large, 60, at => ({ first: `${at}`, second: `${at}` }))
  await answerSealed(vault, survey, writers)
  await freezeSealed(unisson, survey)
  const key = await vault.keys.getByScope(textScope(survey.id))
  const lying = async (question: string) => {
    const texts = db.selectFrom('texts').select(['id', 'sealed']).where('survey_id', '=', survey.id)
    const rows = await texts.where('question', '=', question).orderBy(sql`ctid`).execute()
    return rows.map(({ id, sealed }) => Number(key.open<string>(textPlace(id), sealed)))
  }
  const [first, second] = [await lying('first'), await lying('second')]
  const beside = second.map(writer => first.indexOf(writer))
  t.equal(beside.length, 60)
  for (const order of [first, second, beside])
    t.ok(Math.abs(correlation(order)) * Math.sqrt(59) < 5, 'nor when it was written')
})
