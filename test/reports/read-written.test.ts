import { randomUUID } from 'node:crypto'
import t from 'tap'
import { textPlace, textScope } from '../../src/reports/written/text.ts'
import { DataKey } from '../../src/seal/data-key.ts'
import { frozenSurvey, writings } from '../support/conditions.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault

const { id: region_id } = await db
  .insertInto('regions')
  .values({ name: 'Nord' })
  .returning('id')
  .executeTakeFirstOrThrow()
const sections = await db
  .insertInto('sections')
  .values(['Dourges', 'Lens', 'Vimy'].map(name => ({ name, region_id })))
  .returning('id')
  .execute()
const [dourges, lens, vimy] = sections.map(section => section.id) as [string, string, string]
const id = await frozenSurvey(unisson, { sizes: [60, 40, 6] })
const path = `/reports/surveys/${id}/texts/change`

const maud = await signIn(unisson, 'administrator')
const leader = await signIn(unisson, 'section-leader', { section_ids: [dourges] })

const read = (officer: Officer, query = '') =>
  app.inject({ url: `${path}${query}`, headers: officer.headers })
const countOf = (body: string) =>
  Number(/([\d\u202f]+)\s*réponses? écrites?\./.exec(body)?.[1]?.replace('\u202f', '') ?? 0)
const wordsIn = (body: string) => [...body.matchAll(/<li>\s*<p lang="fr">([^<]+)</g)].map(match => match[1])

t.test('each level reads what its own wrote, and no more', async t => {
  const all = countOf((await read(maud)).body)
  const own = countOf((await read(leader)).body)
  t.ok(own > 0 && own < all, `${own} of ${all}`)
  t.equal((await read(leader, '?scope=union')).statusCode, 404)
  t.equal((await read(leader, `?scope=section:${lens}`)).statusCode, 404)
  t.equal(countOf((await read(maud, `?scope=section:${dourges}`)).body), own)
})

t.test('of a section whose group is too small nothing is read', async t => {
  const small = await signIn(unisson, 'section-leader', { section_ids: [vimy] })
  t.equal((await read(small)).statusCode, 404)
  const report = await app.inject({ url: `/reports/surveys/${id}`, headers: small.headers })
  t.equal(report.statusCode, 200)
  t.notMatch(report.body, /\/texts\//, 'nor is there a link to it')
})

t.test('words are found whatever their case and accents', async t => {
  const { body } = await read(maud, '?q=DEUX+SEMAINES')
  t.ok(wordsIn(body).length > 0)
  t.same(new Set(wordsIn(body)), new Set([writings.change[0]]))
  t.equal(countOf((await read(maud, '?q=introuvable')).body), 0)
})

t.test('a theme is made by hand and counts the texts that are shown', async t => {
  await post(unisson, `${path}/themes`, { name: 'Plannings' }, maud.cookie)
  const { id: theme } = await db.selectFrom('themes').select('id').executeTakeFirstOrThrow()
  const { body } = await read(maud, `?scope=section:${lens}&theme=${theme}&sorting=1`)
  const shown = [...body.matchAll(/name="shown" value="([^"]+)"/g)].map(match => match[1]!)
  const about = shown.slice(0, 2)
  await post(unisson, `${path}/themes/${theme}?scope=section:${lens}`, { shown, about }, maud.cookie)
  t.match((await read(maud, `?scope=section:${lens}`)).body, /Plannings \(2\)/)
  t.match((await read(maud, `?scope=section:${dourges}`)).body, /Plannings \(0\)/)
  t.equal(countOf((await read(maud, `?scope=section:${lens}&theme=${theme}`)).body), 2)

  for (const url of [`${path}/themes`, `${path}/themes/${theme}`, `${path}/themes/${theme}/removal`])
    t.equal((await post(unisson, url, { name: 'Bruit' }, leader.cookie)).statusCode, 404, url)
  await post(unisson, `${path}/themes/${theme}/removal`, {}, maud.cookie)
  t.same(await db.selectFrom('themes').selectAll().execute(), [])
  t.ok(countOf((await read(maud)).body) > 0, 'the texts stay')
})

t.test('a question without texts, and a theme of another, are not there', async t => {
  for (const question of ['sleep', 'nowhere', 'first'])
    t.equal(
      (await app.inject({ url: `/reports/surveys/${id}/texts/${question}`, headers: maud.headers }))
        .statusCode,
      404,
      question,
    )
  t.equal((await read(maud, `?theme=${id}`)).statusCode, 404)
})

t.test('of thousands, only those of the page are opened, and a search lets others work', async t => {
  const old = await db
    .selectFrom('texts')
    .select(['atom_id', 'id'])
    .where('question', '=', 'change')
    .execute()
  const key = await vault.keys.getByScope(textScope(id))
  const more = Array.from({ length: 1_200 }, () => randomUUID()).map(text => ({
    survey_id: id,
    atom_id: old[0]?.atom_id as string,
    id: text,
    question: 'change',
    sealed: key.seal(textPlace(text), 'Une prime de nuit'),
  }))
  await db.insertInto('texts').values(more).execute()
  const { open } = DataKey.prototype
  let [opened, most, all, turning] = [0, 0, 0, true]
  const turn = () => {
    opened = 0
    if (turning) setImmediate(turn)
  }
  turn()
  DataKey.prototype.open = function <T>(...[place, sealed]: Parameters<typeof open>) {
    if (place.table === 'texts') {
      all += 1
      opened += 1
      most = Math.max(most, opened)
    }
    return open.call(this, place, sealed) as T
  }
  t.teardown(() => {
    turning = false
    Object.assign(DataKey.prototype, { open })
  })
  const { body } = await read(maud)
  t.equal(countOf(body), old.length + 1_200)
  t.equal(all, 50)
  t.equal(wordsIn(body).length, 50)
  const pages = Math.ceil((old.length + 1_200) / 50)
  t.equal(wordsIn((await read(maud, `?page=${pages}`)).body).length, (old.length + 1_200) % 50)
  const found = await read(maud, '?q=PRIME+nuit&page=2')
  t.ok(countOf(found.body) >= 1_200)
  t.equal(wordsIn(found.body).length, 50)
  t.ok(most <= 300, `${most} at once`)
})
