import t from 'tap'
import type { Viewer } from '../../src/union/scope.ts'
import { turnSection } from '../../src/union/section.ts'
import { type Officer, post, signIn } from '../support/officers.ts'
import { openUnisson, type Unisson } from '../support/unisson.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'

/** Two regions and a federation with sections in each, made through the pages. */
async function buildUnion(unisson: Unisson, maud: Officer) {
  const add = async (url: string, fields: Record<string, string>) => {
    const answer = await post(unisson, url, fields, maud.cookie)
    const id = /\/([0-9a-f-]{36})\?done=creation$/.exec(answer.headers.location ?? '')?.[1]
    if (!id) throw new Error(`${url} answered ${answer.statusCode}:\n${answer.body}`)
    return id
  }
  const north = await add('/manage/regions', { name: 'Hauts-de-France' })
  const south = await add('/manage/regions', { name: 'Provence' })
  const industries = await add('/manage/federations', { name: 'Industries' })
  const dourges = await add('/manage/sections', {
    name: 'Dourges',
    region_id: north,
    company: 'So French Touch',
  })
  const grasse = await add('/manage/sections', {
    name: 'Grasse',
    region_id: south,
    federation_id: industries,
  })
  return { north, south, industries, dourges, grasse, add }
}

t.test('the union', async t => {
  const unisson = await openUnisson(t)
  const { db } = unisson.vault
  const maud = await signIn(unisson, 'administrator')
  const { north, south, industries, dourges, grasse, add } = await buildUnion(unisson, maud)
  const nathalie = await signIn(unisson, 'regional-officer', { region_id: north, factor: false })
  const kader = await signIn(unisson, 'federation-officer', { federation_id: industries, factor: false })
  const samira = await signIn(unisson, 'section-leader', { section_ids: [dourges], factor: false })

  const read = (officer: Officer, url: string) => unisson.app.inject({ url, headers: officer.headers })
  const send = (officer: Officer, url: string, fields: Record<string, string> = {}) =>
    post(unisson, url, fields, officer.cookie)
  const statuses = async (officer: Officer, urls: string[]) =>
    Promise.all(urls.map(async url => (await read(officer, url)).statusCode))
  const section = (id: string) =>
    db.selectFrom('sections').selectAll().where('id', '=', id).executeTakeFirst()

  const pages = [
    `/manage/regions/${north}`,
    `/manage/regions/${south}`,
    `/manage/federations/${industries}`,
    `/manage/sections/${dourges}`,
    `/manage/sections/${grasse}`,
  ]

  await t.test('each reads what lies in the own scope; the rest is not there', async t => {
    t.same(await statuses(maud, pages), [200, 200, 200, 200, 200])
    t.same(await statuses(nathalie, pages), [200, 404, 404, 200, 404])
    t.same(await statuses(kader, pages), [404, 404, 200, 404, 200])
    t.same(await statuses(samira, pages), [404, 404, 404, 200, 404])
    for (const [officer, seen, unseen] of [
      [nathalie, 'Dourges', 'Grasse'],
      [kader, 'Grasse', 'Dourges'],
      [samira, 'Dourges', 'Grasse'],
    ] as const) {
      const { body } = await read(officer, '/manage/union')
      t.match(body, seen)
      t.notMatch(body, unseen)
    }
  })

  await t.test('an id that is none, and one of nothing, are not there either', async t => {
    t.same(
      await statuses(maud, [
        '/manage/sections/1',
        `/manage/sections/${nowhere}`,
        '/manage/regions/%00',
        '/manage/regions/%ff',
      ]),
      [404, 404, 404, 404].map((status, index) => (index === 3 ? 400 : status)),
    )
  })

  await t.test('a regional officer shapes the own region, nobody else’s', async t => {
    const added = await send(nathalie, '/manage/sections', { name: 'Lesquin', city: 'Lesquin' })
    t.equal(added.statusCode, 303)
    const made = await db
      .selectFrom('sections')
      .selectAll()
      .where('name', '=', 'Lesquin')
      .executeTakeFirstOrThrow()
    t.equal(made.region_id, north)
    await send(nathalie, '/manage/sections', { name: 'Intrus', region_id: south })
    t.equal((await section(made.id))?.region_id, north)
    const strayed = await db.selectFrom('sections').select('region_id').where('name', '=', 'Intrus').execute()
    t.same(strayed, [{ region_id: north }])
    t.equal((await send(nathalie, `/manage/sections/${grasse}`, { name: 'Pris' })).statusCode, 404)
    t.equal((await send(nathalie, `/manage/sections/${grasse}/closure`)).statusCode, 404)
    t.match(await section(grasse), { name: 'Grasse', closed_at: null })
    for (const url of ['/manage/regions', `/manage/regions/${north}`, `/manage/regions/${north}/closure`]) {
      t.equal((await send(nathalie, url, { name: 'Nord' })).statusCode, 404, url)
    }
  })

  await t.test('who only reads changes nothing', async t => {
    for (const officer of [kader, samira]) {
      t.equal((await read(officer, '/manage/sections/new')).statusCode, 404)
      t.equal((await send(officer, '/manage/sections', { name: 'Intrus', region_id: north })).statusCode, 404)
      t.equal((await send(officer, `/manage/sections/${dourges}`, { name: 'Pris' })).statusCode, 404)
      t.equal((await send(officer, `/manage/sections/${dourges}/closure`)).statusCode, 404)
    }
    t.match(await section(dourges), { name: 'Dourges', closed_at: null })
    t.notMatch((await read(samira, `/manage/sections/${dourges}`)).body, '<form class="form"')
  })

  await t.test('the act itself refuses who only reads, whatever let them in', async t => {
    const viewer = { role: 'section-leader', section_ids: [dourges], region_id: null } as unknown as Viewer
    await t.rejects(turnSection(unisson.vault, viewer, dourges, true), { code: 'not-found' })
  })

  await t.test('a name is taken whatever its case, and what was typed stays', async t => {
    const again = await send(maud, '/manage/sections', { name: 'DOURGES', region_id: north, city: 'Oignies' })
    t.equal(again.statusCode, 422)
    t.match(again.body, 'déjà pris')
    t.match(again.body, 'value="Oignies"')
    t.equal((await send(maud, '/manage/regions', { name: 'provence' })).statusCode, 422)
    t.equal((await send(maud, '/manage/sections', { name: 'Dourges', region_id: south })).statusCode, 303)
  })

  await t.test('twenty at once under one name make one section', async t => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send(maud, '/manage/sections', { name: 'Arques', region_id: north })),
    )
    t.equal(answers.filter(answer => answer.statusCode === 303).length, 1)
    t.equal(answers.filter(answer => answer.statusCode === 422).length, 19)
  })

  await t.test('bad words are refused in words, beside their field', async t => {
    for (const name of ['', '  ', '=1+1', '12', 'a'.repeat(121), 'Dour\u202eges', 'Dour\0ges', '\ud800']) {
      const answer = await send(maud, '/manage/sections', { name, region_id: north })
      t.equal(answer.statusCode, 422, JSON.stringify(name.slice(0, 20)))
      t.match(answer.body, 'id="name-fault"')
    }
    t.equal(
      (await send(maud, '/manage/sections', { name: 'Nulle part', region_id: nowhere })).statusCode,
      422,
    )
    t.equal((await send(maud, '/manage/sections', { name: 'Nulle part' })).statusCode, 422)
    t.notMatch((await send(maud, '/manage/sections', { name: '"><script>x' })).body, '<script>x')
  })

  await t.test('a region with open sections stays open; a closed one takes none', async t => {
    const west = await add('/manage/regions', { name: 'Bretagne' })
    const brest = await add('/manage/sections', { name: 'Brest', region_id: west })
    t.equal((await send(maud, `/manage/regions/${west}/closure`)).statusCode, 409)
    t.match((await read(maud, `/manage/regions/${west}`)).body, 'une section ouverte en dépend')
    t.equal((await send(maud, `/manage/sections/${brest}/closure`)).statusCode, 303)
    t.equal((await send(maud, `/manage/regions/${west}/closure`)).statusCode, 303)
    t.equal((await send(maud, '/manage/sections', { name: 'Lorient', region_id: west })).statusCode, 422)
    t.equal((await send(maud, `/manage/sections/${brest}/reopening`)).statusCode, 409)
    t.equal((await send(maud, `/manage/regions/${west}/reopening`)).statusCode, 303)
    t.equal((await send(maud, `/manage/sections/${brest}/reopening`)).statusCode, 303)
    t.equal((await section(brest))?.closed_at, null)
  })

  await t.test('a closed section stays readable, and is renamed and opened again', async t => {
    await send(maud, `/manage/sections/${grasse}/closure`)
    t.match((await read(kader, `/manage/sections/${grasse}`)).body, 'Fermeture')
    t.equal(
      (await send(maud, `/manage/sections/${grasse}`, { name: 'Grasse ville', region_id: south })).statusCode,
      303,
    )
    t.match(await section(grasse), { name: 'Grasse ville', federation_id: null })
    await send(maud, `/manage/sections/${grasse}/reopening`)
    t.equal((await section(grasse))?.closed_at, null)
  })

  await t.test('every act is in the journal, once, and a repeated one is not', async t => {
    await send(maud, `/manage/sections/${dourges}/closure`)
    await send(maud, `/manage/sections/${dourges}/closure`)
    await send(maud, `/manage/sections/${dourges}/reopening`)
    const events = await db
      .selectFrom('audit_events')
      .select(['act', 'account_id'])
      .where('subject_id', '=', dourges)
      .execute()
    t.same(events.map(event => event.act).sort(), [
      'section.closure',
      'section.creation',
      'section.reopening',
    ])
    t.ok(events.every(event => event.account_id === maud.account_id))
    t.equal((await read(maud, '/manage/audit')).statusCode, 200)
    t.equal((await read(maud, '/en/manage/audit')).statusCode, 200)
  })
})
