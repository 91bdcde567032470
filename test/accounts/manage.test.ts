import t from 'tap'
import { closeAccount } from '../../src/accounts/standing.ts'
import type { Viewer } from '../../src/union/scope.ts'
import { codeOf, cookieOf, headersOf, knock, type Officer, post, signIn } from '../support/officers.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

const read = async (unisson: Unisson, { headers }: Officer, id = '') =>
  unisson.app.inject({ url: `/manage/accounts${id && `/${id}`}`, headers })

async function twoRegions(unisson: Unisson) {
  const { db } = unisson.vault
  const made = []
  for (const name of ['Hauts-de-France', 'Provence']) {
    const region = await db.insertInto('regions').values({ name }).returning('id').executeTakeFirstOrThrow()
    const values = { name: `Section de ${name}`, region_id: region.id }
    const section = await db.insertInto('sections').values(values).returning('id').executeTakeFirstOrThrow()
    made.push({ region_id: region.id, section_id: section.id })
  }
  const [north, south] = made as [(typeof made)[0], (typeof made)[0]]
  return {
    maud: await signIn(unisson, 'administrator'),
    nathalie: await signIn(unisson, 'regional-officer', { region_id: north.region_id }),
    bruno: await signIn(unisson, 'regional-officer', { name: 'Bruno', region_id: south.region_id }),
    teddy: await signIn(unisson, 'section-leader', { name: 'Teddy', section_ids: [north.section_id] }),
    samira: await signIn(unisson, 'section-leader', { section_ids: [south.section_id] }),
    agnes: await signIn(unisson, 'section-leader', {
      name: 'Agnès',
      section_ids: [north.section_id, south.section_id],
    }),
    kader: await signIn(unisson, 'federation-officer'),
  }
}

t.test('each sees the officers of their own scope; the others are not there', async t => {
  const unisson = await openUnisson(t)
  const cast = await twoRegions(unisson)
  const sees: Record<string, (keyof typeof cast)[]> = {
    maud: ['maud', 'nathalie', 'bruno', 'teddy', 'samira', 'agnes', 'kader'],
    nathalie: ['nathalie', 'teddy', 'agnes'],
    bruno: ['bruno', 'samira', 'agnes'],
    teddy: ['teddy', 'agnes'],
    agnes: ['teddy', 'samira', 'agnes'],
    kader: ['kader'],
  }
  for (const [who, whom] of Object.entries(sees)) {
    const officer = cast[who as keyof typeof cast]
    const { body } = await read(unisson, officer)
    for (const [name, { email, account_id }] of Object.entries(cast)) {
      const there = whom.includes(name as keyof typeof cast)
      t.equal(body.includes(email), there, `${who} and ${name} in the list`)
      t.equal((await read(unisson, officer, account_id)).statusCode, there ? 200 : 404, `${who} and ${name}`)
    }
  }
})

t.test('nobody changes, closes or lets back in whom they do not lead', async t => {
  const unisson = await openUnisson(t)
  const cast = await twoRegions(unisson)
  const refused: [Officer, Officer][] = [
    [cast.nathalie, cast.maud],
    [cast.nathalie, cast.samira],
    [cast.nathalie, cast.agnes],
    [cast.nathalie, cast.nathalie],
    [cast.teddy, cast.agnes],
    [cast.teddy, cast.teddy],
    [cast.kader, cast.teddy],
  ]
  const before = await unisson.vault.db.selectFrom('accounts').selectAll().orderBy('id').execute()
  for (const [by, whom] of refused) {
    for (const act of ['', '/closure', '/reopening', '/factor-lifting', '/invitation']) {
      const answer = await post(unisson, `/manage/accounts/${whom.account_id}${act}`, {}, by.cookie)
      t.equal(answer.statusCode, 404, `${by.email} ${act} ${whom.email}`)
    }
  }
  t.same(await unisson.vault.db.selectFrom('accounts').selectAll().orderBy('id').execute(), before)
})

t.test('a region moves and closes its leaders; a closed account’s session dies, and opens again', async t => {
  const unisson = await openUnisson(t)
  const { nathalie, teddy } = await twoRegions(unisson)
  const url = `/manage/accounts/${teddy.account_id}`
  const open = async () => (await unisson.app.inject({ url: '/account', headers: teddy.headers })).statusCode
  t.equal(await open(), 200)
  const promoted = await post(unisson, url, { role: 'administrator' }, nathalie.cookie)
  t.equal(promoted.statusCode, 422)
  t.equal((await post(unisson, `${url}/closure`, {}, nathalie.cookie)).statusCode, 303)
  t.equal(await open(), 303)
  t.equal((await post(unisson, '/sign-in', { email: teddy.email, password: teddy.password })).statusCode, 422)
  t.equal((await post(unisson, `${url}/reopening`, {}, nathalie.cookie)).statusCode, 303)
  t.equal(await open(), 303, 'the old session stays dead')
  t.equal((await post(unisson, '/sign-in', { email: teddy.email, password: teddy.password })).statusCode, 303)
})

t.test('a changed role counts at once, and ends the sessions of the old one', async t => {
  const unisson = await openUnisson(t)
  const { maud, teddy, bruno, nathalie } = await twoRegions(unisson)
  const region_id = (
    await unisson.vault.db.selectFrom('regions').select('id').orderBy('name').executeTakeFirstOrThrow()
  ).id
  await post(
    unisson,
    `/manage/accounts/${teddy.account_id}`,
    { role: 'regional-officer', region_id },
    maud.cookie,
  )
  t.equal((await read(unisson, teddy)).headers.location, '/sign-in?next=%2Fmanage%2Faccounts')
  const knocked = cookieOf(await knock(unisson, teddy))
  const factor = { factor_code: codeOf(teddy.secret ?? '') }
  const headers = headersOf(cookieOf(await post(unisson, '/account/second-factor', factor, knocked)))
  t.ok((await read(unisson, { ...teddy, headers })).body.includes(nathalie.email))
  const row = await unisson.vault.db
    .selectFrom('accounts')
    .select(['role', 'region_id'])
    .where('id', '=', teddy.account_id)
    .execute()
  t.same(row, [{ role: 'regional-officer', region_id }])
  t.equal((await read(unisson, bruno, teddy.account_id)).statusCode, 404)
})

t.test('the last administrator is neither closed nor demoted', async t => {
  const unisson = await openUnisson(t)
  const maud = await signIn(unisson, 'administrator')
  const url = `/manage/accounts/${maud.account_id}`
  const region = await unisson.vault.db
    .insertInto('regions')
    .values({ name: 'Bretagne' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const demotion = { role: 'regional-officer', region_id: region.id }
  t.equal((await post(unisson, `${url}/closure`, {}, maud.cookie)).statusCode, 422)
  t.equal((await post(unisson, url, demotion, maud.cookie)).statusCode, 422)
  const invited = { name: 'Lucas', email: 'lucas@unisson.example', locale: 'fr', role: 'administrator' }
  await post(unisson, '/manage/accounts', invited, maud.cookie)
  t.equal(
    (await post(unisson, `${url}/closure`, {}, maud.cookie)).statusCode,
    422,
    'an invitation administers nothing',
  )
  await signIn(unisson, 'administrator', { name: 'Gérald' })
  t.equal((await post(unisson, url, demotion, maud.cookie)).statusCode, 303)
})

t.test('two administrators who close each other at once: one stays', async t => {
  const unisson = await openUnisson(t)
  const { vault } = unisson
  const ids = [
    await signIn(unisson, 'administrator'),
    await signIn(unisson, 'administrator', { name: 'Lucas' }),
  ].map(({ account_id }) => account_id) as [string, string]
  const close = (by: string, account_id: string) =>
    closeAccount(vault, { viewer: { account_id: by } as Viewer, account_id })
  for (let round = 0; round < 8; round += 1) {
    const outcomes = await Promise.all([close(ids[0], ids[1]), close(ids[1], ids[0])])
    t.same(outcomes.toSorted(), ['closed', 'last'])
    await vault.db.updateTable('accounts').set({ closed_at: null }).execute()
  }
})
