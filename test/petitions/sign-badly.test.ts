import t from 'tap'
import { openPetition, posted, readHidden } from '../support/petition.ts'
import { openUnisson } from '../support/unisson.ts'

const unisson = await openUnisson(t)
const { app, vault } = unisson
const petition = await openPetition(unisson)
const hidden = await readHidden(unisson, petition.path)
const good = { email: 'ines@atelier.example', name_visibility: 'counted', consent: 'yes', ...hidden }
const named = { ...good, name_visibility: 'public' }

const countRows = async () => {
  const { count } = await vault.db
    .selectFrom('signatures')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
const url = `${petition.path}/signatures`
const send = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

/** Fields that are refused, and the words of the refusal. */
const refused: Record<string, [fields: Record<string, string>, words: RegExp]> = {
  'no address': [{ ...good, email: '' }, /Écrivez votre adresse/],
  'an address without @': [{ ...good, email: 'ines.atelier.example' }, /arobase/],
  'two addresses': [{ ...good, email: 'ines@atelier.example, omar@atelier.example' }, /une seule adresse/],
  'a line break in an address': [
    { ...good, email: 'ines@atelier.example\r\nBcc: x@y.example' },
    /invisibles/,
  ],
  'a NUL in an address': [{ ...good, email: 'ines\0@atelier.example' }, /invisibles/],
  'a quoted address': [{ ...good, email: '"ines"@atelier.example' }, /arobase/],
  'an address with a display name': [{ ...good, email: 'Inès <ines@atelier.example>' }, /une seule adresse/],
  'an address longer than any': [
    { ...good, email: `${'a'.repeat(64)}@${'b'.repeat(240)}.example` },
    /trop longue/,
  ],
  'a million letters': [{ ...named, name: 'a'.repeat(300_000) }, /trop long/],
  'an address at an IP': [{ ...good, email: 'ines@[192.0.2.1]' }, /suit l’arobase/],
  'nobody’s choice of visibility': [
    { ...good, name_visibility: 'everybody' },
    /ne fait pas partie des choix/,
  ],
  'no choice of visibility': [{ ...good, name_visibility: '' }, /Choisissez une réponse/],
  'a public signature without a name': [{ ...named, name: '' }, /Écrivez votre nom/],
  'a name of spaces': [{ ...named, name: ' \u00a0\u2003 ' }, /Écrivez votre nom/],
  'a name turned right to left': [{ ...named, name: 'Inès \u202Etxt.exe' }, /sens de lecture/],
  'a name with a control character': [{ ...named, name: 'In\u0007ès' }, /invisibles/],
  'a name with a NUL': [{ ...named, name: 'In\0ès' }, /invisibles/],
  'a name buried in accents': [{ ...named, name: `I${'\u0301'.repeat(40)}` }, /trop d’accents/],
  'a name that is a link': [{ ...named, name: 'www.spam.example' }, /sans adresse ni lien/],
  'a name that is a formula': [{ ...named, name: '=HYPERLINK("x")' }, /Ce nom commence par un signe/],
  'a name without a letter': [{ ...named, name: '12345' }, /au moins une lettre/],
  'a section that is not offered': [{ ...good, section_id: petition.id }, /ne fait pas partie des choix/],
  'a section that is no id': [{ ...good, section_id: "' or 1=1" }, /ne fait pas partie des choix/],
  'a workplace of 500 letters': [{ ...good, workplace: 'x'.repeat(500) }, /120 caractères/],
  'a workplace with a NUL': [{ ...good, workplace: 'quai\0 3' }, /invisibles/],
  'no consent': [{ ...good, consent: '' }, /sans votre accord/],
}

for (const [what, [fields, words]] of Object.entries(refused)) {
  t.test(`${what}: said beside the field, nothing kept, what was typed still there`, async t => {
    const answer = await send(new URLSearchParams(fields).toString())
    t.equal(answer.statusCode, 422)
    t.match(answer.body, words)
    if (fields.consent) t.match(answer.body, /name="consent"[^>]* checked/)
    if (fields.email === good.email) t.match(answer.body, good.email)
    const english = await app.inject({ ...posted(fields), url: `/en${url}` })
    t.equal(english.statusCode, 422)
    t.notMatch(english.body, words)
    t.equal(await countRows(), 0)
  })
}

t.test(
  'bytes that are no text, lone surrogates, arrays, unknown fields, prototypes: never an error of ours',
  async t => {
    const body = new URLSearchParams(named).toString()
    for (const payload of [
      `${body}&name=%FF%FE`,
      `${body}&name=%ED%A0%80`,
      `${body}&name=%`,
      `${body}&name[]=x&name[a]=y`,
      `${body}&__proto__=x&constructor=y&__proto__[consent]=yes`,
      '&'.repeat(10_000),
      '=',
      '',
      'email',
    ]) {
      const answer = await send(payload)
      t.equal(answer.statusCode, 422, payload.slice(-40))
    }
    t.equal(await countRows(), 0)
    t.equal(({} as { consent?: string }).consent, undefined)
  },
)

t.test('other kinds of bodies are refused with a page', async t => {
  const bodies: [string, string, number][] = [
    ['application/json', JSON.stringify(good), 415],
    ['text/plain', new URLSearchParams(good).toString(), 415],
    ['application/xml', '<email/>', 415],
    ['multipart/form-data', 'x', 415],
    ['multipart/form-data; boundary=x', '--x\r\nnonsense', 415],
    ['nonsense', 'x', 415],
    ['application/x-www-form-urlencoded', 'x'.repeat(10 * 1024 * 1024), 413],
  ]
  for (const [type, payload, status] of bodies) {
    const answer = await send(payload, { 'content-type': type })
    t.equal(answer.statusCode, status, type)
    t.match(answer.body, /<h1/)
  }
  t.equal(await countRows(), 0)
})

t.test('addresses that lead nowhere', async t => {
  for (const path of ['%00', '%FF', 'a%20b', '..%2f..%2fetc', 'x'.repeat(300), "'", '💣', 'MAJUSCULES']) {
    for (const end of ['', '/signatories', '/count.json']) {
      const { statusCode } = await app.inject(`/petitions/${path}${end}`)
      t.ok([400, 404, 414].includes(statusCode), `${path}${end} ${statusCode}`)
    }
    const { statusCode } = await app.inject({ url: `/petitions/${path}/signatures`, ...posted(good) })
    t.ok([400, 404, 414].includes(statusCode), `POST ${path} ${statusCode}`)
  }
  for (const page of ['0', '-1', '2', 'x', '1e9', '%00', '1.5']) {
    t.equal((await app.inject(`${petition.path}/signatories?page=${page}`)).statusCode, 404, page)
  }
})

t.test('another site’s form is refused', async t => {
  const body = new URLSearchParams(good).toString()
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
  ]
  for (const headers of foreign) t.equal((await send(body, headers)).statusCode, 403)
  t.equal(await countRows(), 0)
})

t.test('Host: evil changes no link and no mail', async t => {
  const page = await app.inject({ url: petition.path, headers: { host: 'evil.example' } })
  t.notMatch(page.body, 'evil.example')
  await send(new URLSearchParams(good).toString(), { host: 'evil.example' })
  await unisson.work()
  const [mail] = unisson.mailbox.to(good.email)
  t.notMatch(`${mail?.text}${mail?.html}`, 'evil.example')
  t.match(mail?.text, 'http://unisson.example/signatures/')
})

t.test('script in a name or a place is text', async t => {
  const name = '<script>alert(1)</script>'
  await send(
    new URLSearchParams({ ...named, email: 'omar@atelier.example', name, workplace: name }).toString(),
  )
  await unisson.work()
  const link = unisson.mailbox.link('omar@atelier.example', '/confirmation')
  const { body } = await app.inject(link)
  t.match(body, '&lt;script&gt;')
  t.notMatch(body, name)
  t.notMatch(unisson.mailbox.to('omar@atelier.example')[0]?.html, name)
})

t.test('a body full of accents is refused before it can keep the process busy', async t => {
  const accents = `I${'\u0301'.repeat(60_000)}${'\u0316'.repeat(60_000)}`
  for (const field of ['name', 'workplace', 'email']) {
    const { [field]: _, ...fields } = named as Record<string, string>
    const begun = performance.now()
    const answer = await send(`${new URLSearchParams(fields)}&${field}=${accents}`)
    t.equal(answer.statusCode, 422, field)
    t.ok(performance.now() - begun < 1_500, `${field} took ${Math.round(performance.now() - begun)} ms`)
  }
})

t.test('who sends a byte a minute is cut off', async t => {
  const { requestTimeout } = app.server
  t.ok(requestTimeout > 0 && requestTimeout <= 300_000)
})
