import t from 'tap'
import { canPublish, getSettings } from '../../src/union/settings.ts'
import { post, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

const publication = {
  union_name: 'Confluence syndicale',
  publisher: 'Confluence syndicale, union de syndicats',
  publication_director: 'Maud',
  host_name: 'Nuage Commun',
  host_address: '3 quai des Ateliers\n59000 Lille',
  legal_body_id: '',
}
const legalBody = {
  name: 'Confluence syndicale',
  address: '14 rue des Mûriers\n93200 Saint-Denis',
  contact: 'contact@confluence.example',
  data_protection_contact: 'donnees@confluence.example',
}

t.test('settings', async t => {
  const unisson = await openUnisson(t)
  const { db } = unisson.vault
  const maud = await signIn(unisson, 'administrator')
  const read = (url: string, headers = maud.headers) => unisson.app.inject({ url, headers })
  const send = (url: string, fields: Record<string, string | string[]>) =>
    post(unisson, url, fields, maud.cookie)

  await t.test('only an administrator reads or writes them', async t => {
    const nathalie = await signIn(unisson, 'regional-officer', { factor: false })
    const pages = [
      '',
      '/publication',
      '/appearance',
      '/words',
      '/approval',
      '/sources',
      '/employer-domains',
      '/colour',
    ]
    for (const page of [
      ...pages.map(one => `/manage/settings${one}`),
      '/manage/status',
      '/manage/legal-bodies',
    ]) {
      t.equal((await read(page, nathalie.headers)).statusCode, 404, page)
      t.equal((await read(page)).statusCode, 200, page)
    }
    t.equal(
      (await post(unisson, '/manage/settings/publication', publication, nathalie.cookie)).statusCode,
      404,
    )
  })

  await t.test('while publisher or host is empty nothing may open, and the page says so on top', async t => {
    t.match((await read('/manage/settings')).body, 'Aucune pétition ne peut ouvrir')
    for (const missing of ['publisher', 'host_name']) {
      t.equal(
        (await send('/manage/settings/publication', { ...publication, [missing]: '  ' })).statusCode,
        303,
      )
      t.notOk(canPublish(await getSettings(db)), missing)
      t.match((await read('/manage/settings')).body, `/manage/settings/publication#${missing}`)
    }
    await send('/manage/settings/publication', publication)
    t.ok(canPublish(await getSettings(db)))
    t.notMatch((await read('/manage/settings')).body, 'Aucune pétition ne peut ouvrir')
  })

  await t.test('what is set is printed on the legal pages, at once and in both languages', async t => {
    await read('/legal-notice')
    t.equal((await send('/manage/legal-bodies', legalBody)).statusCode, 303)
    const { id } = await db.selectFrom('legal_bodies').select('id').executeTakeFirstOrThrow()
    await send('/manage/settings/publication', { ...publication, legal_body_id: id })
    for (const prefix of ['', '/en']) {
      const { body } = await read(`${prefix}/legal-notice`, {})
      for (const said of [publication.publisher, 'Maud', 'Nuage Commun', '59000 Lille', legalBody.contact])
        t.match(body, said)
      t.match((await read(`${prefix}/privacy`, {})).body, legalBody.data_protection_contact)
      t.match((await read(`${prefix}/accessibility`, {})).body, legalBody.contact)
    }
    await send(`/manage/legal-bodies/${id}`, { ...legalBody, contact: '03 20 00 00 00' })
    t.match((await read('/legal-notice', {})).body, '03 20 00 00 00')
    t.match((await read('/legal-notice', {})).body, '<title>Mentions légales - Confluence syndicale</title>')
  })

  await t.test('the legal pages are the same bytes for everybody and set no cookie', async t => {
    const [signedIn, stranger] = [await read('/privacy'), await read('/privacy', {})]
    t.equal(signedIn.body, stranger.body)
    t.equal(stranger.headers['set-cookie'], undefined)
    t.match(stranger.headers['cache-control'], 'public')
    t.equal((await read('/privacy', { 'if-none-match': String(stranger.headers.etag) })).statusCode, 304)
  })

  await t.test('a legal body that something names cannot be removed; another can', async t => {
    const { id } = await db.selectFrom('legal_bodies').select('id').executeTakeFirstOrThrow()
    t.equal((await send(`/manage/legal-bodies/${id}/removal`, {})).statusCode, 409)
    await send('/manage/legal-bodies', { ...legalBody, name: 'Erreur' })
    const spare = await db
      .selectFrom('legal_bodies')
      .select('id')
      .where('name', '=', 'Erreur')
      .executeTakeFirstOrThrow()
    t.equal((await send(`/manage/legal-bodies/${spare.id}/removal`, {})).statusCode, 303)
    t.equal((await send(`/manage/legal-bodies/${spare.id}/removal`, {})).statusCode, 404)
  })

  await t.test('a colour is kept as a colour, its ink is said in words', async t => {
    t.equal((await send('/manage/settings/appearance', { accent: '#1A4FA0', join_url: '' })).statusCode, 303)
    t.equal((await getSettings(db)).accent, '#1a4fa0')
    const { body } = await read('/manage/settings/colour?accent=%23ffdd00')
    t.match(body, /Sur papier clair, votre couleur devient #[0-9a-f]{6}/)
    t.match(body, /contraste \d+(,\d)? \(4,5 au moins\)/)
    for (const accent of ['red', '#12345', '#12345g', '#fff;}body{display:none', '']) {
      t.equal((await send('/manage/settings/appearance', { accent, join_url: '' })).statusCode, 422, accent)
    }
    const url = /href="(\/assets\/unisson\.[^"]+css)"/.exec((await read('/privacy', {})).body)?.[1] ?? ''
    t.match((await read(url, {})).body, '--accent:#1a4fa0;--accent-ink:#ffffff')
  })

  await t.test('only a sound https address is offered for joining', async t => {
    const join = (join_url: string) => send('/manage/settings/appearance', { accent: '#f4512c', join_url })
    t.equal((await join('https://confluence.example/adherer')).statusCode, 303)
    for (const url of [
      'http://confluence.example',
      'javascript:alert(1)',
      'https://a:b@confluence.example',
      '//confluence.example',
      'https://',
      'https://localhost',
    ]) {
      t.equal((await join(url)).statusCode, 422, url)
    }
    t.equal((await getSettings(db)).join_url, 'https://confluence.example/adherer')
  })

  await t.test('the union’s words for its levels replace ours, in pairs', async t => {
    const words = {
      region_word: 'département',
      regions_word: 'départements',
      federation_word: '',
      federations_word: '',
      section_word: 'syndicat',
      sections_word: '',
    }
    const half = await send('/manage/settings/words', words)
    t.equal(half.statusCode, 422)
    t.match(half.body, 'id="sections_word-fault"')
    t.equal((await send('/manage/settings/words', { ...words, sections_word: 'syndicats' })).statusCode, 303)
    const { body } = await read('/manage/union')
    t.match(body, '<h2>Départements</h2>')
    t.match(body, 'Syndicat')
    t.notMatch(body, '<h2>Régions</h2>')
  })

  await t.test('approval is one of three answers', async t => {
    t.equal((await send('/manage/settings/approval', { approval: 'region' })).statusCode, 303)
    t.equal((await send('/manage/settings/approval', { approval: 'employer' })).statusCode, 422)
    t.equal((await getSettings(db)).approval, 'region')
  })

  await t.test('twelve marks at most, each a short code, even when many are added at once', async t => {
    for (const code of ['Affiche de Maud', 'é', 'a'.repeat(21), '', '../x']) {
      t.equal((await send('/manage/settings/sources', { code, name: 'Affiche' })).statusCode, 422, code)
    }
    const adding = Array.from({ length: 20 }, (_, n) =>
      send('/manage/settings/sources', { code: `marque-${n}`, name: `Marque ${n}` }),
    )
    t.equal((await Promise.all(adding)).filter(answer => answer.statusCode === 303).length, 12)
    t.match((await read('/manage/settings/sources')).body, 'Retirez-en une')
    const { code } = await db.selectFrom('sources').select('code').executeTakeFirstOrThrow()
    t.equal((await send(`/manage/settings/sources/${code}/removal`, {})).statusCode, 303)
    t.equal((await send(`/manage/settings/sources/${code}/removal`, {})).statusCode, 404)
    t.equal((await send('/manage/settings/sources/%00/removal', {})).statusCode, 404)
    t.equal((await db.selectFrom('sources').select('code').execute()).length, 11)
  })

  await t.test('an employer’s domain is kept in one spelling, with the day of its agreement', async t => {
    const mark = (domain: string, agreement_on = '') =>
      send('/manage/settings/employer-domains', { domain, agreement_on })
    t.equal((await mark('@So-French-Touch.example')).statusCode, 303)
    t.equal((await mark('so-french-touch.example', '2026-03-12')).statusCode, 303)
    t.same(await db.selectFrom('employer_domains').selectAll().execute(), [
      { domain: 'so-french-touch.example', agreement_on: '2026-03-12' },
    ])
    for (const [domain, day] of [
      ['', ''],
      ['so french', ''],
      ['localhost', ''],
      ['a@b.example', ''],
      ['b.example', '2026-02-30'],
      ['b.example', '2999-01-01'],
    ] as const) {
      t.equal((await mark(domain, day)).statusCode, 422, `${domain} ${day}`)
    }
    t.equal(
      (await send('/manage/settings/employer-domains/so-french-touch.example/removal', {})).statusCode,
      303,
    )
  })

  await t.test('every change of settings is in the journal, which can be read', async t => {
    const acts = await db.selectFrom('audit_events').select('act').distinct().execute()
    for (const act of [
      'settings.publication',
      'settings.appearance',
      'settings.words',
      'settings.approval',
      'source.creation',
      'source.removal',
      'employer-domain.edit',
      'employer-domain.removal',
      'legal-body.creation',
      'legal-body.edit',
      'legal-body.removal',
    ]) {
      t.ok(
        acts.some(one => one.act === act),
        act,
      )
    }
    t.equal((await read('/manage/audit')).statusCode, 200)
  })
})
