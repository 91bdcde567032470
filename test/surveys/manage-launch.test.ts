import t from 'tap'
import { openSealer } from '../../src/seal/sealer.ts'
import { createSurvey } from '../../src/surveys/survey.ts'
import { importFile } from '../members/stage.ts'
import { dayIn, publish } from '../support/draft.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { addMember, nights, openSurvey } from '../support/survey.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

let unisson: Unisson
let samira: Officer
let section_id: string

t.before(async () => {
  unisson = await openUnisson(t)
  samira = await signIn(unisson, 'section-leader')
  await publish(unisson)
  const { db } = unisson.vault
  section_id = (await db.selectFrom('sections').select('id').executeTakeFirstOrThrow()).id
})

const draft = ({ db, keys } = unisson.vault) =>
  db.transaction().execute(trx => createSurvey(trx, keys, { section_id, region_id: null }, nights))
const manage = (id: string, path: string, fields: Record<string, string> = {}) =>
  post(unisson, `/manage/surveys/${id}/${path}`, fields, samira.cookie)
const read = (id: string, path: string) =>
  unisson.app.inject({ url: `/manage/surveys/${id}/${path}`, headers: samira.headers })
const audience = (fields: Record<string, string> = {}) => ({
  audience: 'invited',
  kind: 'sealed',
  section_ids: section_id,
  purpose: 'Préparer la négociation.',
  ...fields,
})
const surveyOf = (id: string) =>
  unisson.vault.db.selectFrom('surveys').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const roundsOf = (id: string) =>
  unisson.vault.db.selectFrom('survey_rounds').select('kind').where('survey_id', '=', id).execute()

t.test(
  'a fault in the form of printed codes is told where it was made, before and after the launch',
  async t => {
    const id = await draft()
    await manage(id, 'audience', audience({ audience: 'codes' }))
    const early = await manage(id, 'code-sheets', { section_id, code_count: '0' })
    t.equal(early.statusCode, 422)
    t.match(early.body, 'Écrivez un nombre entier')
    const made = await manage(id, 'code-sheets', { section_id, code_count: '5' })
    t.equal(made.headers.location, `/manage/surveys/${id}/launch?done=codes`)
    t.match((await read(id, 'launch?done=codes')).body, 'La feuille est prête')
    await manage(id, 'launch')
    const late = await manage(id, 'code-sheets', { section_id, code_count: '' })
    t.equal(late.statusCode, 422)
    t.match(late.body, 'Écrivez un nombre entier')
  },
)

t.test('a sheet of codes, each worth an answer, is printed with a second factor given lately', async t => {
  const id = await draft()
  await manage(id, 'audience', audience({ audience: 'codes' }))
  await manage(id, 'code-sheets', { section_id, code_count: '3' })
  const { db } = unisson.vault
  const sheet = await db
    .selectFrom('code_sheets')
    .select('id')
    .where('survey_id', '=', id)
    .executeTakeFirstOrThrow()
  const giveFactor = (factor_at: Date) => db.updateTable('sessions').set({ factor_at }).execute()
  t.match((await manage(id, `code-sheets/${sheet.id}`)).body, /class="slip-code"/)
  await giveFactor(new Date(Date.now() - 31 * 60_000))
  const asked = await manage(id, `code-sheets/${sheet.id}`)
  await giveFactor(new Date())
  t.equal(asked.statusCode, 403)
  t.notMatch(asked.body, /class="slip-code"/)
})

t.test('a sealed survey waits until somebody takes its answers, and a named one does not', async t => {
  const { db } = unisson.vault
  const member = await addMember(unisson, section_id, 'Karim')
  const [sealed, named] = [await draft(), await draft()]
  await manage(sealed, 'audience', audience())
  await manage(named, 'audience', audience({ kind: 'named' }))
  const missing = 'aucun processus ne s’en charge'
  t.notMatch((await read(sealed, 'launch')).body, missing)
  await db
    .updateTable('sealers')
    .set({ seen_at: new Date(Date.now() - 11 * 60_000) })
    .execute()
  t.match((await read(sealed, 'launch')).body, missing)
  t.equal((await manage(sealed, 'launch')).statusCode, 409)
  t.notMatch((await read(named, 'launch')).body, missing)
  await db.deleteFrom('sealers').execute()
  t.equal((await manage(sealed, 'launch')).statusCode, 409, 'none was ever there')
  await openSealer(unisson.config.KEYS_DIR).sits(db)
  t.match((await manage(sealed, 'launch')).headers.location, '/participation')
  await db.deleteFrom('members').where('id', '=', member.id).execute()
})

t.test('whom a launched survey asks is told, and no longer asked', async t => {
  const { id } = await openSurvey(unisson, { section_id })
  const { body, statusCode } = await read(id, 'audience')
  t.equal(statusCode, 200)
  t.match(body, 'ceci ne change plus')
  t.match(body, 'Préparer la négociation sur les horaires.')
  t.notMatch(body, '<form class="form"')
})

t.test('its owner chooses the address while it is a draft; two surveys never share one', async t => {
  const [id, other] = [await draft(), await draft()]
  t.match((await surveyOf(id)).slug, /^enquete-[0-9a-f]{10}$/, 'the first one says nothing')
  await manage(id, 'audience', audience({ slug: 'nos-nuits' }))
  t.equal((await surveyOf(id)).slug, 'nos-nuits')
  await manage(id, 'audience', audience())
  t.equal((await surveyOf(id)).slug, 'nos-nuits')
  const taken = await manage(other, 'audience', audience({ slug: 'nos-nuits' }))
  t.equal(taken.statusCode, 422)
  t.match(taken.body, 'Cette adresse est déjà prise.')
  t.match(
    (await manage(other, 'audience', audience({ slug: 'Nos nuits !' }))).body,
    'Écrivez des lettres sans accent',
  )
})

t.test('the first and last days are in order, and to come', async t => {
  const id = await draft()
  for (const [opens_on, closes_on] of [
    [dayIn(-1), ''],
    [dayIn(5), dayIn(5)],
    [dayIn(5), dayIn(2)],
    ['', dayIn(-1)],
  ] as const)
    t.equal(
      (await manage(id, 'audience', audience({ opens_on, closes_on }))).statusCode,
      422,
      `${opens_on} ${closes_on}`,
    )
  t.equal(
    (await manage(id, 'audience', audience({ opens_on: dayIn(2), closes_on: dayIn(9) }))).statusCode,
    303,
  )
})

t.test(
  'a survey that runs long is frozen on days of its own, four weeks apart and before its close',
  async t => {
    const id = await draft()
    const closes_on = dayIn(120)
    const written = (day: string) => day.split('-').reverse().join('/')
    for (const periods of [dayIn(20), `${dayIn(30)}\n${dayIn(50)}`, dayIn(100), 'en juin'])
      t.equal((await manage(id, 'audience', audience({ closes_on, periods }))).statusCode, 422, periods)
    const named = await manage(id, 'audience', audience({ closes_on, periods: dayIn(30), kind: 'named' }))
    t.match(named.body, 'Une enquête nominative')
    const kept = await manage(
      id,
      'audience',
      audience({ closes_on, periods: `${written(dayIn(60))}\r\n${dayIn(30)}` }),
    )
    t.equal(kept.statusCode, 303)
    const days = await unisson.vault.db
      .selectFrom('survey_periods')
      .select('ends_on')
      .where('survey_id', '=', id)
      .orderBy('period')
      .execute()
    t.same(
      days.map(({ ends_on }) => ends_on),
      [dayIn(30), dayIn(60)],
    )
    t.match((await read(id, 'audience')).body, `${dayIn(30)}\n${dayIn(60)}`)
    t.match((await read(id, 'launch')).body, 'Résultats avant la clôture')
  },
)

t.test(
  'a survey that opens later invites on its first day, and says until then that it is not yet',
  async t => {
    const id = await draft()
    const { email } = await addMember(unisson, section_id, 'Ines')
    await manage(id, 'audience', audience({ opens_on: dayIn(3) }))
    t.equal((await manage(id, 'launch')).statusCode, 303)
    await unisson.schedules('survey-first-days')
    await unisson.work()
    t.strictSame(await roundsOf(id), [])
    t.match((await read(id, 'participation')).body, 'Elle est lancée, et ouvrira le')
    const soon = await unisson.app.inject(`/surveys/${(await surveyOf(id)).slug}`)
    t.equal(soon.statusCode, 200)
    t.match(soon.body, 'Cette enquête ouvre le')
    await unisson.vault.db
      .updateTable('surveys')
      .set({ opens_on: dayIn(0) })
      .where('id', '=', id)
      .execute()
    for (let times = 0; times < 2; times += 1) await unisson.schedules('survey-first-days')
    t.strictSame(await roundsOf(id), [{ kind: 'invitation' }])
    await unisson.work()
    t.ok(unisson.mailbox.link(email, '/response'))
  },
)

t.test('a survey that never opened can be closed', async t => {
  const id = await draft()
  await manage(id, 'audience', audience({ audience: 'link', opens_on: dayIn(3) }))
  await manage(id, 'launch')
  t.equal((await manage(id, 'closure')).statusCode, 303)
})

t.test(
  'who was added just before the launch or since, and every printed code, is kept for the report',
  async t => {
    const id = await draft()
    const additions = async () => (await surveyOf(id)).recent_additions
    await manage(id, 'audience', audience())
    await manage(id, 'code-sheets', { section_id, code_count: '2' })
    t.equal(await additions(), null)
    const { count } = await unisson.vault.db
      .selectFrom('members')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    await manage(id, 'launch')
    await unisson.work()
    t.equal(await additions(), count + 2)
    await addMember(unisson, section_id, 'Anouk')
    await manage(id, 'invitations')
    await unisson.work()
    t.equal(await additions(), count + 3, 'a member added since could be a false one too')
    await manage(id, 'code-sheets', { section_id, code_count: '4' })
    t.equal(await additions(), count + 7, 'whoever prints a code can use it')
  },
)

t.test('a member whose address changed counts as one who was just added', async t => {
  const { db } = unisson.vault
  const [karim, lise, awa] = await Promise.all(
    ['Karim', 'Lise', 'Awa'].map((name, at) => addMember(unisson, section_id, name, `R-${at}`)),
  )
  await db
    .updateTable('members')
    .set({ added_on: dayIn(-300) })
    .execute()
  const correct = (id = '', number = '', email = '') =>
    post(
      unisson,
      `/manage/members/${id}`,
      { name: 'K', number, email, phone: '', locale: 'fr' },
      samira.cookie,
    )
  await correct(karim?.id, 'R-0', 'karim@chez-samira.example')
  await correct(awa?.id, 'R-2', awa?.email.toUpperCase())
  const file = 'Numéro;Nom;E-mail\nR-1;Lise;lise@chez-samira.example\n'
  await importFile(unisson, samira, section_id, file)
  t.ok(lise)
  const id = await draft()
  await manage(id, 'audience', audience())
  t.match((await read(id, 'launch')).body, '2 membres ajoutés, ou dont l’adresse a changé')
  await manage(id, 'launch')
  await unisson.work()
  t.equal((await surveyOf(id)).recent_additions, 2)
})

t.test('k follows who is asked', async t => {
  const id = await draft()
  for (const [who, k] of [
    ['link', 10],
    ['invited', 5],
  ] as const) {
    await manage(id, 'audience', audience({ audience: who }))
    t.equal((await surveyOf(id)).k, k)
  }
})

t.test('it takes responses from the moment of its launch', async t => {
  const id = await draft()
  await addMember(unisson, section_id, 'Nour')
  await manage(id, 'audience', audience())
  t.equal((await manage(id, 'launch')).statusCode, 303)
  const { db } = unisson.vault
  t.ok(await db.selectFrom('batches').select('id').where('survey_id', '=', id).executeTakeFirst())
  const place = db.selectFrom('survey_sections').select('region_id').where('survey_id', '=', id)
  t.ok((await place.executeTakeFirstOrThrow()).region_id, 'and where its sections stand is written down')
})

t.test('the launch check counts the members added in the last fortnight', async t => {
  const { db } = unisson.vault
  const zoe = await addMember(unisson, section_id, 'Zoe')
  await addMember(unisson, section_id, 'Ali')
  const id = await draft()
  await manage(id, 'audience', audience())
  const check = async () => (await read(id, 'launch')).body
  const known = Number(/(\d+)\s+membres? ajoutés?,[^<]* depuis 14 jours/.exec(await check())?.[1])
  t.ok(known >= 2, `${known} members`)
  t.match(
    await check(),
    'La personne qui ajoute des membres ou change leur adresse pourrait répondre à leur place',
  )
  const long = db.updateTable('members').set({ added_on: dayIn(-15) })
  await long.where('id', '=', zoe.id).execute()
  t.match(await check(), new RegExp(`${known - 1}\\s+membres? ajoutés?,[^<]* depuis 14 jours`))
})
