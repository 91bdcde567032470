import t from 'tap'
import { openDraft, publish, startDraft } from '../support/draft.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const { db } = vault
await publish(unisson)

const insert = async (table: 'regions' | 'federations', name: string) =>
  (await db.insertInto(table).values({ name }).returning('id').executeTakeFirstOrThrow()).id
const [nord, ouest] = [await insert('regions', 'Nord'), await insert('regions', 'Ouest')]
const [commerce, chimie] = [await insert('federations', 'Commerce'), await insert('federations', 'Chimie')]
const section = async (name: string, region_id: string, federation_id: string) =>
  (
    await db
      .insertInto('sections')
      .values({ name, region_id, federation_id })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
const dourges = await section('Dourges', nord, commerce)
const lens = await section('Lens', nord, chimie)
const brest = await section('Brest', ouest, commerce)

const samira = await signIn(unisson, 'section-leader', { section_ids: [dourges] })
const rachid = await signIn(unisson, 'section-leader', { section_ids: [lens, brest] })
const nathalie = await signIn(unisson, 'regional-officer', { region_id: nord })
const yves = await signIn(unisson, 'regional-officer', { region_id: ouest })
const kader = await signIn(unisson, 'federation-officer', { federation_id: commerce })
const maud = await signIn(unisson, 'administrator')

const petition = await openDraft(unisson, samira)
const home = `/manage/petitions/${petition.id}`
const status = async (officer: Officer, url: string) =>
  (await app.inject({ url, headers: officer.headers })).statusCode

t.test('figures go up the union, and nowhere else', async t => {
  for (const officer of [samira, nathalie, kader, maud]) {
    t.equal(await status(officer, home), 200)
    t.match((await app.inject({ url: '/manage/petitions', headers: officer.headers })).body, home)
  }
  for (const officer of [rachid, yves]) {
    t.equal(await status(officer, home), 404)
    t.equal(await status(officer, `${home}/preview`), 404)
    t.notMatch((await app.inject({ url: '/manage/petitions', headers: officer.headers })).body, home)
  }
})

t.test('only its own level changes it, posts for it and closes it', async t => {
  const forms = ['texts/fr', 'terms', 'sections', 'picture', 'partners', 'closure']
  for (const form of forms) t.equal(await status(samira, `${home}/${form}`), 200, form)
  for (const officer of [rachid, nathalie, yves, kader, maud]) {
    for (const form of forms) t.equal(await status(officer, `${home}/${form}`), 404, form)
    const posted = await post(unisson, `${home}/updates`, { title: 'Une', text: 'Nouvelle' }, officer.cookie)
    t.equal(posted.statusCode, 404)
    const closed = await post(unisson, `${home}/closure`, {}, officer.cookie)
    t.equal(closed.statusCode, 404)
    const rewritten = await post(
      unisson,
      `${home}/texts/fr`,
      { title: 'Autre', text: 'Autre' },
      officer.cookie,
    )
    t.equal(rewritten.statusCode, 404)
  }
  t.equal((await app.inject(petition.path)).statusCode, 200)
})

t.test('one owns what one leads, and nothing else', async t => {
  const owner = async (officer: Officer, value = '') => {
    const id = await startDraft(unisson, officer, value ? { owner: value } : {})
    return db
      .selectFrom('petitions')
      .select(['section_id', 'region_id'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  }
  t.same(await owner(samira), { section_id: dourges, region_id: null })
  t.same(await owner(nathalie), { section_id: null, region_id: nord })
  t.same(await owner(maud), { section_id: null, region_id: null })
  t.same(await owner(rachid, brest), { section_id: brest, region_id: null })
  const other = await post(unisson, '/manage/petitions', { from: 'blank', owner: dourges }, rachid.cookie)
  t.equal(other.statusCode, 422)
  const reader = await post(unisson, '/manage/petitions', { from: 'blank' }, kader.cookie)
  t.equal(reader.statusCode, 404)
})

t.test('sections are offered from one’s own scope', async t => {
  const id = await startDraft(unisson, nathalie)
  const offer = (section_ids: string[]) =>
    post(unisson, `/manage/petitions/${id}/sections`, { section_ids }, nathalie.cookie)
  t.equal((await offer([dourges, lens])).statusCode, 303)
  t.equal((await offer([brest])).statusCode, 422)
  const rows = await db
    .selectFrom('petition_sections')
    .select('section_id')
    .where('petition_id', '=', id)
    .execute()
  t.same(rows.map(row => row.section_id).sort(), [dourges, lens].sort())
})
