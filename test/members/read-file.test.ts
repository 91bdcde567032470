import t from 'tap'
import { headersOf, post } from '../support/officers.ts'
import { figure, get, importFile, listKnown, membersPath, openStage, sendFile } from './stage.ts'

const stage = await openStage(t)
const { app, samira, dourges, vault } = stage

const people = [
  ['E-1', 'Zoé Lefèvre', 'zoe@atelier.example'],
  ['E-2', 'Anaël Œuvrard', 'anael@atelier.example'],
  ['E-3', 'Noël d’Août', 'noel@atelier.example'],
]
const write = (separator: string, end = '\r\n') =>
  [['Numéro d’adhésion', 'Nom', 'E-mail'], ...people].map(cells => cells.join(separator) + end).join('')

/** As spreadsheets on Windows write, of the letters used here. */
const cp1252 = (text: string): Buffer =>
  Buffer.from([...text].map(sign => ({ '’': 0x92, œ: 0x9c, Œ: 0x8c })[sign] ?? sign.codePointAt(0)!))
const utf16be = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()

const files: Record<string, Buffer> = {
  'UTF-8, semicolons': Buffer.from(write(';')),
  'UTF-8 with a mark, commas': Buffer.from(`\uFEFF${write(',')}`),
  'UTF-8, tabs, line feeds': Buffer.from(write('\t', '\n')),
  'UTF-8, carriage returns of old': Buffer.from(write(';', '\r')),
  'Windows-1252, semicolons': cp1252(write(';')),
  'UTF-16 little endian with a mark, tabs': Buffer.from(`\uFEFF${write('\t')}`, 'utf16le'),
  'UTF-16 little endian without a mark': Buffer.from(write(';'), 'utf16le'),
  'UTF-16 big endian with a mark': utf16be(write(';')),
}

for (const [kind, file] of Object.entries(files)) {
  t.test(`${kind}: the same members, letter for letter`, async t => {
    await vault.db.deleteFrom('members').execute()
    const { done } = await importFile(stage, samira, dourges, file)
    t.equal(figure(done, 'Nouveaux membres'), 3)
    const known = await listKnown(stage, dourges)
    t.same(known.map(({ number, name, email }) => [number, name, email]).sort(), people)
  })
}

t.test('a cell may hold separators, quotes and ends of line; lines are numbered as in the file', async t => {
  const file = 'Numéro;Nom;Note\r\n\r\nQ-1;"Inès ""la;Grande""";"deux\r\nlignes"\r\n\r\nQ-2;;\r\n'
  const { done } = await importFile(stage, samira, dourges, file)
  t.match(done, /<th scope="row">\s*6\s*<\/th>/)
  t.ok((await listKnown(stage, dourges)).some(({ name }) => name === 'Inès "la;Grande"'))
})

t.test('a file without titles is read from its first line', async t => {
  const columns = { column_0: 'name', column_1: 'email' }
  const { done } = await importFile(stage, samira, dourges, 'Lina;lina@atelier.example\n', columns)
  t.equal(figure(done, 'Nouveaux membres'), 1)
})

t.test('what is no list is refused in words, and nothing of it stays', async t => {
  const refused: [string, Buffer | string, RegExp][] = [
    ['nothing', '', /celui-ci est vide/],
    ['blank lines', '\n\n  \n', /celui-ci est vide/],
    ['a workbook', Buffer.from('504b0304140000000800', 'hex'), /Ce fichier est un classeur/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /pas du texte/],
    ['a NUL', 'Nom;E-mail\nInès\0;ines@atelier.example\n', /pas du texte/],
    ['half a pair of UTF-16', Buffer.from('fffe4e0041d80000', 'hex'), /pas du texte/],
    ['an open quote', 'Nom;E-mail\n"Inès;ines@atelier.example\n', /un guillemet reste ouvert vers la ligne/],
    ['a line without end', `Nom;E-mail\n${'x'.repeat(70_000)}\n`, /un guillemet reste ouvert/],
  ]
  for (const [what, file, words] of refused) {
    const answer = await sendFile(stage, samira, dourges, file)
    t.equal(answer.statusCode, 422, what)
    t.match(answer.body, words, what)
  }
  t.same(await vault.db.selectFrom('spool_chunks').select('position').execute(), [])
  t.equal(
    (await vault.db.selectFrom('member_imports').select('id').where('encoding', 'is', null).execute()).length,
    0,
  )
})

t.test('a form that is none gets an error page of ours', async t => {
  const url = `${membersPath(dourges)}/imports`
  const plain = await post(stage, url, { file: 'Nom;E-mail' }, samira.cookie)
  t.equal(plain.statusCode, 415)
  const headers = { ...headersOf(samira.cookie), 'content-type': 'multipart/form-data; boundary=x' }
  for (const payload of [
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nNom',
    '--y--',
    '',
  ])
    t.ok(
      [400, 422].includes((await app.inject({ method: 'POST', url, headers, payload })).statusCode),
      payload,
    )
})

t.test('an open quote far down stops the check with its line; the file is destroyed', async t => {
  const lines = Array.from({ length: 700 }, (_, at) => `H-${at};Membre ${'abcdefghij'[at % 10]}`)
  const file = `Numéro;Nom\n${lines.join('\n')}\n"H-x;Inès\n`
  const { checked } = await importFile(stage, samira, dourges, file, {}, false)
  t.match(checked, /ligne 702/)
  t.notOk((await listKnown(stage, dourges)).some(({ number }) => number.startsWith('H-')))
  t.same(await vault.db.selectFrom('spool_chunks').select('position').execute(), [])
})

t.test('hostile cells are faults of their line', async t => {
  const cells = [
    ['=cmd()', 'formula'],
    ['Voir www.site.example', 'link'],
    ['\u202Eenigne', 'direction'],
    ['x'.repeat(200), 'long'],
    ['Ine\u0007s', 'control'],
    ['12345', 'letterless'],
  ] as const
  const lines = cells.map(([name], at) => `P-${at};${name};p${at}@atelier.example`)
  const more = ['P-7;Inès;"a@b.example, c@d.example"', ';Inès;a\u202Eb@c.example', `${'9'.repeat(60)};Inès;`]
  const file = ['Numéro;Nom;E-mail', ...lines, ...more].join('\n')
  const { done, path } = await importFile(stage, samira, dourges, file)
  t.equal(figure(done, 'Lignes laissées de côté'), 8)
  t.equal(figure(done, 'Nouveaux membres'), 1, 'a bad address does not cost a number its member')
  const csv = await get(stage, samira, `${path}/faults.csv`)
  t.match(csv.headers['content-type'], 'text/csv')
  t.equal(csv.body.trim().split('\n').length, 10)
  t.notMatch(csv.body, /Inès|p\d@|cmd|site\.example/, 'no word of the file')
})

t.test('titles and cells that a program might trip over are words like others', async t => {
  const wide = Array.from({ length: 300 }, (_, at) => `c${at}`).join(';')
  const file = `__proto__;Nom;constructor;Numéro;Section;${wide}\nx;Inès;y;T-1;__proto__;z\n`
  const { done } = await importFile(stage, samira, dourges, file)
  t.equal(figure(done, 'Nouveaux membres'), 1)
})

t.test('the choice of columns is judged before any line is read', async t => {
  const sent = await sendFile(stage, samira, dourges, 'a;b;c\nd;e;f\n')
  const path = String(sent.headers.location).replace('/columns', '')
  const check = (fields: Record<string, string>) =>
    post(stage, `${path}/check`, { locale: 'fr', ...fields }, samira.cookie)
  const faults: [Record<string, string>, RegExp][] = [
    [{}, /quelle colonne porte le nom/],
    [{ column_0: 'name' }, /porte le numéro d’adhésion ou l’adresse/],
    [{ column_0: 'name', column_1: 'email', column_2: 'name' }, /Une autre colonne a déjà cette réponse/],
    [{ column_0: 'shoe-size', column_1: 'email' }, /ne fait pas partie des choix/],
    [{ column_0: 'name', column_1: 'email', locale: 'de' }, /ne fait pas partie des choix/],
  ]
  for (const [fields, words] of faults) {
    const answer = await check(fields)
    t.equal(answer.statusCode, 422)
    t.match(answer.body, words)
  }
  t.match((await check({ column_1: 'email' })).body, /value="email" selected/, 'what was chosen stays')
})
