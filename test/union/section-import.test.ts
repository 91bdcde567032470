import t from 'tap'
import { type Officer, signIn } from '../support/officers.ts'
import { openUnisson } from '../support/unisson.ts'

interface Part {
  name: string
  body: Buffer | string
  filename?: string
}

const boundary = 'part-of-a-form'

function multipart(parts: Part[], end = `--${boundary}--\r\n`): Buffer {
  const pieces = parts.flatMap(({ name, body, filename }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n\r\n`,
    ),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ])
  return Buffer.concat([...pieces, Buffer.from(end)])
}

const list = `Région;Fédération;Section;Entreprise;Ville
Île-de-France;Commerce;Siège de La Défense;So French Touch;Courbevoie
Hauts-de-France;;Entrepôt d’Hénin;So French Touch;Hénin-Beaumont
`

t.test('importing a list of sections', async t => {
  const unisson = await openUnisson(t)
  const { db } = unisson.vault
  const maud = await signIn(unisson, 'administrator')

  const send = (
    officer: Officer,
    payload: Buffer,
    step = '/preview',
    type = `multipart/form-data; boundary=${boundary}`,
  ) =>
    unisson.app.inject({
      method: 'POST',
      url: `/manage/section-imports${step}`,
      headers: { ...officer.headers, 'content-type': type },
      payload,
    })
  const sendFile = (body: Buffer | string, step = '/preview', officer = maud) =>
    send(
      officer,
      multipart([
        { name: 'file', filename: 'sections.csv', body },
        { name: 'text', body: '' },
      ]),
      step,
    )
  const sendText = (body: string, step = '/preview', officer = maud) =>
    send(
      officer,
      multipart([
        { name: 'file', filename: '', body: '' },
        { name: 'text', body },
      ]),
      step,
    )
  const count = async () =>
    Number(
      (
        await db
          .selectFrom('sections')
          .select(eb => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )

  await t.test('the preview says what would be made in every encoding, and makes nothing', async t => {
    const wide = Buffer.from(`\ufeff${list}`, 'utf16le')
    const windows = Buffer.from(list.replaceAll('’', '\u0092'), 'latin1')
    for (const body of [list, `\ufeff${list}`, wide, Buffer.from(wide).swap16(), windows]) {
      const answer = await sendFile(body)
      t.equal(answer.statusCode, 200)
      t.match(answer.body, 'Siège de La Défense')
      t.match(answer.body, 'Entrepôt d’Hénin')
      t.match(answer.body, 'Ajouter ces 2 sections')
    }
    t.match((await sendText(list.replaceAll(';', '\t'))).body, 'Ajouter ces 2 sections')
    t.equal(await count(), 0)
  })

  await t.test('one fault and nothing at all is added', async t => {
    const answer = await sendText(`${list}Hauts-de-France;;=cmd;;\n`, '')
    t.equal(answer.statusCode, 422)
    t.match(answer.body, /Ligne 4, Section/)
    t.match(answer.body, '=cmd', 'what was typed is still there')
    t.equal(await count(), 0)
    t.same(await db.selectFrom('regions').select('id').execute(), [])
  })

  await t.test('the button of the preview adds all of it, once', async t => {
    const preview = await sendText(list)
    const kept = /name="text" value="([^"]*)"/.exec(preview.body)?.[1]?.replaceAll('&#39;', "'") ?? ''
    const answers = await Promise.all([sendText(kept, ''), sendText(kept, '')])
    t.same(
      answers.map(answer => answer.statusCode),
      [303, 303],
    )
    t.equal(await count(), 2)
    const sections = await db
      .selectFrom('sections')
      .innerJoin('regions', 'regions.id', 'sections.region_id')
      .leftJoin('federations', 'federations.id', 'sections.federation_id')
      .select([
        'sections.name',
        'company',
        'city',
        'regions.name as region',
        'federations.name as federation',
      ])
      .orderBy('sections.name', 'desc')
      .execute()
    t.same(sections, [
      {
        name: 'Siège de La Défense',
        company: 'So French Touch',
        city: 'Courbevoie',
        region: 'Île-de-France',
        federation: 'Commerce',
      },
      {
        name: 'Entrepôt d’Hénin',
        company: 'So French Touch',
        city: 'Hénin-Beaumont',
        region: 'Hauts-de-France',
        federation: null,
      },
    ])
    const events = await db
      .selectFrom('audit_events')
      .select('detail')
      .where('act', '=', 'section.import')
      .execute()
    t.same(events, [{ detail: { sections: 2, regions: 2, federations: 1 } }])
    t.match((await sendText(list)).body, 'rien à ajouter')
  })

  await t.test('what cannot be read is answered in words, and nothing is stored', async t => {
    const before = await count()
    const hostile: [string, Buffer | string, number][] = [
      ['nothing', '', 422],
      ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 0xff]), 422],
      ['a NUL', 'Région;Section\nCor\0se;Bastia', 422],
      ['3 MB', `Région;Section\n${'x'.repeat(3 << 20)}`, 422],
      ['10 MB', Buffer.alloc(10 << 20, 'a'), 422],
      ['a quote', 'Région;Section\n"Corse;Bastia', 422],
      ['no titles', 'Corse;Bastia\nCorse;Ajaccio', 422],
    ]
    for (const [what, body, status] of hostile) {
      const answer = await sendFile(body)
      t.equal(answer.statusCode, status, what)
      t.match(answer.body, '<h1', what)
    }
    t.equal((await sendText('x'.repeat(3 << 20))).statusCode, 422)
    t.equal(await count(), before)
  })

  await t.test('a form that is none, cut short or full of parts is refused', async t => {
    t.equal(
      (await send(maud, Buffer.from('text=1'), '', 'application/x-www-form-urlencoded')).statusCode,
      415,
    )
    t.equal((await send(maud, Buffer.from('text'), '', 'multipart/form-data')).statusCode, 400)
    t.equal((await send(maud, multipart([{ name: 'text', body: list }], ''), '')).statusCode, 400)
    const many = Array.from({ length: 200 }, (_, index) => ({ name: `f${index}`, body: 'x' }))
    t.equal((await send(maud, multipart(many), '')).statusCode, 413)
    const poisoned = multipart([
      { name: '__proto__', body: 'x' },
      { name: 'text', body: list },
    ])
    t.ok([200, 400, 422].includes((await send(maud, poisoned)).statusCode))
  })

  await t.test('a regional officer fills the own region only', async t => {
    const { id } = await db
      .selectFrom('regions')
      .select('id')
      .where('name', '=', 'Hauts-de-France')
      .executeTakeFirstOrThrow()
    const nathalie = await signIn(unisson, 'regional-officer', { region_id: id, factor: false })
    const strayed = await sendText('Région;Section\nÎle-de-France;Montreuil', '', nathalie)
    t.equal(strayed.statusCode, 422)
    t.match(strayed.body, 'vous n’en ajoutez qu’à la vôtre')
    t.equal((await sendText('Section\nLesquin', '', nathalie)).statusCode, 303)
    const made = await db.selectFrom('sections').select('region_id').where('name', '=', 'Lesquin').execute()
    t.same(made, [{ region_id: id }])
    const samira = await signIn(unisson, 'section-leader', { factor: false })
    t.equal((await sendText(list, '', samira)).statusCode, 404)
  })
})
